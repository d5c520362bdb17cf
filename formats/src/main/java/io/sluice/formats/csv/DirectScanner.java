package io.sluice.formats.csv;

import io.sluice.formats.csv.CsvDialect.BlankLines;
import io.sluice.formats.decode.DelimitedValues;
import io.sluice.formats.decode.SimpleValues;
import io.sluice.formats.text.Swar;
import io.sluice.formats.token.FieldTable;

/**
 * Scans the dialects that {@link FastScanner} knows, and stores each field where its value belongs
 * as soon as it is found, so that a record is passed once. The table learns where records stand,
 * but nothing of fields. A record that is not clearly right (its shape, or a value that is an
 * error) is left to the other way.
 */
final class DirectScanner extends RecordScanner {
  private static final int INCOMPLETE = -1;
  private static final int REFUSED = -2;
  private static final long LINES = Swar.pattern('\n');

  private final int delimiter;

  /** No byte at all if nothing is quoted. */
  private final int quote;

  private final long delimiters;
  private final long quotes;
  private final boolean skipBlank;
  private final int maxRecordBytes;
  private final int last;
  private final SimpleValues values;
  private final DelimitedValues fields;

  /**
   * @param fieldCount how many fields a record must have
   * @param values with a slot for each field
   */
  DirectScanner(CsvDialect dialect, int fieldCount, SimpleValues values) {
    delimiter = dialect.delimiterBytes()[0];
    quote = dialect.quote().isEmpty() ? Byte.MAX_VALUE + 1 : dialect.quoteBytes()[0];
    delimiters = Swar.pattern(delimiter);
    quotes = Swar.pattern(quote);
    skipBlank = dialect.blankLines() == BlankLines.SKIP;
    maxRecordBytes = (int) dialect.maxRecordBytes();
    last = fieldCount - 1;
    this.values = values;
    fields = new DelimitedValues(values, (byte) delimiter, quote);
  }

  /** Whether this scanner knows the dialect. */
  static boolean knows(CsvDialect dialect) {
    // What ends a field must not be a part of any simple value, since those end by themselves.
    return FastScanner.knows(dialect)
        && endsValues(dialect.delimiter())
        && (dialect.quote().isEmpty() || endsValues(dialect.quote()));
  }

  private static boolean endsValues(String mark) {
    char c = mark.charAt(0);
    return c < 0x80 && !Character.isLetterOrDigit(c) && "+-.: ".indexOf(c) < 0;
  }

  @Override
  Stop scan(byte[] buffer, int from, int limit, int stopAt, boolean ended, FieldTable table) {
    final int capacity = table.capacity();
    final int[] starts = table.recordStarts();
    final int[] ends = table.recordEnds();
    final int[] counts = table.fieldCounts();
    final int[] ordinals = table.ordinals();
    int row = table.records();
    int skipped = table.skipped();
    int start = from;
    while (row < capacity && start < stopAt) {
      if (skipBlank && isBlank(buffer, start, limit)) {
        start += buffer[start] == '\n' ? 1 : 2;
        skipped++;
        continue;
      }
      int end = fields.store(buffer, start, limit, 0, row);
      end = simpleEnd(buffer, end, limit, row);
      if (end < 0) {
        end = mixedEnd(buffer, limit, ended, row);
      }
      if (end < 0 || end - start > maxRecordBytes) {
        return leave(table, row, skipped, start, end);
      }
      starts[row] = start;
      ends[row] = end;
      ordinals[row] = row + skipped;
      counts[row] = last + 1;
      row++;
      start = end < limit ? end + (buffer[end] == '\r' ? 2 : 1) : limit;
    }
    return finish(table, row, skipped, start, row < capacity ? Stop.RANGE_END : Stop.FULL);
  }

  private Stop finish(FieldTable table, int rows, int skipped, int at, Stop why) {
    table.setRecords(rows);
    table.setSkipped(skipped);
    return stop(at, why);
  }

  private Stop leave(FieldTable table, int row, int skipped, int at, int why) {
    values.forget(row);
    return finish(table, row, skipped, at, why == INCOMPLETE ? Stop.INCOMPLETE : Stop.NOT_TAKEN);
  }

  private static boolean isBlank(byte[] buffer, int at, int limit) {
    return buffer[at] == '\n' || (buffer[at] == '\r' && at + 1 < limit && buffer[at + 1] == '\n');
  }

  /**
   * Where the record ends whose fields were all simple, the last of them up to {@code end};
   * negative if they were not.
   */
  private int simpleEnd(byte[] buffer, int end, int limit, int row) {
    if (end < 0 || fields.field() != last) {
      return REFUSED;
    }
    int recordEnd = recordEnd(buffer, fields.begin(), end, limit);
    if (recordEnd >= 0 && recordEnd < end) {
      // An unquoted text has taken the \r for its own; without it there may be nothing left.
      if (recordEnd == fields.begin()) {
        return REFUSED;
      }
      if (values.isText(last)) {
        values.shorten(last, row, 1);
      }
    }
    return recordEnd;
  }

  /** Goes on at a field that is not simple, to the record's end, or returns why that cannot be. */
  private int mixedEnd(byte[] buffer, int limit, boolean ended, int row) {
    while (true) {
      int field = fields.field();
      if (field > last) {
        return REFUSED;
      }
      int at = fields.begin();
      int end = slowly(buffer, at, limit, ended, field, row);
      if (end < 0) {
        return end;
      }
      if (field == last) {
        return end == limit ? limit : recordEnd(buffer, at, end, limit);
      }
      if (buffer[end] != delimiter) {
        return REFUSED;
      }
      end = fields.store(buffer, end + 1, limit, field + 1, row);
      end = simpleEnd(buffer, end, limit, row);
      if (end >= 0) {
        return end;
      }
    }
  }

  /**
   * Where the record ends whose last field, which begins at {@code at}, ends at a line end: before
   * its first byte. An unquoted field may seem to end only at the second of {@code \r\n}. {@link
   * #REFUSED} if there is no line end.
   */
  private static int recordEnd(byte[] buffer, int at, int end, int limit) {
    if (end >= limit) {
      return REFUSED;
    }
    if (buffer[end] == '\n') {
      return end > at && buffer[end - 1] == '\r' ? end - 1 : end;
    }
    return buffer[end] == '\r' && end + 1 < limit && buffer[end + 1] == '\n' ? end : REFUSED;
  }

  /**
   * Stores a field by all the rules. Returns where it ends (for unquoted text before {@code \r\n}:
   * at the {@code \n}), {@link #INCOMPLETE} if that is not before the limit, or {@link #REFUSED}.
   */
  private int slowly(byte[] buffer, int at, int limit, boolean ended, int field, int row) {
    int flags = 0;
    int start = at;
    int end;
    int after;
    if (buffer[at] == quote) {
      start++;
      flags = FieldTable.QUOTED;
      end = Swar.find(buffer, start, limit, quotes);
      while (end < limit && buffer[end + 1] == quote) {
        flags = FieldTable.QUOTED | FieldTable.ESCAPED;
        end = Swar.find(buffer, end + 2, limit, quotes);
      }
      after = end + 1;
      if (end >= limit) {
        return ended ? REFUSED : INCOMPLETE;
      }
      if (after + 1 >= limit && !ended) {
        return INCOMPLETE;
      }
    } else {
      after = Math.min(limit, Swar.find(buffer, at, limit, delimiters, LINES));
      if (after == limit && !ended) {
        return INCOMPLETE;
      }
      boolean pair =
          field == last
              && after < limit
              && after > at
              && buffer[after] == '\n'
              && buffer[after - 1] == '\r';
      end = pair ? after - 1 : after;
    }
    boolean stored =
        end == at
            ? values.storeNothing(field, row)
            : values.storeField(field, buffer, start, end, flags, row);
    return stored ? after : REFUSED;
  }
}
