package io.sluice.benchmarks.engine;

import java.nio.file.Path;
import java.util.List;

/** One of the programs that are compared, ready to do one workload any number of times. */
public interface Engine extends AutoCloseable {
  /**
   * Does the workload once.
   *
   * @param out a folder that does not exist yet, for everything that is written
   * @return the figures of a workload that writes nothing, a column each, after the rows; else
   *     empty
   * @throws Exception whatever keeps the engine from doing it
   */
  List<String> run(Path out) throws Exception;

  @Override
  void close();
}
