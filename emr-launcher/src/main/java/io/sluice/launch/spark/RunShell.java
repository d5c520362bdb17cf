package io.sluice.launch.spark;

import io.sluice.launch.LaunchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The shell around the process of a run: it writes down how that ended, whoever is still there to
 * see it. What it runs begins when it is told to, and not at all if who started it dies before: so
 * nothing runs that could not be found again.
 */
final class RunShell {
  static final String OUTPUT = "stdout.log";
  static final String ERRORS = "stderr.log";
  static final String EXIT = "exit";

  /** Ctrl-C and a closed terminal are for the launcher, which asks what is to become of the run. */
  private static final String SCRIPT =
      "trap '' INT HUP; read -r begin || exit 1; \"$@\" >"
          + OUTPUT
          + " 2>"
          + ERRORS
          + " </dev/null; "
          + "echo $? >exit.part; mv exit.part "
          + EXIT;

  private static final Duration FORKS_WITHIN = Duration.ofSeconds(10);

  private RunShell() {}

  /**
   * Starts it.
   *
   * @param attempt the folder in which it works
   */
  static Process start(Path attempt, List<String> command) throws IOException {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sluice-run"));
    line.addAll(command);
    return new ProcessBuilder(line)
        .directory(attempt.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Lets it run its command. */
  static void begin(Process shell) throws IOException {
    try (OutputStream in = shell.getOutputStream()) {
      in.write("begin\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Tells what it runs to end, and not the shell, which is to write how that ended. One that was
   * told to begin a moment ago may not have done so yet.
   */
  static void end(ProcessHandle shell) {
    long deadline = System.nanoTime() + FORKS_WITHIN.toNanos();
    while (shell.isAlive()
        && shell.descendants().findAny().isEmpty()
        && System.nanoTime() < deadline) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LaunchException("interrupted before process " + shell.pid() + " was ended", e);
      }
    }
    shell.descendants().forEach(ProcessHandle::destroy);
  }
}
