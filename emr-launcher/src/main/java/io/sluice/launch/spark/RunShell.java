package io.sluice.launch.spark;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
          + " </dev/null; echo $? >exit.part; mv exit.part "
          + EXIT;

  private static final Duration FORKS_WITHIN = Duration.ofSeconds(10);

  /** How long what is told to end may take for it: a job undoes what it did. */
  static final Duration GRACE = Duration.ofSeconds(60);

  private static final Duration SLOWEST = Duration.ofSeconds(5);
  private static final Duration DIES_WITHIN = Duration.ofSeconds(1);
  private static final int MOST_KILLS = 10;

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

  /** How what a shell ran came to its end. */
  enum End {
    BY_ITSELF,
    /** It did not end when it was told to. */
    KILLED
  }

  /**
   * Tells what it runs to end, and not the shell, which is to write how that ended; what is still
   * there after {@link #GRACE} is killed. One that was told to begin a moment ago may not have done
   * so yet.
   */
  static End end(ProcessHandle shell, LaunchClock clock) {
    try {
      awaitFork(shell);
      // Whose parent ends before it is no longer found below the shell.
      Set<ProcessHandle> all = new LinkedHashSet<>(shell.descendants().toList());
      all.forEach(ProcessHandle::destroy);
      all.add(shell);
      if (areOver(all, GRACE, clock)) {
        return End.BY_ITSELF;
      }
      all.remove(shell);
      kill(shell, all, clock);
      return End.KILLED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while process " + shell.pid() + " was ended", e);
    }
  }

  private static void awaitFork(ProcessHandle shell) throws InterruptedException {
    long deadline = System.nanoTime() + FORKS_WITHIN.toNanos();
    while (shell.isAlive()
        && shell.descendants().findAny().isEmpty()
        && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
  }

  /** Those that are known, and what they started since, until there is nothing left. */
  private static void kill(ProcessHandle shell, Set<ProcessHandle> known, LaunchClock clock)
      throws InterruptedException {
    Set<ProcessHandle> all = new LinkedHashSet<>(known);
    for (int i = 0; i < MOST_KILLS; i++) {
      shell.descendants().forEach(all::add);
      List.copyOf(all).forEach(each -> each.descendants().forEach(all::add));
      all.forEach(ProcessHandle::destroyForcibly);
      if (areOver(all, DIES_WITHIN, clock) && shell.descendants().findAny().isEmpty()) {
        return;
      }
    }
  }

  /** Whether all of them end within some time. */
  private static boolean areOver(Set<ProcessHandle> all, Duration within, LaunchClock clock)
      throws InterruptedException {
    Duration waited = Duration.ZERO;
    Duration pause = Duration.ofMillis(20);
    while (all.stream().anyMatch(RunShell::lives)) {
      if (waited.compareTo(within) >= 0) {
        return false;
      }
      clock.pause(pause);
      waited = waited.plus(pause);
      pause = LaunchClock.longer(pause, SLOWEST);
    }
    return true;
  }

  /** One that is over and that nobody has asked how it ended has no program any more. */
  private static boolean lives(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
