package io.sluice.formats.csv;

import io.sluice.formats.csv.CsvDialect.BlankLines;
import io.sluice.formats.decode.PlainValues;
import io.sluice.formats.text.Swar;
import io.sluice.formats.token.FieldTable;

/**
 * Scans the dialects that {@link FastScanner} knows, and stores each field where its value belongs
 * as soon as it is found, so that a record is passed once. The table learns where records stand,
 * but nothing of fields. A record that is not plainly right (its shape, or a value that is an
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
  private final int[] slots;
  private final boolean[] texts;
  private final PlainValues values;

  /**
   * @param slots of each field of a record the slot of {@code values}; -1 if it is not asked for
   */
  DirectScanner(CsvDialect dialect, int[] slots, PlainValues values) {
    delimiter = dialect.delimiterBytes()[0];
    quote = dialect.quote().isEmpty() ? Byte.MAX_VALUE + 1 : dialect.quoteBytes()[0];
    delimiters = Swar.pattern(delimiter);
    quotes = Swar.pattern(quote);
    skipBlank = dialect.blankLines() == BlankLines.SKIP;
    maxRecordBytes = (int) dialect.maxRecordBytes();
    this.slots = slots;
    this.values = values;
    texts = new boolean[slots.length];
    for (int f = 0; f < slots.length; f++) {
      texts[f] = slots[f] >= 0 && values.isText(slots[f]);
    }
  }

  /** Whether this scanner knows the dialect. */
  static boolean knows(CsvDialect dialect) {
    // What ends a field must not be a part of any plain value, since those end by themselves.
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
    final int delim = delimiter;
    final int[] slotOf = slots;
    final int last = slotOf.length - 1;
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
      int at = start;
      int end;
      int field = 0;
      while (true) {
        end = value(buffer, at, limit, field, row);
        if (field == last) {
          break;
        }
        if (end <= at || buffer[end] != delim) {
          end = slowly(buffer, at, limit, ended, field, row);
          if (end < 0 || buffer[end] != delim) {
            return leave(table, row, skipped, start, end);
          }
        }
        at = end + 1;
        field++;
      }
      int length = end > at ? lineEnd(buffer, at, end, limit) : 0;
      if (length == 2 && buffer[end] == '\n') {
        end--;
        // An unquoted text has taken the \r for its own; without it there may be nothing left.
        length = end > at ? 2 : 0;
        if (length > 0 && texts[last]) {
          values.shorten(slotOf[last], row, 1);
        }
      }
      if (length == 0) {
        end = slowly(buffer, at, limit, ended, last, row);
        length = end < 0 ? 0 : end < limit ? lineEnd(buffer, at, end, limit) : 1;
        if (length == 0) {
          return leave(table, row, skipped, start, end);
        }
        if (length == 2 && buffer[end] == '\n') {
          end--;
        }
      }
      if (end - start > maxRecordBytes) {
        return leave(table, row, skipped, start, REFUSED);
      }
      starts[row] = start;
      ends[row] = end;
      ordinals[row] = row + skipped;
      counts[row] = last + 1;
      row++;
      start = Math.min(limit, end + length);
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
   * The length of the line end that ends a record's last field, which begins at {@code at}; 0 if
   * none does. Of a {@code \r\n} the end may be either byte: an unquoted text ends at the second.
   */
  private static int lineEnd(byte[] buffer, int at, int end, int limit) {
    if (end >= limit) {
      return 0;
    }
    if (buffer[end] == '\n') {
      return end > at && buffer[end - 1] == '\r' ? 2 : 1;
    }
    return buffer[end] == '\r' && end + 1 < limit && buffer[end + 1] == '\n' ? 2 : 0;
  }

  /**
   * Stores the field at {@code at} if it is plain. Returns where it seems to end, {@code at} itself
   * if there is nothing, negative if it is not plain.
   */
  private int value(byte[] buffer, int at, int limit, int field, int row) {
    int slot = slots[field];
    if (buffer[at] == quote) {
      return quoted(buffer, at, limit, field, row);
    }
    if (texts[field]) {
      return values.copy(slot, buffer, at, limit, row, values.begin(slot, row), delimiters, LINES);
    }
    return slot < 0
        ? Swar.find(buffer, at, limit, delimiters, LINES)
        : values.store(slot, buffer, at, row);
  }

  /** Likewise for a field in quotes; it ends behind them. */
  private int quoted(byte[] buffer, int at, int limit, int field, int row) {
    int slot = slots[field];
    int i;
    if (texts[field]) {
      i = values.copy(slot, buffer, at + 1, limit, row, values.begin(slot, row), quotes, quotes);
      if (i == at + 1 && buffer[i + 1] != quote) {
        // What the empty text means is said by the rules.
        return REFUSED;
      }
      while (i < limit && buffer[i + 1] == quote) {
        values.append(slot, row, (byte) quote);
        i = values.copy(slot, buffer, i + 2, limit, row, values.end(slot, row), quotes, quotes);
      }
      return i < limit ? i + 1 : REFUSED;
    }
    if (slot < 0) {
      return REFUSED;
    }
    i = values.store(slot, buffer, at + 1, row);
    return i > 0 && buffer[i] == quote ? i + 1 : REFUSED;
  }

  /**
   * Stores a field by all the rules. Returns where it ends (for unquoted text before {@code \r\n}:
   * at the {@code \n}), {@link #INCOMPLETE} if that is not before the limit, or {@link #REFUSED}.
   */
  private int slowly(byte[] buffer, int at, int limit, boolean ended, int field, int row) {
    int slot = slots[field];
    int flags = 0;
    int start = at;
    int end;
    int behind;
    if (buffer[at] == quote) {
      start++;
      flags = FieldTable.QUOTED;
      end = Swar.find(buffer, start, limit, quotes);
      while (end < limit && buffer[end + 1] == quote) {
        flags = FieldTable.QUOTED | FieldTable.ESCAPED;
        end = Swar.find(buffer, end + 2, limit, quotes);
      }
      behind = end + 1;
      if (end >= limit) {
        return ended ? REFUSED : INCOMPLETE;
      }
      if (behind + 1 >= limit && !ended) {
        return INCOMPLETE;
      }
    } else {
      behind = Math.min(limit, Swar.find(buffer, at, limit, delimiters, LINES));
      if (behind == limit && !ended) {
        return INCOMPLETE;
      }
      boolean cut =
          field == slots.length - 1
              && behind < limit
              && behind > at
              && buffer[behind] == '\n'
              && buffer[behind - 1] == '\r';
      end = cut ? behind - 1 : behind;
    }
    if (slot >= 0) {
      boolean stored =
          end == at
              ? values.storeNothing(slot, row)
              : values.storeField(slot, buffer, start, end, flags, row);
      if (!stored) {
        return REFUSED;
      }
    }
    return behind;
  }
}
