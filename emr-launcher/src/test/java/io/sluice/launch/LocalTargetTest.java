package io.sluice.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchTarget.JobResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
      if (args[0].equals("address")) {
        System.out.println(
            System.getenv("SPARK_LOCAL_IP") + " " + System.getenv("SPARK_LOCAL_HOSTNAME"));
        System.exit(0);
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
  void aSparkOfThisProcessAloneNeedsNoAddressOfThisMachine() throws Exception {
    for (String master : List.of("local", "local[*]")) {
      JobRequest job = new JobRequest(ExitJob.class.getName(), List.of("address"), master);
      assertEquals("127.0.0.1 localhost\n", target(Map.of()).run(job).output());
    }
    JobRequest elsewhere =
        new JobRequest(ExitJob.class.getName(), List.of("address"), "spark://somewhere:7077");
    assertEquals("null null\n", target(Map.of()).run(elsewhere).output());
  }

  /** Starts a job that sleeps, as the command line would. */
  public static final class Starter {
    public static void main(String[] args) {
      JobRequest job = new JobRequest(Sleeper.class.getName(), List.of(args[1]), "local");
      System.exit(new LocalTarget(Path.of(args[0]), Map.of()).run(job).exitCode());
    }
  }

  /** Stands in for a long job: says its process id, and cleans up when it is ended. */
  public static final class Sleeper {
    public static void main(String[] args) throws Exception {
      Path log = Path.of(args[0]);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      Files.writeString(log.resolveSibling("cleaned"), "");
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
      Path next = log.resolveSibling("next");
      Files.writeString(next, Long.toString(ProcessHandle.current().pid()));
      Files.move(next, log);
      Thread.sleep(900_000);
    }
  }

  @Test
  void aSignalReachesTheJob() throws Exception {
    target(Map.of());
    Path log = home.resolve("pid");
    Process starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                home.toString(),
                log.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(home.resolve("err").toFile())
            .start();
    for (int i = 0; i < 3_000 && !Files.exists(log) && starter.isAlive(); i++) {
      Thread.sleep(100);
    }
    long job = Long.parseLong(Files.readString(log));
    starter.destroy();
    assertTrue(starter.waitFor(5, TimeUnit.MINUTES));
    assertTrue(ProcessHandle.of(job).map(process -> !process.isAlive()).orElse(true));
    assertTrue(Files.exists(home.resolve("cleaned")));
    String told = Files.readString(home.resolve("err"));
    assertFalse(told.contains("Stream closed") || told.contains("Exception"), told);
  }

  @Test
  void usesAnArchiveOfClassesWhereThereIsOne() throws Exception {
    JobRequest job = new JobRequest(ExitJob.class.getName(), List.of("3"), "local[7]");
    LocalTarget target = target(Map.of());
    Path archive = Files.createDirectories(home.resolve("target")).resolve("sluice-job.jsa");
    String option = "-XX:SharedArchiveFile=" + archive;
    assertFalse(target.command(job).contains(option));
    Files.writeString(archive, "of no use: passed over, and not a word of it in the output");
    assertTrue(target.command(job).contains(option));
    assertEquals(new JobResult(3, "부산 local[7]\n"), target.run(job));
  }

  @Test
  void onlyWhatTheStartScriptBuiltGetsAnArchive() throws Exception {
    LocalTarget target = target(Map.of());
    Files.createDirectories(home.resolve("target"));
    target.run(new JobRequest(ExitJob.class.getName(), List.of("0"), "local"));
    assertFalse(Files.exists(target.archive().lockFile()));
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
