package io.sluice.benchmarks.report;

import io.sluice.benchmarks.process.Memory;
import java.util.List;

/**
 * What was measured of one engine.
 *
 * @param nanos of each run that counts
 * @param memory the most that its process had
 * @param bytesOut of its Parquet files; 0 where nothing is written
 */
public record EngineFigures(List<Long> nanos, Memory memory, long bytesOut) {
  public EngineFigures {
    nanos = List.copyOf(nanos);
  }

  public double medianSeconds() {
    List<Long> sorted = nanos.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    return median / 1e9;
  }
}
