package io.sluice.formats.csv;

import io.sluice.formats.csv.CsvDialect.BlankLines;
import io.sluice.formats.text.Newline;
import io.sluice.formats.text.Swar;
import io.sluice.formats.token.FieldTable;

/**
 * Scans the common dialects eight bytes at a time: a delimiter of one byte, quotes (if any) of one
 * byte that are doubled, no comments, lines that end with {@code \n} or {@code \r\n}. Bytes that
 * are none of delimiter, quote and line end cost an eighth of a look each; only quoted fields leave
 * the loop over words, for one that looks for quotes alone.
 */
final class FastScanner extends RecordScanner {
  private final byte delimiter;
  private final byte quote;
  private final long delimiterPattern;
  private final long quotePattern;
  private final boolean skipBlank;
  private final int maxRecordBytes;

  FastScanner(CsvDialect dialect) {
    delimiter = dialect.delimiterBytes()[0];
    // Without quotes the pattern repeats the delimiter's, so that the loop needs no case for it.
    quote = dialect.quoteBytes().length > 0 ? dialect.quoteBytes()[0] : delimiter;
    delimiterPattern = Swar.pattern(delimiter);
    quotePattern = Swar.pattern(quote);
    skipBlank = dialect.blankLines() == BlankLines.SKIP;
    maxRecordBytes = (int) dialect.maxRecordBytes();
  }

  /** Whether this scanner knows the dialect. */
  static boolean knows(CsvDialect dialect) {
    return dialect.delimiterBytes().length == 1
        && dialect.quoteBytes().length <= 1
        && (dialect.quote().isEmpty() || dialect.doublesQuotes())
        && dialect.comment().isEmpty()
        && dialect.lineEnd() == Newline.LF;
  }

  @Override
  Stop scan(byte[] buffer, int from, int limit, int stopAt, boolean ended, FieldTable table) {
    final byte delim = delimiter;
    final long delimiters = delimiterPattern;
    final long quoteMarks = quotePattern;
    final long lines = Swar.pattern('\n');
    final int width = table.width();
    final int capacity = table.capacity();
    final int[] starts = table.starts();
    final int[] ends = table.ends();
    final byte[] flags = table.flags();
    int row = table.records();
    int slot = row * width;
    int field = 0;
    int recordStart = from;
    int fieldStart = from;
    int i = from;
    if (from >= stopAt) {
      return stop(from, row < capacity ? Stop.RANGE_END : Stop.FULL);
    }
    while (i < limit) {
      long word = (long) Swar.LONGS.get(buffer, i);
      long found = Swar.matches(word, delimiters, lines, quoteMarks);
      if (limit - i < Long.BYTES) {
        found &= (1L << ((limit - i) << 3)) - 1;
      }
      int next = i + Long.BYTES;
      while (found != 0) {
        int at = i + Swar.index(found);
        found &= found - 1;
        byte b = buffer[at];
        int after;
        if (b == delim) {
          if (field < width) {
            starts[slot] = fieldStart;
            ends[slot] = at;
            flags[slot] = 0;
            slot++;
          }
          field++;
          fieldStart = at + 1;
          continue;
        }
        int end;
        if (b == '\n') {
          end = at > fieldStart && buffer[at - 1] == '\r' ? at - 1 : at;
          after = at + 1;
          if (field < width) {
            starts[slot] = fieldStart;
            ends[slot] = end;
            flags[slot] = 0;
          }
        } else if (at != fieldStart) {
          // A quote within an unquoted field is text.
          continue;
        } else {
          int closing = closing(buffer, at + 1, limit);
          end = (closing < 0 ? ~closing : closing) + 1;
          if (end > limit || (end + 1 >= limit && !ended)) {
            return stop(recordStart, ended ? Stop.TROUBLE : Stop.INCOMPLETE);
          }
          if (field < width) {
            starts[slot] = at + 1;
            ends[slot] = end - 1;
            flags[slot] =
                closing < 0 ? (byte) (FieldTable.QUOTED | FieldTable.ESCAPED) : FieldTable.QUOTED;
          }
          if (end < limit && buffer[end] == delim) {
            field++;
            slot += field <= width ? 1 : 0;
            fieldStart = end + 1;
            next = fieldStart;
            break;
          }
          int length = end < limit ? Newline.LF.lengthAt(buffer, end, limit) : 0;
          if (end < limit && length == 0) {
            return stop(recordStart, Stop.TROUBLE);
          }
          after = end + length;
          next = after;
          found = 0;
        }
        if (end - recordStart > maxRecordBytes) {
          return stop(recordStart, Stop.TROUBLE);
        }
        if (end == recordStart && skipBlank) {
          table.setSkipped(table.skipped() + 1);
        } else {
          finish(table, row, recordStart, end, field + 1);
          row++;
        }
        recordStart = after;
        fieldStart = after;
        field = 0;
        slot = row * width;
        if (row == capacity) {
          return stop(after, Stop.FULL);
        }
        if (after >= stopAt) {
          return stop(after, Stop.RANGE_END);
        }
      }
      i = next;
    }
    if (!ended || recordStart == limit) {
      return stop(recordStart, Stop.INCOMPLETE);
    }
    if (limit - recordStart > maxRecordBytes) {
      return stop(recordStart, Stop.TROUBLE);
    }
    if (field < width) {
      starts[slot] = fieldStart;
      ends[slot] = limit;
      flags[slot] = 0;
    }
    finish(table, row, recordStart, limit, field + 1);
    return stop(limit, Stop.INCOMPLETE);
  }

  /**
   * Where the quote stands that closes a field whose text begins at {@code from}; {@code limit} if
   * there is none. The complement of it if there are doubled quotes before it.
   */
  private int closing(byte[] buffer, int from, int limit) {
    final byte mark = quote;
    final long quoteMarks = quotePattern;
    boolean escaped = false;
    int i = from;
    while (true) {
      int at = Swar.find(buffer, i, limit, quoteMarks);
      if (at + 1 >= limit || buffer[at + 1] != mark) {
        int closing = Math.min(at, limit);
        return escaped ? ~closing : closing;
      }
      escaped = true;
      i = at + 2;
    }
  }

  private static void finish(FieldTable table, int row, int start, int end, int fields) {
    int width = table.width();
    if (fields < width) {
      int[] starts = table.starts();
      int[] ends = table.ends();
      byte[] flags = table.flags();
      for (int slot = row * width + fields; slot < (row + 1) * width; slot++) {
        starts[slot] = start;
        ends[slot] = start;
        flags[slot] = FieldTable.MISSING;
      }
    }
    table.recordStarts()[row] = start;
    table.recordEnds()[row] = end;
    table.fieldCounts()[row] = fields;
    table.ordinals()[row] = row + table.skipped();
    table.setRecords(row + 1);
  }
}
