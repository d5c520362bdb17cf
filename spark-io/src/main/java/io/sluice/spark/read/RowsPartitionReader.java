package io.sluice.spark.read;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.reject.Reject;
import io.sluice.ingest.read.RangeSequence;
import io.sluice.spark.vector.BackedColumnarBatch;
import io.sluice.spark.vector.SluiceColumnVector;
import io.sluice.spark.vector.Vectors;
import io.sluice.spec.lake.BookkeepingColumns;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Every record as a row, the rejected and skipped ones too. Each of the reader's batches becomes
 * one of its accepted rows, then some of its rejects, then one of its skipped records.
 */
final class RowsPartitionReader implements PartitionReader<ColumnarBatch> {
  /** A reject may carry 64 KiB of text: few at a time keep the copy small. */
  private static final int REJECTS_AT_ONCE = 256;

  private final RangeSequence sequence;
  private final List<DataType> dataTypes;
  private final RejectColumns rejectColumns = new RejectColumns();

  private ColumnBatch wrapped;
  private SluiceColumnVector[] vectors;
  private ColumnarBatch current;
  private int nextReject;
  private long skippedLeft;

  RowsPartitionReader(RangeSequence sequence, List<DataType> dataTypes) {
    this.sequence = sequence;
    this.dataTypes = dataTypes;
  }

  @Override
  public boolean next() throws IOException {
    while (true) {
      if (sequence.batch() != null && nextReject < sequence.batch().rejects().size()) {
        current = rejects(sequence.batch().rejects());
        return true;
      }
      if (skippedLeft > 0) {
        current = skipped();
        return true;
      }
      if (!sequence.next()) {
        return false;
      }
      nextReject = 0;
      skippedLeft = sequence.batch().skipped();
      if (sequence.batch().rows().rowCount() > 0) {
        current = accepted(sequence.batch());
        return true;
      }
    }
  }

  @Override
  public ColumnarBatch get() {
    return current;
  }

  private ColumnarBatch accepted(ReadBatch batch) {
    if (batch.rows() != wrapped) {
      wrapped = batch.rows();
      vectors = Vectors.over(wrapped);
    } else {
      Vectors.refresh(vectors);
    }
    int rows = batch.rows().rowCount();
    int data = dataTypes.size();
    ColumnVector[] all = new ColumnVector[data + HiddenColumns.SCANNED.size()];
    System.arraycopy(vectors, 0, all, 0, data);
    ColumnVector none = Vectors.nulls(rows, DataTypes.StringType);
    place(
        all,
        rows,
        vectors[data],
        vectors[data + 1],
        vectors[data + 2],
        vectors[data + 3],
        none,
        none,
        none);
    return new BackedColumnarBatch(all, batch.rows());
  }

  private ColumnarBatch rejects(List<Reject> rejects) {
    int end = Math.min(rejects.size(), nextReject + REJECTS_AT_ONCE);
    int rows = end - nextReject;
    SluiceColumnVector[] of = rejectColumns.fill(rejects.subList(nextReject, end));
    nextReject = end;
    ColumnVector[] all = withoutData(rows);
    place(all, rows, of[0], of[1], of[2], of[3], of[4], of[5], of[6]);
    return new ColumnarBatch(all, rows);
  }

  private ColumnarBatch skipped() {
    int rows = (int) Math.min(skippedLeft, 1 << 16);
    skippedLeft -= rows;
    ColumnVector[] all = withoutData(rows);
    ColumnVector number = Vectors.nulls(rows, DataTypes.LongType);
    ColumnVector text = Vectors.nulls(rows, DataTypes.StringType);
    ConstantColumnVector code = new ConstantColumnVector(rows, DataTypes.StringType);
    code.setUtf8String(UTF8String.fromString(BookkeepingColumns.FILTERED));
    place(all, rows, number, number, number, text, code, text, text);
    return new ColumnarBatch(all, rows);
  }

  private ColumnVector[] withoutData(int rows) {
    ColumnVector[] all = new ColumnVector[dataTypes.size() + HiddenColumns.SCANNED.size()];
    for (int i = 0; i < dataTypes.size(); i++) {
      all[i] = Vectors.nulls(rows, dataTypes.get(i));
    }
    return all;
  }

  /** Puts file, range and the others, in the order of {@link HiddenColumns#SCANNED}. */
  private void place(ColumnVector[] all, int rows, ColumnVector... others) {
    int at = dataTypes.size();
    all[at++] = Vectors.constant(rows, sequence.range().fileIndex());
    all[at++] = Vectors.constant(rows, sequence.range().rangeIndex());
    System.arraycopy(others, 0, all, at, others.length);
  }

  @Override
  public void close() throws IOException {
    sequence.close();
  }
}
