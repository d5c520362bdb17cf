package io.sluice.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a job as a process of its own on this machine, with the class path that the build wrote
 * down. The job shares this process's standard error and process group: a Ctrl-C reaches it from
 * the terminal, and a signal to this process alone is passed on.
 */
public final class LocalTarget implements LaunchTarget {
  private static final String DEFAULT_HEAP = "1g";
  private static final long SECONDS_TO_CLEAN_UP = 20;

  /**
   * What suits a JVM that lives for seconds. The optimizing compiler begins with what runs ten
   * times as often as by default: the loops over records get there at once, and Spark's start does
   * not at all. Logging is not offered to management consoles.
   */
  private static final List<String> SHORT_LIVED =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000",
          "-Dlog4j2.disableJmx=true");

  private final Path home;
  private final Map<String, String> environment;

  /**
   * @param home the installation's folder; null if unknown, which is reported when a job is run
   */
  public LocalTarget(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  @Override
  public JobResult run(JobRequest job) {
    List<String> command = command(job);
    if (job.archive() == JobRequest.Archive.MAKE_FIRST) {
      // What it measures of cold starts is a user's second run, and not the making of the archive.
      archive().make();
    }
    Process process = start(command, job.master());
    Thread passOn = new Thread(() -> end(process), "end-job");
    try {
      Runtime.getRuntime().addShutdownHook(passOn);
    } catch (IllegalStateException shuttingDown) {
      end(process);
      throw new LaunchException("interrupted: the job was ended", shuttingDown);
    }
    try {
      process.getOutputStream().close();
      String output;
      try (InputStream out = process.getInputStream()) {
        output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      int exitCode = process.waitFor();
      if (job.archive() == JobRequest.Archive.USE) {
        archive().makeAfterwards();
      }
      return new JobResult(exitCode, output);
    } catch (IOException e) {
      end(process);
      throw new LaunchException("the job's output cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted: the job was ended", e);
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(passOn);
      } catch (IllegalStateException shuttingDown) {
        // The hook is running already, and this thread's work is done.
      }
    }
  }

  /** The command line of the job's process. */
  public List<String> command(JobRequest job) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(BuildInfo.current().jobJvmOptions());
    String heap = environment.getOrDefault("SLUICE_HEAP", "");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Dspark.master=" + job.master());
    command.add("-Xmx" + (heap.isBlank() ? DEFAULT_HEAP : heap.trim()));
    String extra = environment.getOrDefault("SLUICE_JOB_JAVA_OPTS", "").trim();
    if (!extra.isEmpty()) {
      command.addAll(List.of(extra.split("\\s+")));
    }
    String classPath = classPath(job.module());
    if (job.archive() == JobRequest.Archive.USE) {
      command.addAll(1, archive().options());
      command.addAll(1, SHORT_LIVED);
    }
    command.add("-cp");
    command.add(classPath);
    command.add(job.mainClass());
    command.addAll(job.arguments());
    return command;
  }

  /** The archive of the jobs' classes, of the build that is there. */
  JobArchive archive() {
    return new JobArchive(home, jar(JobRequest.Module.JOBS));
  }

  /** A module's own jar. */
  Path jar(JobRequest.Module module) {
    return home.resolve(module.folder())
        .resolve("target")
        .resolve("sluice-" + module.folder() + "-" + BuildInfo.current().version() + ".jar");
  }

  private String classPath(JobRequest.Module module) {
    if (home == null) {
      throw new LaunchException(
          "the installation's folder is unknown: start this command through ./sluice");
    }
    Path jar = jar(module);
    Path list = jar.resolveSibling("classpath.txt");
    try {
      String classPath = jar + File.pathSeparator + Files.readString(list).trim();
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        if (!Files.exists(Path.of(entry))) {
          throw new LaunchException(notBuilt(entry));
        }
      }
      return classPath;
    } catch (IOException e) {
      throw new LaunchException(notBuilt(list.toString()), e);
    }
  }

  private String notBuilt(String missing) {
    return "the job is not built: "
        + missing
        + " is missing. Run './mvnw -q package -DskipTests' in "
        + home;
  }

  private static Process start(List<String> command, String master) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      // Spark would log in through Hadoop to find it out.
      builder.environment().putIfAbsent("SPARK_USER", System.getProperty("user.name"));
      if (master.startsWith("local")) {
        // Spark would ask for the address of this machine's name, which need not have one.
        builder.environment().putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().putIfAbsent("SPARK_LOCAL_HOSTNAME", "localhost");
      }
      return builder.start();
    } catch (IOException e) {
      throw new LaunchException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  private static void end(Process process) {
    // By its handle: Process.destroy() would also close the output that is being read.
    process.toHandle().destroy();
    try {
      // The job gives its claims and pending files back; only one that hangs is killed.
      if (!process.waitFor(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
