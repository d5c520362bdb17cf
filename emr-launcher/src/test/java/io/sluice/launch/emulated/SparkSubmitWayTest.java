package io.sluice.launch.emulated;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.SparkProfile;
import io.sluice.launch.spark.SparkSubmitWay;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.deploy.SparkSubmit;
import org.junit.jupiter.api.BeforeEach;

/** A Spark whose spark-submit starts the stand-in. */
class SparkSubmitWayTest extends ProcessContract {
  @BeforeEach
  void spark() throws IOException, URISyntaxException {
    Files.createDirectories(submit().getParent());
    Files.createFile(
        Files.createDirectories(home().resolve("jars")).resolve("spark-core_2.12-3.5.6.jar"));
    Path classes =
        Path.of(SparkSubmit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.writeString(
        submit(),
        """
        #!/bin/sh
        exec %s/bin/java %s -cp '%s' %s "$@"
        """
            .formatted(
                System.getProperty("java.home"),
                String.join(" ", jvm()),
                classes,
                SparkSubmit.class.getName()));
    if (!submit().toFile().setExecutable(true)) {
      throw new IOException(submit() + " cannot be made executable");
    }
  }

  private Path home() {
    return folder.resolve("spark");
  }

  private Path submit() {
    return home().resolve("bin/spark-submit");
  }

  @Override
  SparkSubmitWay way(LaunchClock clock) {
    return new SparkSubmitWay(Map.of(), runs(), clock);
  }

  @Override
  Profile profile() {
    Profile profile = super.profile();
    return profile.with(
        profile.ways().with(new SparkProfile(home().toString(), "local[*]", "client", Map.of())));
  }

  @Override
  void remove() throws IOException {
    Files.delete(submit());
  }

  @Override
  String spoil() throws IOException {
    Files.writeString(submit(), "#!/nowhere/sh\n");
    return submit() + ":";
  }
}
