package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.spark.SparkSubmitWay;
import io.sluice.localaws.SparkClassPath;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A Spark as a download of it is laid out, made of the jars that the build resolved. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class SparkSubmitLaunchIT extends LaunchContract {
  private static final String OPENED =
      "lang lang.invoke lang.reflect io net nio util util.concurrent util.concurrent.atomic";

  @TempDir private Path spark;

  @Override
  String way() {
    return "spark-submit";
  }

  @Override
  String policy() {
    return "";
  }

  @Override
  String environment() throws Exception {
    Path home = spark.resolve("spark-3.5");
    if (!Files.exists(home)) {
      Path jars = Files.createDirectories(home.resolve("jars"));
      for (String jar : SparkClassPath.of(Path.of(System.getProperty("sluice.root")))) {
        Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
      }
      Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
      Files.writeString(submit, script(jars));
      submit.toFile().setExecutable(true);
    }
    return "    spark: {home: \"%s\", master: \"local[2]\", settings: {spark.ui.enabled: false}}\n"
        .formatted(home);
  }

  private static String script(Path jars) {
    String opened =
        Arrays.stream(OPENED.split(" ", -1))
            .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
            .collect(Collectors.joining(" "));
    String settings =
        String.join(" ", EmulatedEnvironment.javaOptions())
            + " -Dspark.driver.bindAddress=127.0.0.1 -Dspark.driver.host=127.0.0.1";
    return """
        #!/bin/sh
        export SPARK_LOCAL_IP=127.0.0.1
        exec %s/bin/java -Xmx1g -XX:+IgnoreUnrecognizedVMOptions %s \
        --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/sun.nio.cs=ALL-UNNAMED \
        --add-opens=java.base/sun.security.action=ALL-UNNAMED \
        --add-opens=java.base/sun.util.calendar=ALL-UNNAMED %s \
        -cp '%s/*' org.apache.spark.deploy.SparkSubmit "$@"
        """
        .formatted(System.getProperty("java.home"), opened, settings, jars);
  }

  @Override
  void assertNothingRuns() {
    assertEquals(
        List.of(),
        new SparkSubmitWay(Map.of(), processes().resolve(way()), LaunchClock.OF_MACHINE).running());
  }
}
