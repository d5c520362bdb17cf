package io.sluice.spark.read;

import io.sluice.spark.store.Storages;
import org.apache.spark.SparkContext;

/** Files as Spark reads them: by Sluice's own readers. */
public final class SluiceReader {
  private SluiceReader() {}

  /** Opens the files. Nothing is read yet. */
  public static SluiceRead read(SparkContext context, ReadRequest request, ReadMode mode) {
    ScanMetrics metrics = ScanMetrics.register(context);
    SluiceScan scan = new SluiceScan(request, mode, Storages.of(context), metrics);
    return new SluiceRead(context, scan, request, mode, metrics);
  }
}
