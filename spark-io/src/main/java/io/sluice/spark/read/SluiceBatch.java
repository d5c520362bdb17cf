package io.sluice.spark.read;

import io.sluice.formats.read.ByteRange;
import io.sluice.spark.read.SluiceInputPartition.FileRange;
import io.sluice.spark.store.Storages;
import java.util.List;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** The tasks of a read. */
final class SluiceBatch implements Batch {
  private final ReadRequest request;
  private final ReadMode mode;
  private final Storages storages;
  private final ScanMetrics metrics;

  SluiceBatch(ReadRequest request, ReadMode mode, Storages storages, ScanMetrics metrics) {
    this.request = request;
    this.mode = mode;
    this.storages = storages;
    this.metrics = metrics;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return request.tasks().stream().map(this::partition).toArray(InputPartition[]::new);
  }

  private SluiceInputPartition partition(List<ByteRange> ranges) {
    return new SluiceInputPartition(
        ranges.stream()
            .map(range -> new FileRange(request.files().get(range.fileIndex()), range))
            .toList());
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new SluiceReaderFactory(request.plan(), mode, storages, metrics);
  }
}
