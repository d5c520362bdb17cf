package io.sluice.benchmarks.process;

import io.sluice.benchmarks.engine.EngineKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A process for each run, on the clock from its start to its end. */
public final class ColdRunner implements EngineRunner {
  /** Often enough: what counts is the peak that the system has kept. */
  private static final long MILLIS_BETWEEN_LOOKS = 20;

  private final EngineKind engine;
  private final Function<Path, List<String>> command;
  private final Answer answer;
  private final Path log;
  private final Path output;
  private final Path work;
  private Memory memory = Memory.UNKNOWN;

  /** What the process says at its end. */
  private enum Answer {
    PROTOCOL,
    ITS_OWN
  }

  private ColdRunner(
      EngineKind engine, Function<Path, List<String>> command, Answer answer, Path work) {
    this.engine = engine;
    this.command = command;
    this.answer = answer;
    this.work = work;
    this.log = work.resolve("cold.log");
    this.output = work.resolve("cold.out");
  }

  /** Runs an engine in a worker of its own each time. */
  public static ColdRunner worker(EngineKind engine, Path workload, Path work) {
    return new ColdRunner(
        engine,
        out -> {
          List<String> command = JavaCommand.worker(engine, workload, work);
          command.add(out.toString());
          return command;
        },
        Answer.PROTOCOL,
        work);
  }

  /**
   * Runs a command line that says nothing about figures.
   *
   * @param command makes it from the output folder
   */
  public static ColdRunner command(
      EngineKind engine, Function<Path, List<String>> command, Path work) {
    return new ColdRunner(engine, command, Answer.ITS_OWN, work);
  }

  @Override
  public Timing run(Path out) {
    long start = System.nanoTime();
    try (EngineProcess running = EngineProcess.start(command.apply(out), log, output)) {
      Process process = running.process();
      process.getOutputStream().close();
      while (!process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
        memory = memory.max(new Memory(ResidentMemory.peak(process.toHandle()), -1, -1));
      }
      long nanos = System.nanoTime() - start;
      memory = memory.max(HeapLog.read(work));
      if (process.exitValue() != 0) {
        throw running.failure(engine.key() + " ended with code " + process.exitValue());
      }
      List<String> figures =
          answer == Answer.PROTOCOL
              ? Protocol.parseDone(Files.readString(output).strip()).figures()
              : List.of();
      return new Timing(nanos, figures);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted", e);
    }
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public void close() {}
}
