package io.sluice.formats.fixed;

import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.text.Bytes;
import io.sluice.formats.text.Newline;
import io.sluice.formats.text.Swar;
import io.sluice.formats.token.FieldTable;
import java.nio.charset.StandardCharsets;

/**
 * Splits the lines of a buffer into fields. A line of ASCII that is as long as it should be is
 * split at places known beforehand; any other by {@link UnevenLine}. Lines that are too long it
 * leaves where they are.
 */
final class FixedScanner {
  /** Why a scan ended. */
  enum Stop {
    /** The table is full. */
    FULL,
    /** The next line begins at or after {@code stopAt}. */
    RANGE_END,
    /** The line at {@code next()} goes on after the limit, or there is none. */
    INCOMPLETE,
    /** The line at {@code next()} is too long. */
    TOO_LONG
  }

  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long SPACES = Swar.pattern(' ');

  private final FieldPlaces places;
  private final UnevenLine uneven;
  private final Newline newline;
  private final byte[] comment;
  private final boolean skipBlank;
  private final int maxRecordBytes;
  private int next;

  FixedScanner(FixedLayout layout) {
    places = new FieldPlaces(layout.fields());
    uneven = new UnevenLine(places);
    newline = Newline.of(layout.newline());
    comment = layout.comment().getBytes(StandardCharsets.UTF_8);
    // As in delimited text: of one field, an empty line is a record whose value is null.
    skipBlank = layout.fields().size() > 1;
    maxRecordBytes = (int) layout.maxRecordBytes();
  }

  /** Where the first line that was not taken begins. */
  int next() {
    return next;
  }

  /** Whether a comment begins at {@code at}, a line's beginning. */
  boolean commentAt(byte[] buffer, int at, int limit) {
    return Bytes.at(comment, buffer, at, limit);
  }

  /**
   * Adds the lines that begin in {@code buffer[from .. stopAt)} to the table, up to its capacity.
   * The array has {@code ByteWindow.SLACK} bytes after {@code limit}.
   *
   * @param ended whether the text ends at {@code limit}
   */
  Stop scan(byte[] buffer, int from, int limit, int stopAt, boolean ended, FieldTable table) {
    final boolean feedsOnly = newline == Newline.LF;
    final long feeds = Swar.pattern('\n');
    final int capacity = table.capacity();
    final int evenLength = places.required();
    final boolean open = places.open();
    int row = table.records();
    int at = from;
    while (row < capacity) {
      if (at >= stopAt) {
        return stop(at, Stop.RANGE_END);
      }
      if (at >= limit) {
        return stop(at, Stop.INCOMPLETE);
      }
      long seen = 0;
      int end;
      int after;
      if (feedsOnly) {
        int i = at;
        end = limit;
        while (i < limit) {
          long word = (long) Swar.LONGS.get(buffer, i);
          long found = Swar.firstMatch(word, feeds);
          // What lies after the line is in it too: at worst the line is taken for uneven.
          seen |= word;
          if (found != 0) {
            end = Math.min(limit, i + Swar.index(found));
            break;
          }
          i += Long.BYTES;
        }
        after = end + 1;
        if (end == limit) {
          after = limit;
        } else if (end > at && buffer[end - 1] == '\r') {
          end--;
        }
      } else {
        seen = HIGH_BITS;
        end = newline.find(buffer, at, limit);
        end = end < 0 ? limit : end;
        after = end == limit ? limit : end + newline.lengthAt(buffer, end, limit);
        // A \r that is the last byte seen may be half of a line end.
        if (after == limit && !ended && buffer[limit - 1] == '\r') {
          return stop(at, Stop.INCOMPLETE);
        }
      }
      if (end == limit && !ended) {
        return stop(at, Stop.INCOMPLETE);
      }
      if (end - at > maxRecordBytes) {
        return stop(at, Stop.TOO_LONG);
      }
      boolean comment = commentAt(buffer, at, end);
      if (comment || (end == at && skipBlank)) {
        if (comment) {
          table.skip(Reason.COMMENT, buffer, at, end);
        } else {
          table.setSkipped(table.skipped() + 1);
        }
        at = after;
        continue;
      }
      int length = end - at;
      boolean ascii = (seen & HIGH_BITS) == 0;
      if (ascii && (length == evenLength || (open && length > evenLength))) {
        split(buffer, at, end, row, table);
      } else {
        uneven.split(buffer, at, end, ascii, row, table);
      }
      table.recordStarts()[row] = at;
      table.recordEnds()[row] = end;
      table.ordinals()[row] = row + table.skipped();
      row++;
      table.setRecords(row);
      at = after;
    }
    return stop(at, Stop.FULL);
  }

  private Stop stop(int at, Stop why) {
    next = at;
    return why;
  }

  private void split(byte[] buffer, int at, int end, int row, FieldTable table) {
    final int[] fieldStarts = places.starts();
    final int[] fieldEnds = places.ends();
    final boolean[] trimmed = places.trimmed();
    final int width = table.width();
    final int[] starts = table.starts();
    final int[] ends = table.ends();
    final byte[] flags = table.flags();
    int slot = row * width;
    for (int f = 0; f < width; f++, slot++) {
      int start = at + fieldStarts[f];
      int stop = Math.min(at + fieldEnds[f], end);
      if (trimmed[f]) {
        stop = trimEnd(buffer, start, stop);
        start = trimStart(buffer, start, stop);
      }
      starts[slot] = start;
      ends[slot] = stop;
      flags[slot] = 0;
    }
    table.fieldCounts()[row] = places.count();
  }

  /** Where the text ends without the blanks at its end. */
  static int trimEnd(byte[] buffer, int start, int end) {
    int at = end;
    while (at - start >= Long.BYTES && (long) Swar.LONGS.get(buffer, at - Long.BYTES) == SPACES) {
      at -= Long.BYTES;
    }
    while (at > start && (buffer[at - 1] == ' ' || buffer[at - 1] == '\t')) {
      at--;
    }
    return at;
  }

  static int trimStart(byte[] buffer, int start, int end) {
    int at = start;
    while (at < end && (buffer[at] == ' ' || buffer[at] == '\t')) {
      at++;
    }
    return at;
  }
}
