package io.sluice.spark.write;

import io.sluice.formats.reject.Reject;
import io.sluice.formats.reject.RejectCode;
import io.sluice.spark.read.HiddenColumns;
import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterator;

/**
 * Rows from Spark SQL with their bookkeeping. A batch holds rows of one file, so that each output's
 * rows can be told apart by file: rows that come sorted by file make the fullest batches.
 */
final class RowsSinkTask extends SinkTask<InternalRow> {
  private final RowColumns at;

  RowsSinkTask(SinkPlan plan, RowColumns at, LongAccumulator rejectsSoFar) {
    super(plan, rejectsSoFar);
    this.at = at;
  }

  @Override
  void drain(Iterator<InternalRow> input, TableSink sink) throws IOException {
    UTF8String filtered = UTF8String.fromString(HiddenColumns.FILTERED);
    UTF8String deduplicated = UTF8String.fromString(HiddenColumns.DEDUPLICATED);
    int[] data = at.data().stream().mapToInt(Integer::intValue).toArray();
    RowAppender appender = new RowAppender(plan().columns(), data);
    int[] required = required();
    int file = -1;
    FileTally tally = null;
    while (input.hasNext()) {
      InternalRow row = input.next();
      if (tally == null || row.getInt(at.file()) != file) {
        flush(appender, sink, file);
        file = row.getInt(at.file());
        tally = sink.tally(file);
      }
      tally.read++;
      if (at.flags() >= 0 && !row.isNullAt(at.flags())) {
        sink.flag(row.getLong(at.flags()));
      }
      if (!row.isNullAt(at.code())) {
        UTF8String code = row.getUTF8String(at.code());
        if (code.equals(filtered)) {
          tally.filtered++;
        } else if (code.equals(deduplicated)) {
          tally.deduplicated++;
        } else {
          tally.rejected++;
          sink.reject(
              file,
              row.getInt(at.range()),
              reject(row, text(row, at.column()), code.toString(), text(row, at.message())));
        }
        continue;
      }
      int missing = firstNull(row, data, required);
      if (missing >= 0) {
        tally.rejected++;
        sink.reject(file, row.getInt(at.range()), nullNotAllowed(row, missing));
        continue;
      }
      tally.accepted++;
      appender.append(row);
      if (appender.rows() == RowAppender.BATCH_ROWS) {
        flush(appender, sink, file);
      }
    }
    flush(appender, sink, file);
  }

  private static void flush(RowAppender appender, TableSink sink, int file) throws IOException {
    if (appender.rows() > 0) {
      sink.write(appender.batch(), file);
      appender.clear();
    }
  }

  /** Which of the table's columns may not be null. */
  private int[] required() {
    return IntStream.range(0, at.data().size())
        .filter(i -> !plan().columns().get(i).nullable())
        .toArray();
  }

  private static int firstNull(InternalRow row, int[] data, int[] required) {
    for (int column : required) {
      if (row.isNullAt(data[column])) {
        return column;
      }
    }
    return -1;
  }

  private Reject nullNotAllowed(InternalRow row, int column) {
    String name = plan().columns().get(column).name();
    return reject(
        row,
        name,
        RejectCode.NULL_NOT_ALLOWED.key(),
        "the transforms made this null, but the column is not nullable");
  }

  private Reject reject(InternalRow row, String column, String code, String message) {
    return new Reject(
        number(row, at.record()),
        number(row, at.offset()),
        number(row, at.length()),
        column,
        code,
        message,
        text(row, at.raw()));
  }

  private static long number(InternalRow row, int ordinal) {
    return row.isNullAt(ordinal) ? -1 : row.getLong(ordinal);
  }

  private static String text(InternalRow row, int ordinal) {
    return row.isNullAt(ordinal) ? "" : row.getUTF8String(ordinal).toString();
  }
}
