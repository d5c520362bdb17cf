package io.sluice.spark.read;

import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * What the readers counted, by byte range: the scan's own account, against which the sink's is
 * checked. A range is reported only when it was read to its end, and reporting it again (a task
 * that Spark ran twice) changes nothing.
 *
 * <p>Concurrent, because Spark serializes it from its heartbeat thread while a task adds to it. And
 * as Spark registers it with the task while it is being deserialized, that thread may ask before
 * the maps are there: then there is nothing in them yet.
 */
public final class ScanCounts
    extends AccumulatorV2<Map.Entry<RangeId, RangeCount>, Map<RangeId, RangeCount>> {
  private final ConcurrentMap<RangeId, RangeCount> counts = new ConcurrentHashMap<>();
  private final Set<RangeId> disagreements = ConcurrentHashMap.newKeySet();

  private Map<RangeId, RangeCount> present() {
    ConcurrentMap<RangeId, RangeCount> present = counts;
    return present == null ? Map.of() : present;
  }

  private Set<RangeId> presentDisagreements() {
    Set<RangeId> present = disagreements;
    return present == null ? Set.of() : present;
  }

  @Override
  public boolean isZero() {
    return present().isEmpty();
  }

  @Override
  public AccumulatorV2<Map.Entry<RangeId, RangeCount>, Map<RangeId, RangeCount>> copy() {
    ScanCounts copy = new ScanCounts();
    copy.counts.putAll(present());
    copy.disagreements.addAll(presentDisagreements());
    return copy;
  }

  @Override
  public void reset() {
    counts.clear();
    disagreements.clear();
  }

  @Override
  public void add(Map.Entry<RangeId, RangeCount> range) {
    put(range.getKey(), range.getValue());
  }

  @Override
  public void merge(AccumulatorV2<Map.Entry<RangeId, RangeCount>, Map<RangeId, RangeCount>> other) {
    other.value().forEach(this::put);
    disagreements.addAll(((ScanCounts) other).presentDisagreements());
  }

  /** A snapshot. */
  @Override
  public Map<RangeId, RangeCount> value() {
    return Map.copyOf(present());
  }

  /** How many ranges were read to their end. */
  public int ranges() {
    return present().size();
  }

  /** Ranges that were read more than once, with different results: the file changed meanwhile. */
  public Set<RangeId> disagreements() {
    return Set.copyOf(presentDisagreements());
  }

  private void put(RangeId range, RangeCount count) {
    RangeCount before = counts.putIfAbsent(range, count);
    if (before != null && !before.equals(count)) {
      // Noted, not thrown: Spark swallows what an accumulator throws.
      disagreements.add(range);
    }
  }
}
