package io.sluice.kill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.Signals;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of this test's class path, with those that it started. */
final class Running {
  static final long LIMIT_SECONDS = 240;

  /** Who lives for seconds, beside others, on a small machine. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final Path out;
  private List<ProcessHandle> jobs = List.of();

  private Running(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /**
   * Starts one.
   *
   * @param out where goes what it says
   * @param options of Java, for it and for a job that it starts
   */
  static Running start(Path folder, Path out, List<String> options, String... mainAndArguments)
      throws IOException {
    List<String> java = Stream.concat(options.stream(), SHORT_LIVED.stream()).toList();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-Dsluice.home=" + System.getProperty("sluice.root"),
            "-cp",
            System.getProperty("java.class.path")
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator)));
    command.addAll(List.of(mainAndArguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("SLUICE_JOB_JAVA_OPTS", String.join(" ", java));
    return new Running(builder.start(), out);
  }

  /** {@code sluice ingest} of a lake's spec. */
  static Running ingest(Path folder, Path out, LakeUnderKills lake, Engine engine)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "io.sluice.cli.Main",
                "ingest",
                lake.spec().toString(),
                "--lake",
                lake.place().lake()));
    command.addAll(engine.options());
    return start(folder, out, lake.place().options(), command.toArray(String[]::new));
  }

  String said() {
    try {
      return Files.readString(out, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is waited for. */
  interface Check {
    boolean holds() throws IOException;
  }

  /** Waits for something, or for its end: false. */
  boolean await(Check check) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (check.holds()) {
        return true;
      }
      Thread.sleep(2);
    }
    return check.holds();
  }

  /**
   * Kills it, its job or both, whichever of them is still there.
   *
   * @return whether all that were to be killed were still running
   */
  boolean kill(Engine engine, Victim victim) throws Exception {
    // Stopped, so that it starts no job that nobody here would know of.
    Signals.send("STOP", process.pid());
    jobs = process.descendants().toList();
    boolean running = process.isAlive() && (engine == Engine.THREADS || !jobs.isEmpty());
    if (victim != Victim.JOB || jobs.isEmpty()) {
      process.destroyForcibly();
    }
    if (victim != Victim.COMMAND_LINE) {
      for (ProcessHandle job : jobs) {
        running &= job.destroyForcibly();
      }
    }
    Signals.send("CONT", process.pid());
    return running;
  }

  /** A job whose command line was killed goes on; its end is waited for, as a user would. */
  int awaitEnd() throws Exception {
    assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), out::toString);
    for (ProcessHandle job : jobs) {
      job.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    return process.exitValue();
  }
}
