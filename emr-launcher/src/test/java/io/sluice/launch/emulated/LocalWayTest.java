package io.sluice.launch.emulated;

import io.sluice.jobs.IngestMain;
import io.sluice.launch.BuildInfo;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LocalTarget;
import io.sluice.launch.spark.LocalWay;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;

/** An installation whose job is the stand-in. */
class LocalWayTest extends ProcessContract {
  @BeforeEach
  void installation() throws IOException, URISyntaxException {
    Files.createDirectories(jar().getParent());
    try (OutputStream out = Files.newOutputStream(jar());
        JarOutputStream empty = new JarOutputStream(out)) {
      empty.finish();
    }
    Path classes =
        Path.of(IngestMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.writeString(classPath(), classes.toString());
  }

  private Path jar() {
    return folder
        .resolve("home/jobs/target")
        .resolve("sluice-jobs-" + BuildInfo.current().version() + ".jar");
  }

  private Path classPath() {
    return jar().resolveSibling("classpath.txt");
  }

  @Override
  LocalWay way(LaunchClock clock) {
    Map<String, String> environment = Map.of("SLUICE_JOB_JAVA_OPTS", String.join(" ", jvm()));
    return new LocalWay(new LocalTarget(folder.resolve("home"), environment), runs(), clock);
  }

  @Override
  void remove() throws IOException {
    Files.delete(jar());
  }

  @Override
  String spoil() throws IOException {
    Files.writeString(classPath(), jar().toString());
    return "ClassNotFoundException: " + IngestMain.class.getName();
  }
}
