package io.sluice.spark.write;

import io.sluice.formats.reject.Reject;
import io.sluice.formats.reject.RejectCode;
import io.sluice.ingest.sink.FileTally;
import io.sluice.ingest.sink.TableSink;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.lake.BookkeepingColumns;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.LongAccumulator;

/** Looks at the bookkeeping of each row, counts it, and says whether it belongs into the table. */
final class RowIntake {
  private static final UTF8String FILTERED = UTF8String.fromString(BookkeepingColumns.FILTERED);
  private static final UTF8String DEDUPLICATED =
      UTF8String.fromString(BookkeepingColumns.DEDUPLICATED);

  private final RowColumns at;
  private final List<OutputColumn> columns;
  private final TableSink sink;
  private final LongAccumulator rejectsSoFar;

  /** Which of the table's columns may not be null. */
  private final int[] required;

  private final int[] data;
  private int file = -1;
  private FileTally tally;

  /**
   * @param rejectsSoFar for progress only
   */
  RowIntake(
      RowColumns at, List<OutputColumn> columns, TableSink sink, LongAccumulator rejectsSoFar) {
    this.at = at;
    this.columns = columns;
    this.sink = sink;
    this.rejectsSoFar = rejectsSoFar;
    this.data = at.data().stream().mapToInt(Integer::intValue).toArray();
    this.required =
        IntStream.range(0, data.length).filter(i -> !columns.get(i).nullable()).toArray();
  }

  /** The file that rows are of; -1 before the first. */
  int file() {
    return file;
  }

  /** Whether the row is of another file than {@link #file}. */
  boolean changesFile(InternalRow row) {
    return tally == null || row.getInt(at.file()) != file;
  }

  /** Rows from now on are of this row's file. */
  void begin(InternalRow row) {
    file = row.getInt(at.file());
    tally = sink.tally(file);
  }

  /** Counts the row; false if it is out. */
  boolean takes(InternalRow row) throws IOException {
    tally.read(1);
    if (at.flags() >= 0 && !row.isNullAt(at.flags())) {
      sink.flag(row.getLong(at.flags()));
    }
    if (!row.isNullAt(at.code())) {
      out(row);
      return false;
    }
    int missing = firstNull(row);
    if (missing >= 0) {
      reject(row, nullNotAllowed(row, missing));
      return false;
    }
    tally.accepted(1);
    return true;
  }

  private void out(InternalRow row) throws IOException {
    UTF8String code = row.getUTF8String(at.code());
    if (code.equals(FILTERED)) {
      tally.filtered(1);
    } else if (code.equals(DEDUPLICATED)) {
      tally.deduplicated(1);
    } else {
      reject(row, reject(row, text(row, at.column()), code.toString(), text(row, at.message())));
    }
  }

  private void reject(InternalRow row, Reject reject) throws IOException {
    tally.rejected(1);
    rejectsSoFar.add(1);
    sink.reject(file, row.getInt(at.range()), reject);
  }

  private int firstNull(InternalRow row) {
    for (int column : required) {
      if (row.isNullAt(data[column])) {
        return column;
      }
    }
    return -1;
  }

  private Reject nullNotAllowed(InternalRow row, int column) {
    return reject(
        row,
        columns.get(column).name(),
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
