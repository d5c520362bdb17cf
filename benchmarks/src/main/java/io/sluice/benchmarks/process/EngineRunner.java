package io.sluice.benchmarks.process;

import java.nio.file.Path;

/** Makes one engine do one workload, in processes other than this one. */
public interface EngineRunner extends AutoCloseable {
  /**
   * Does the workload once.
   *
   * @param out a folder that does not exist yet
   * @throws EngineFailure if the engine could not do it
   */
  Timing run(Path out);

  /** The most that a process of it had so far. */
  Memory memory();

  @Override
  void close();
}
