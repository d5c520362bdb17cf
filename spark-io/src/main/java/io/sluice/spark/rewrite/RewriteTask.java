package io.sluice.spark.rewrite;

import io.sluice.parquet.ByteSink;
import io.sluice.parquet.FileSummary;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.WriterOptions;
import io.sluice.spark.store.Storage;
import io.sluice.spark.store.Storages;
import io.sluice.spark.write.RowAppender;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Copies the rows whose index, which is the rows' last column, lies in one of the ranges. */
final class RewriteTask extends AbstractFunction2<TaskContext, Iterator<InternalRow>, FileSummary>
    implements Serializable {
  private final Storages storages;
  private final String to;
  private final WriterOptions options;
  private final List<OutputColumn> columns;
  private final long[] starts;
  private final long[] ends;

  /**
   * @param starts of the ranges, ascending
   * @param ends likewise, each the first row behind its range
   */
  RewriteTask(
      Storages storages,
      String to,
      WriterOptions options,
      List<OutputColumn> columns,
      long[] starts,
      long[] ends) {
    this.storages = storages;
    this.to = to;
    this.options = options;
    this.columns = columns;
    this.starts = starts;
    this.ends = ends;
  }

  @Override
  public FileSummary apply(TaskContext context, Iterator<InternalRow> rows) {
    try {
      Storage storage = storages.at(to);
      // A failed attempt of this task may have left its file.
      storage.delete(to);
      ByteSink sink = storage.create(to);
      ParquetBatchWriter writer = new ParquetBatchWriter(sink, columns, options);
      try {
        copy(rows, writer);
        return writer.finish();
      } catch (IOException | RuntimeException e) {
        writer.abort();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(Iterator<InternalRow> rows, ParquetBatchWriter writer) throws IOException {
    int indexOrdinal = columns.size();
    RowAppender appender = new RowAppender(columns, IntStream.range(0, columns.size()).toArray());
    int range = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      long index = row.getLong(indexOrdinal);
      while (range < ends.length && index >= ends[range]) {
        range++;
      }
      if (range == ends.length || index < starts[range]) {
        continue;
      }
      appender.append(row);
      if (appender.rows() == RowAppender.BATCH_ROWS) {
        writer.write(appender.batch());
        appender.clear();
      }
    }
    if (appender.rows() > 0) {
      writer.write(appender.batch());
    }
  }
}
