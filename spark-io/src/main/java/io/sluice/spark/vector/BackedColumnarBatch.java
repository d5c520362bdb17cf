package io.sluice.spark.vector;

import io.sluice.formats.column.ColumnBatch;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Accepted rows with their bookkeeping, as Spark's columns, and the reader's columns that the first
 * of them stand on. Whoever has no more use for Spark's view may leave rows out of the reader's.
 * Valid until the scan's next batch.
 */
public final class BackedColumnarBatch extends ColumnarBatch {
  private final ColumnBatch rows;

  /**
   * @param vectors first those over the columns of {@code rows}, as many as are data
   */
  public BackedColumnarBatch(ColumnVector[] vectors, ColumnBatch rows) {
    super(vectors, rows.rowCount());
    this.rows = rows;
  }

  /** The reader's columns; behind the data there may be others. */
  public ColumnBatch rows() {
    return rows;
  }
}
