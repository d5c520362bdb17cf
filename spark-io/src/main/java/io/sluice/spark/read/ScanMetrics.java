package io.sluice.spark.read;

import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import io.sluice.ingest.read.ReadObserver;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What the readers of one read report to the driver.
 *
 * @param counts exact, by byte range
 * @param bytes stored bytes consumed; for progress only, as Spark may run a task twice
 * @param records records seen; for progress only
 */
public record ScanMetrics(ScanCounts counts, LongAccumulator bytes, LongAccumulator records)
    implements ReadObserver, Serializable {

  public static ScanMetrics register(SparkContext context) {
    ScanCounts counts = new ScanCounts();
    // Without a name: Spark keeps the values of accumulators with names as text, to show them.
    context.register(counts);
    return new ScanMetrics(
        counts,
        context.longAccumulator("sluice bytes read"),
        context.longAccumulator("sluice records read"));
  }

  @Override
  public void read(long newBytes, long newRecords) {
    bytes.add(newBytes);
    records.add(newRecords);
  }

  @Override
  public void rangeDone(RangeId range, RangeCount count) {
    counts.add(Map.entry(range, count));
  }
}
