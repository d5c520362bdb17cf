package io.sluice.ingest.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How long each stage of a run took, in seconds. */
public final class StageClock {
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Runs a stage and notes its time, also when it fails. */
  public <T> T time(String stage, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      double taken = Math.round((System.nanoTime() - start) / 1e6) / 1e3;
      seconds.merge(stage, taken, Double::sum);
    }
  }

  /** In the order in which the stages began. */
  public Map<String, Double> seconds() {
    return seconds;
  }
}
