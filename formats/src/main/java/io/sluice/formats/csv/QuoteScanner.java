package io.sluice.formats.csv;

import io.sluice.formats.text.Newline;
import io.sluice.formats.text.Swar;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows quotes through a piece of text as fast as it can be read and finds where records begin,
 * without looking at fields. Only for the common dialect (see {@link #follows}); at broken quotes
 * and long records it gives up. Thread-safe.
 */
final class QuoteScanner {
  /** Whether a piece's first byte stands in quotes. Pieces begin after a line feed. */
  enum Begin {
    /** It does not, and so begins a record. */
    RECORD,
    /** It does: the line feed before it is data. */
    IN_QUOTES
  }

  /** Where a record begins, and how many of the piece's records end before it. */
  record Mark(long start, long recordsBefore) {}

  /**
   * What a piece contains if it begins as the hypothesis says.
   *
   * @param marks the first record that begins in it (after its first byte), and the first at or
   *     after each wanted place
   * @param records how many records end in it, up to the trouble
   * @param lastStart where the last record begins; -1 if none does
   * @param inQuotes whether its end stands in quotes
   * @param trouble whether the record at {@code lastStart} is broken or too long
   */
  record Piece(List<Mark> marks, long records, long lastStart, boolean inQuotes, boolean trouble) {}

  private final byte delimiter;
  private final byte quote;
  private final long quotes;
  private final long maxRecordBytes;

  /**
   * @param maxRecordBytes in what pieces consist of; perhaps less than the dialect allows
   */
  QuoteScanner(CsvDialect dialect, long maxRecordBytes) {
    delimiter = dialect.delimiterBytes()[0];
    quote = dialect.quoteBytes()[0];
    quotes = Swar.pattern(quote);
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Whether the dialect is one that can be followed. */
  static boolean follows(CsvDialect dialect) {
    return FastScanner.knows(dialect) && !dialect.quote().isEmpty();
  }

  /**
   * Goes through {@code buffer[from .. to)}, which ends after a line feed or at the file's end. The
   * array has seven bytes more.
   *
   * @param origin where in the file {@code buffer[0]} stands
   * @param wanted ascending offsets in the file
   */
  Piece scan(byte[] buffer, int from, int to, Begin begin, long origin, long[] wanted) {
    final long lines = Swar.pattern('\n');
    List<Mark> marks = new ArrayList<>();
    int nextWanted = 0;
    long records = 0;
    int recordStart = begin == Begin.RECORD ? from : -1;
    int i = from;
    boolean inQuotes = begin == Begin.IN_QUOTES;
    boolean trouble = false;
    while (i < to || inQuotes) {
      if (inQuotes) {
        int after = afterQuotes(buffer, i, to);
        if (after > to) {
          break;
        }
        if (!endsField(buffer, after, to)) {
          trouble = true;
          break;
        }
        inQuotes = false;
        i = after;
        continue;
      }
      int at = Swar.find(buffer, i, to, quotes, lines);
      if (at >= to) {
        break;
      }
      i = at + 1;
      if (buffer[at] != '\n') {
        inQuotes = at == recordStart || (at > from && buffer[at - 1] == delimiter);
        continue;
      }
      if (recordStart >= 0 && at - recordStart > maxRecordBytes) {
        trouble = true;
        break;
      }
      records++;
      recordStart = i;
      long start = origin + i;
      boolean mark = marks.isEmpty();
      while (nextWanted < wanted.length && wanted[nextWanted] <= start) {
        nextWanted++;
        mark = true;
      }
      if (mark) {
        marks.add(new Mark(start, records));
      }
    }
    boolean none = records == 0 && begin == Begin.IN_QUOTES;
    return new Piece(marks, records, none ? -1 : origin + recordStart, inQuotes, trouble);
  }

  /** After the quote that closes what stands at {@code from}; beyond {@code to} if none does. */
  private int afterQuotes(byte[] buffer, int from, int to) {
    int i = from;
    while (true) {
      int at = Swar.find(buffer, i, to, quotes);
      if (at >= to) {
        return to + 1;
      }
      if (at + 1 == to || buffer[at + 1] != quote) {
        return at + 1;
      }
      i = at + 2;
    }
  }

  private boolean endsField(byte[] buffer, int at, int to) {
    return at == to || buffer[at] == delimiter || Newline.LF.lengthAt(buffer, at, to) > 0;
  }
}
