package io.sluice.spark.write;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.ingest.sink.TableSink;
import io.sluice.parquet.OutputColumn;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Puts Spark's rows into a column batch, for every type. Not thread-safe. */
final class RowAppender {
  /** Rows at which the caller should take the batch. */
  static final int BATCH_ROWS = 4096;

  private final int[] ordinals;
  private final ValueAppender[] appenders;
  private final ColumnBatch batch;
  private int rows;

  /**
   * @param ordinals where each column stands in the rows
   */
  RowAppender(List<OutputColumn> columns, int[] ordinals) {
    this.ordinals = ordinals.clone();
    this.batch =
        new ColumnBatch(columns.stream().map(c -> Columns.create(c.type(), BATCH_ROWS)).toList());
    this.appenders =
        batch.columns().stream().map(ValueAppender::into).toArray(ValueAppender[]::new);
  }

  /** Copies the row. */
  void append(InternalRow row) {
    for (int i = 0; i < appenders.length; i++) {
      appenders[i].append(row, ordinals[i], rows);
    }
    rows++;
  }

  /** Rows appended since the last {@link #clear}. */
  int rows() {
    return rows;
  }

  /** The rows appended; valid until {@link #clear}. */
  ColumnBatch batch() {
    for (Column column : batch.columns()) {
      column.setSize(rows);
    }
    batch.setRowCount(rows);
    return batch;
  }

  /** Writes the rows, if there are any, as rows of one file, and forgets them. */
  void flushTo(TableSink sink, int file) throws IOException {
    if (rows > 0) {
      sink.write(batch(), file);
      clear();
    }
  }

  /** Forgets all rows. */
  void clear() {
    batch.clear();
    rows = 0;
  }
}
