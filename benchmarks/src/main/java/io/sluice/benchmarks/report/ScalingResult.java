package io.sluice.benchmarks.report;

import io.sluice.benchmarks.workload.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sluice with different numbers of threads.
 *
 * @param figures by the number of threads; nothing of runs that failed
 * @param failure what failed and how, or how the outputs differ
 */
public record ScalingResult(
    Workload workload,
    Mode mode,
    SortedMap<Integer, EngineFigures> figures,
    Optional<String> failure) {
  /** What twice the threads should give. */
  private static final double BAR_FOR_TWICE = 1.8;

  public ScalingResult(
      Workload workload, Mode mode, Map<Integer, EngineFigures> figures, Optional<String> failure) {
    this(workload, mode, new TreeMap<>(figures), failure);
  }

  /** Million bytes of text in a second; empty if not measured. */
  public OptionalDouble speed(int threads) {
    EngineFigures measured = figures.get(threads);
    return measured == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(workload.input().textBytes() / 1e6 / measured.medianSeconds());
  }

  /** How many times as fast as with the fewest threads; empty if not measured. */
  public OptionalDouble speedUp(int threads) {
    EngineFigures measured = figures.get(threads);
    return measured == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            figures.get(figures.firstKey()).medianSeconds() / measured.medianSeconds());
  }

  /**
   * What {@link #speedUp} should be at least; empty unless the threads are twice the fewest and the
   * scale is 1.
   */
  public OptionalDouble bar(int threads) {
    return workload.input().scale() == 1 && !figures.isEmpty() && threads == 2 * figures.firstKey()
        ? OptionalDouble.of(BAR_FOR_TWICE)
        : OptionalDouble.empty();
  }
}
