package io.sluice.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file in which the JVM finds the classes of a job parsed and linked (class data sharing): of
 * the processor time of a small job it saves half. It belongs to the jars of one build; the start
 * script removes it when it builds. Without it everything works, only slower.
 */
final class JobArchive {
  /** What the start script leaves: only what it built is given an archive. */
  private static final String BUILT = "sluice-built";

  private final Path home;
  private final Path folder;
  private final Path jar;

  /**
   * That of an installation.
   *
   * @param jar the jobs' own
   */
  JobArchive(Path home, Path jar) {
    this.home = home;
    this.folder = home.resolve("target");
    this.jar = jar;
  }

  Path file() {
    return folder.resolve("sluice-job.jsa");
  }

  /** Held by the process that makes the archive. */
  Path lockFile() {
    return folder.resolve("sluice-job.jsa.lock");
  }

  /** Whether there is one, of the build that is there now. */
  boolean ready() {
    try {
      return Files.exists(file())
          && Files.getLastModifiedTime(file()).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a job's JVM is told: nothing if there is no archive. */
  List<String> options() {
    if (!ready()) {
      return List.of();
    }
    // An archive that does not fit is passed over; the JVM would say so on standard output.
    return List.of(
        "-XX:SharedArchiveFile=" + file(),
        "-Xshare:auto",
        "-Xlog:disable",
        "-Xlog:all=error:stderr");
  }

  /**
   * Has the archive made, if there is none, by a process of the lowest priority that this one does
   * not wait for. To be called when the user has what was asked for.
   */
  void makeAfterwards() {
    start();
  }

  /** Has the archive made, if there is none, and waits for it. */
  void make() {
    try {
      Optional<Process> making = start();
      if (making.isPresent()) {
        making.get().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Process> start() {
    if (ready() || !Files.exists(folder.resolve(BUILT)) || !Files.isWritable(folder)) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(JobWarmUp.class.getName(), home.toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return Optional.of(process);
    } catch (IOException e) {
      // Jobs start slower, as they did before; nothing else depends on it.
      return Optional.empty();
    }
  }
}
