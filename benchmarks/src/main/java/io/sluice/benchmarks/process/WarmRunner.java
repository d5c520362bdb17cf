package io.sluice.benchmarks.process;

import io.sluice.benchmarks.engine.EngineKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** One process that does the workload again and again. */
public final class WarmRunner implements EngineRunner {
  private final EngineKind engine;
  private final EngineProcess worker;
  private final BufferedReader answers;
  private final Path work;

  /**
   * Starts the process and waits until its engine is ready.
   *
   * @param workload the workload's file
   * @param work a folder of the engine's own
   */
  public WarmRunner(EngineKind engine, Path workload, Path work) {
    this.engine = engine;
    this.work = work;
    this.worker =
        EngineProcess.start(JavaCommand.worker(engine, workload, work), work.resolve("warm.log"));
    this.answers =
        new BufferedReader(
            new InputStreamReader(worker.process().getInputStream(), StandardCharsets.UTF_8));
    try {
      if (!Objects.equals(answers.readLine(), Protocol.READY)) {
        throw worker.failure(engine.key() + " did not start");
      }
    } catch (IOException | EngineFailure e) {
      worker.close();
      throw e instanceof EngineFailure failure
          ? failure
          : new EngineFailure(engine.key() + " did not start: " + e.getMessage(), e);
    }
  }

  @Override
  public Timing run(Path out) {
    try {
      worker.process().getOutputStream().write((out + "\n").getBytes(StandardCharsets.UTF_8));
      worker.process().getOutputStream().flush();
      String line = answers.readLine();
      if (line == null) {
        throw worker.failure(engine.key() + " failed");
      }
      return Protocol.parseDone(line);
    } catch (IOException e) {
      throw worker.failure(engine.key() + " failed: " + e.getMessage());
    }
  }

  @Override
  public Memory memory() {
    return new Memory(ResidentMemory.peak(worker.process().toHandle()), -1, -1)
        .max(HeapLog.read(work));
  }

  @Override
  public void close() {
    worker.close();
  }
}
