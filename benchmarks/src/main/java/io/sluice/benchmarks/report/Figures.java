package io.sluice.benchmarks.report;

import java.util.List;

/**
 * What was measured of one contestant.
 *
 * @param threads that it might use
 * @param nanos of each run that counts
 * @param memory the most that its process had, in bytes; -1 if that is not known
 * @param bytesOut of its Parquet files; 0 where nothing is written
 * @param calls of a service; -1 where they are not counted
 */
public record Figures(int threads, List<Long> nanos, long memory, long bytesOut, long calls) {
  /** Of work whose calls are not counted. */
  public Figures(int threads, List<Long> nanos, long memory, long bytesOut) {
    this(threads, nanos, memory, bytesOut, -1);
  }

  public Figures {
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
