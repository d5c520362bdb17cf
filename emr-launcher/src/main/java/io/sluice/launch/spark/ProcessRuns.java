package io.sluice.launch.spark;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Processes of this machine that outlive who started them, each attempt in a folder: what it
 * prints, its process id, and at the end its exit code. The folder of an attempt is made by one
 * process alone, so of several that start the same run one does.
 */
final class ProcessRuns {
  private static final String FOLDER = "folder";
  private static final String MACHINE = "machine";
  private static final String PROCESS = "process";
  private static final String CANCELLED = "cancelled";
  private static final String WHEN_CANCELLED = "when-cancelled";
  private static final long STARTS_WITHIN_MILLIS = 10_000;
  private static final String KILLED_TEXT =
      "it had not ended "
          + RunShell.GRACE.toSeconds()
          + " seconds after it was told to, and was killed: the next run, or 'sluice recover',"
          + " undoes what it began";

  /** Of a shell, whose exit code this and a signal's number are if that ended what it ran. */
  private static final int SIGNALLED = 128;

  private static final int KILLED = SIGNALLED + 9;
  private static final int LAST_SIGNAL = SIGNALLED + 64;

  private final String way;
  private final Path folder;
  private final LaunchClock clock;
  private final String machine;

  /**
   * @param folder below which attempts are kept; made when it is needed
   */
  ProcessRuns(String way, Path folder, LaunchClock clock) {
    this(way, folder, clock, ThisMachine.name());
  }

  /**
   * @param machine the name of this one: processes of others are not looked for here
   */
  ProcessRuns(String way, Path folder, LaunchClock clock, String machine) {
    this.way = way;
    this.folder = folder;
    this.clock = clock;
    this.machine = machine;
  }

  /** The newest attempt of a run. */
  Optional<LaunchHandle> find(String runId) {
    List<Path> attempts = attempts(folder.resolve(runId));
    return attempts.isEmpty() ? Optional.empty() : handle(runId, attempts.get(0));
  }

  /**
   * Starts an attempt, or finds the one that somebody else just started.
   *
   * @param inCluster how what it starts in a cluster is ended should it be cancelled
   */
  LaunchHandle start(LaunchOrder order, List<String> command, Optional<ClusterEnd> inCluster) {
    String runId = order.runId();
    Path run = folder.resolve(runId);
    try {
      Files.createDirectories(run);
      Path attempt = run.resolve(String.valueOf(attempts(run).size() + 1));
      try {
        Files.createDirectory(attempt);
      } catch (FileAlreadyExistsException other) {
        return await(runId, attempt);
      }
      if (inCluster.isPresent()) {
        inCluster.get().keep(attempt);
      }
      launch(attempt, command, order.lake());
      return handle(runId, attempt).orElseThrow();
    } catch (IOException e) {
      throw new LaunchException("run " + runId + " cannot be started: " + e.getMessage(), e);
    }
  }

  private void launch(Path attempt, List<String> command, String lake) throws IOException {
    Process process = RunShell.start(attempt, command);
    Path written = attempt.resolve(PROCESS + ".part");
    Files.writeString(
        written,
        String.format(
            Locale.ROOT,
            "%d\n%s\n%s\n%s\n%s\n",
            process.pid(),
            started(process.toHandle()),
            clock.now(),
            lake,
            machine));
    Files.move(written, attempt.resolve(PROCESS));
    RunShell.begin(process);
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private LaunchHandle await(String runId, Path attempt) {
    long deadline = System.nanoTime() + STARTS_WITHIN_MILLIS * 1_000_000;
    while (System.nanoTime() < deadline) {
      Optional<LaunchHandle> handle = handle(runId, attempt);
      if (handle.isPresent()) {
        return handle.get();
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LaunchException("interrupted", e);
      }
    }
    throw new LaunchException(
        "a launch began to start run " + runId + " and did not finish: remove " + attempt);
  }

  /**
   * How an attempt is: by what it left in its folder, and by its process.
   *
   * @throws LaunchException if it is of another machine, where alone that is known
   */
  LaunchState state(LaunchHandle handle) {
    Path attempt = Path.of(handle.more().get(FOLDER));
    OptionalInt exit = exit(attempt);
    if (exit.isEmpty()) {
      requireHere(handle, attempt);
    }
    if (exit.isEmpty() && process(attempt).isPresent()) {
      return state(Phase.RUNNING, exit, "", attempt);
    }
    exit = exit(attempt);
    if (Files.exists(attempt.resolve(CANCELLED))) {
      String said =
          lines(attempt.resolve(WHEN_CANCELLED)).map(lines -> String.join(" ", lines)).orElse("");
      return state(Phase.CANCELLED, exit, said, attempt);
    }
    if (exit.isEmpty()) {
      return state(Phase.FAILED, exit, "its process is gone and left no exit code", attempt);
    }
    return exit.getAsInt() == 0
        ? state(Phase.SUCCEEDED, exit, "", attempt)
        : state(Phase.FAILED, exit, why(exit.getAsInt(), lastLine(attempt)), attempt);
  }

  /** What a process said last is no reason if a signal ended it. */
  private static String why(int exit, String said) {
    return exit <= SIGNALLED || exit > LAST_SIGNAL
        ? said
        : "its process was ended by signal "
            + (exit - SIGNALLED)
            + (exit == KILLED ? ", as it is where memory is used up" : "")
            + (said.isEmpty() ? "" : "; before that it said: " + said);
  }

  /** A folder may be there on several machines, and one of the same name be on another. */
  private void requireHere(LaunchHandle handle, Path attempt) {
    String its = handle.more().getOrDefault(MACHINE, machine);
    if (its.equals(machine) && Files.isDirectory(attempt)) {
      return;
    }
    throw new LaunchException(
        its.equals(machine)
            ? "it was launched on another machine, or its folder was removed: "
                + attempt
                + " is not there"
            : "it runs on machine " + its + " (ask there), and this is " + machine);
  }

  private static LaunchState state(Phase phase, OptionalInt exit, String reason, Path attempt) {
    return new LaunchState(
        phase,
        exit,
        reason,
        Usage.NONE,
        "",
        List.of(
            attempt.resolve(RunShell.ERRORS).toString(),
            attempt.resolve(RunShell.OUTPUT).toString()));
  }

  /**
   * Tells it to end, and returns when it has; a job undoes what it did before it does, and one that
   * does not end is killed. What it started in a cluster is ended after it, since until then it may
   * still start that.
   */
  void cancel(LaunchHandle handle) {
    Path attempt = Path.of(handle.more().get(FOLDER));
    if (exit(attempt).isPresent()) {
      return;
    }
    requireHere(handle, attempt);
    process(attempt)
        .ifPresent(
            shell -> {
              try {
                Files.writeString(attempt.resolve(CANCELLED), clock.now() + "\n");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              Optional<ClusterEnd> inCluster = ClusterEnd.of(attempt);
              inCluster.ifPresent(end -> say(attempt, end.untried()));
              if (RunShell.end(shell, clock) == RunShell.End.KILLED && inCluster.isEmpty()) {
                say(attempt, KILLED_TEXT);
              }
              inCluster.ifPresent(
                  end -> say(attempt, end.carryOut(attempt, attempt.resolve(RunShell.ERRORS))));
            });
  }

  private static void say(Path attempt, String text) {
    try {
      Path part = attempt.resolve(WHEN_CANCELLED + ".part");
      Files.writeString(part, text + "\n");
      Files.move(part, attempt.resolve(WHEN_CANCELLED), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<LaunchHandle> running() {
    List<LaunchHandle> running = new ArrayList<>();
    for (Path run : children(folder)) {
      for (Path attempt : attempts(run)) {
        handle(run.getFileName().toString(), attempt)
            .filter(handle -> handle.more().get(MACHINE).equals(machine))
            .filter(handle -> !state(handle).phase().over())
            .ifPresent(running::add);
      }
    }
    return running;
  }

  /** The newest first. */
  private static List<Path> attempts(Path run) {
    return children(run).stream()
        .filter(path -> path.getFileName().toString().matches("[0-9]+"))
        .sorted(
            Comparator.comparingInt((Path p) -> Integer.parseInt(p.getFileName().toString()))
                .reversed())
        .toList();
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<LaunchHandle> handle(String runId, Path attempt) {
    return lines(attempt.resolve(PROCESS))
        .map(
            lines ->
                new LaunchHandle(
                    way,
                    runId,
                    lines.get(0),
                    Instant.parse(lines.get(2)),
                    Map.of(
                        FOLDER,
                        attempt.toString(),
                        LaunchHandle.LAKE,
                        lines.get(3),
                        MACHINE,
                        lines.size() > 4 ? lines.get(4) : machine)));
  }

  /** The living process of an attempt, and no other that has its number by now. */
  private static Optional<ProcessHandle> process(Path attempt) {
    return lines(attempt.resolve(PROCESS))
        .flatMap(
            lines ->
                ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> started(process).equals(lines.get(1))));
  }

  private static OptionalInt exit(Path attempt) {
    return lines(attempt.resolve(RunShell.EXIT))
        .map(lines -> OptionalInt.of(Integer.parseInt(lines.get(0).strip())))
        .orElseGet(OptionalInt::empty);
  }

  private static Optional<List<String>> lines(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lastLine(Path attempt) {
    return lines(attempt.resolve(RunShell.ERRORS))
        .map(lines -> lines.stream().filter(line -> !line.isBlank()).toList())
        .filter(lines -> !lines.isEmpty())
        .map(lines -> lines.get(lines.size() - 1))
        .orElse("");
  }
}
