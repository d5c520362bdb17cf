package io.sluice.spark.read;

import io.sluice.ingest.read.FileOpener;
import io.sluice.ingest.read.RangeSequence;
import io.sluice.ingest.store.Storages;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Makes the readers on executors. */
final class SluiceReaderFactory implements PartitionReaderFactory {
  private final BookkeepingPlan plan;
  private final Storages storages;
  private final ScanMetrics metrics;

  SluiceReaderFactory(BookkeepingPlan plan, Storages storages, ScanMetrics metrics) {
    this.plan = plan;
    this.storages = storages;
    this.metrics = metrics;
  }

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    SluicePartition part = (SluicePartition) partition;
    return new RowsPartitionReader(
        new RangeSequence(part.ranges(), plan.plan(), FileOpener.of(storages), metrics),
        plan.dataTypes());
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException("Sluice's scan gives columns; Spark makes the rows");
  }
}
