package io.sluice.spark.read;

import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.store.Storages;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** The tasks of a read. */
final class SluiceBatch implements Batch {
  private final ReadRequest request;
  private final Storages storages;
  private final ScanMetrics metrics;

  SluiceBatch(ReadRequest request, Storages storages, ScanMetrics metrics) {
    this.request = request;
    this.storages = storages;
    this.metrics = metrics;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return IntStream.range(0, request.tasks().size())
        .mapToObj(task -> new SluicePartition(request.rangesOf(task)))
        .toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new SluiceReaderFactory(BookkeepingPlan.of(request.plan()), storages, metrics);
  }
}
