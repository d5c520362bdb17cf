package io.sluice.benchmarks.process;

import io.sluice.benchmarks.folder.Folders;
import io.sluice.benchmarks.workload.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes one engine do one workload: in one process for all runs, or in a process for each. */
public final class EngineRunner implements AutoCloseable {
  private final String name;
  private final Launch launch;
  private final Mode mode;
  private final Path work;
  private long memory = -1;

  /** The process that stays; null in cold mode. */
  private EngineProcess process;

  /**
   * How an engine's process is started.
   *
   * @param command without the output folder, if it is asked for that; else with a {@link #OUT}
   * @param talk whether it is asked as {@link Timing} says
   */
  public record Launch(List<String> command, Map<String, String> environment, Talk talk) {
    /** Stands for the output folder in a command that is run to its end. */
    static final String OUT = "{out}";

    private List<String> command(Path out) {
      return command.stream().map(part -> part.replace(OUT, out.toString())).toList();
    }
  }

  /** What a process understands. */
  enum Talk {
    PROTOCOL,
    COMMAND
  }

  /**
   * Starts the process of a warm engine and waits until it is ready.
   *
   * @param work a folder of the engine's own
   */
  EngineRunner(String name, Launch launch, Mode mode, Path work) {
    this.name = name;
    this.launch = launch;
    this.mode = mode;
    this.work = work;
    if (mode == Mode.WARM) {
      process = new EngineProcess(name, launch.command(), launch.environment(), work);
      try {
        process.awaitReady();
      } catch (EngineFailure e) {
        process.close();
        throw e;
      }
    }
  }

  /**
   * Does the workload once. On the clock is the work alone in a warm process, and all from its
   * start to its end of a cold one.
   *
   * @param out a folder that does not exist yet
   * @throws EngineFailure if the engine could not do it
   */
  public Timing run(Path out) {
    return mode == Mode.WARM ? process.ask(out) : cold(out);
  }

  /**
   * Does the workload once and removes what came out; returns nanoseconds.
   *
   * @param out a folder that does not exist yet
   */
  public long time(Path out) throws IOException {
    try {
      return run(out).nanos();
    } finally {
      Folders.delete(out);
    }
  }

  private Timing cold(Path out) {
    long start = System.nanoTime();
    try (EngineProcess once =
        new EngineProcess(name, launch.command(out), launch.environment(), work)) {
      List<String> figures = List.of();
      if (launch.talk() == Talk.PROTOCOL) {
        once.awaitReady();
        figures = once.ask(out).figures();
      }
      memory = Math.max(memory, once.awaitEnd());
      long nanos = System.nanoTime() - start;
      return new Timing(nanos, figures);
    }
  }

  /** The process of a warm engine. */
  public ProcessHandle process() {
    return process.handle();
  }

  /** The most memory that a process of it had so far, in bytes; -1 if that is not known. */
  public long memory() {
    return mode == Mode.COLD ? memory : ResidentMemory.peak(process.handle());
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
