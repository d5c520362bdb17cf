package io.sluice.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.BuildInfo;
import io.sluice.cli.launch.LaunchTarget.JobResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTargetTest {
  @TempDir Path home;

  /** Stands in for a job: exits with the code it is given. */
  public static final class ExitJob {
    public static void main(String[] args) {
      if (args[0].equals("heap")) {
        System.exit(Runtime.getRuntime().maxMemory() <= 96L << 20 ? 0 : 1);
      }
      System.out.println("부산 " + System.getProperty("spark.master"));
      System.exit(Integer.parseInt(args[0]));
    }
  }

  private LocalTarget target(Map<String, String> environment)
      throws IOException, URISyntaxException {
    Path built = Files.createDirectories(home.resolve("jobs/target"));
    Path jar = built.resolve("sluice-jobs-" + BuildInfo.current().version() + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream empty = new JarOutputStream(out)) {
      empty.finish();
    }
    Path classes =
        Path.of(ExitJob.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.writeString(built.resolve("classpath.txt"), classes.toString());
    return new LocalTarget(home, environment);
  }

  @Test
  void passesExitCodeAndOutputOn() throws Exception {
    JobRequest job = new JobRequest(ExitJob.class.getName(), List.of("3"), "local[7]");
    assertEquals(
        new JobResult(3, "부산 local[7]\n"),
        target(Map.of("SLUICE_JOB_JAVA_OPTS", "-XX:TieredStopAtLevel=1")).run(job));
  }

  @Test
  void heapComesFromTheEnvironment() throws Exception {
    JobRequest job = new JobRequest(ExitJob.class.getName(), List.of("heap"), "local");
    assertEquals(0, target(Map.of("SLUICE_HEAP", "96m")).run(job).exitCode());
    assertTrue(target(Map.of()).command(job).contains("-Xmx1g"));
  }

  @Test
  void opensWhatSparkNeeds() throws Exception {
    List<String> command = target(Map.of()).command(new JobRequest("x", List.of(), "local"));
    assertTrue(command.contains("--add-opens=java.base/java.nio=ALL-UNNAMED"), command.toString());
  }

  @Test
  void saysWhatIsNotBuilt() {
    LaunchException failure =
        assertThrows(
            LaunchException.class,
            () -> new LocalTarget(home, Map.of()).run(new JobRequest("x", List.of(), "local")));
    assertTrue(failure.getMessage().contains("mvnw"), failure.getMessage());
  }
}
