package io.sluice.spark.read;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.read.ReadBatch;
import io.sluice.spark.vector.SluiceColumnVector;
import io.sluice.spark.vector.SluiceColumnarBatch;
import io.sluice.spark.vector.Vectors;
import java.io.IOException;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Batches as the format's reader made them: {@link ReadMode#COLUMNAR}. */
final class ColumnarPartitionReader implements PartitionReader<ColumnarBatch> {
  private final RangeSequence sequence;
  private ColumnBatch wrapped;
  private SluiceColumnVector[] vectors;

  ColumnarPartitionReader(RangeSequence sequence) {
    this.sequence = sequence;
  }

  @Override
  public boolean next() throws IOException {
    return sequence.next();
  }

  @Override
  public ColumnarBatch get() {
    ReadBatch batch = sequence.batch();
    if (batch.rows() != wrapped) {
      wrapped = batch.rows();
      vectors = Vectors.over(wrapped);
    } else {
      Vectors.refresh(vectors);
    }
    return new SluiceColumnarBatch(
        vectors, batch, sequence.range().fileIndex(), sequence.range().rangeIndex());
  }

  @Override
  public void close() throws IOException {
    sequence.close();
  }
}
