package io.sluice.spark.read;

import io.sluice.formats.read.ReadPlan;
import io.sluice.spark.store.Storages;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Makes the readers on executors. */
final class SluiceReaderFactory implements PartitionReaderFactory {
  private final ReadPlan plan;
  private final ReadMode mode;
  private final Storages storages;
  private final ScanMetrics metrics;

  SluiceReaderFactory(ReadPlan plan, ReadMode mode, Storages storages, ScanMetrics metrics) {
    this.plan = plan;
    this.mode = mode;
    this.storages = storages;
    this.metrics = metrics;
  }

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    SluiceInputPartition part = (SluiceInputPartition) partition;
    if (mode == ReadMode.COLUMNAR) {
      return new ColumnarPartitionReader(new RangeSequence(part, plan, storages, metrics));
    }
    BookkeepingPlan bookkeeping = BookkeepingPlan.of(plan, mode);
    return new RowsPartitionReader(
        new RangeSequence(part, bookkeeping.plan(), storages, metrics), bookkeeping);
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException("Sluice's scan gives columns; Spark makes the rows");
  }
}
