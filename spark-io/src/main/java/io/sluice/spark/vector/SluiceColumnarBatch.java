package io.sluice.spark.vector;

import io.sluice.formats.read.ReadBatch;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * What Spark carries from the scan to the sink when no row is needed: the accepted rows as Spark's
 * columns, and beside them all that the reader said about the records. Valid until the scan's next
 * batch.
 */
public final class SluiceColumnarBatch extends ColumnarBatch {
  private final ReadBatch content;
  private final int fileIndex;
  private final int rangeIndex;

  /**
   * @param vectors of the content's rows, refreshed
   * @param fileIndex which file of the run
   * @param rangeIndex which byte range of the file
   */
  public SluiceColumnarBatch(
      ColumnVector[] vectors, ReadBatch content, int fileIndex, int rangeIndex) {
    super(vectors, content.rows().rowCount());
    this.content = content;
    this.fileIndex = fileIndex;
    this.rangeIndex = rangeIndex;
  }

  public ReadBatch content() {
    return content;
  }

  public int fileIndex() {
    return fileIndex;
  }

  public int rangeIndex() {
    return rangeIndex;
  }
}
