package io.sluice.formats.csv;

import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.ByteWindow.End;

/**
 * Follows quotes through a text as fast as it can be read and finds where records begin, without
 * looking at fields. Only for the common dialect (see {@link #follows}); where quotes are broken or
 * a record is too long it gives up, at a record's beginning, and {@link CsvTokenizer} goes on.
 */
final class QuoteScanner {
  private final byte delimiter;
  private final byte quote;
  private final long quotes;
  private final long maxRecordBytes;
  private final ByteWindow window;
  private final CutPoints cuts;
  private final long origin;
  private long records;
  private int recordStart;

  /**
   * @param window at a record's beginning
   * @param origin where in the file the window's text begins
   * @param cuts hears of the beginnings
   */
  QuoteScanner(CsvDialect dialect, ByteWindow window, long origin, CutPoints cuts) {
    this.delimiter = dialect.delimiterBytes()[0];
    this.quote = dialect.quoteBytes()[0];
    this.quotes = Swar.pattern(quote);
    this.maxRecordBytes = dialect.maxRecordBytes();
    this.window = window;
    this.origin = origin;
    this.cuts = cuts;
  }

  /** Whether the dialect is one that can be followed. */
  static boolean follows(CsvDialect dialect) {
    return dialect.delimiterBytes().length == 1
        && dialect.quoteBytes().length == 1
        && dialect.doublesQuotes()
        && dialect.comment().isEmpty()
        && dialect.lineEnd() == Newline.LF;
  }

  /** Records before {@link #position}. */
  long records() {
    return records;
  }

  /** Where, in the file, the first record that was not followed begins. */
  long position() {
    return origin + window.base() + recordStart;
  }

  /** Goes on to the end, the last cut, or the first trouble; true unless there was trouble. */
  boolean run() {
    recordStart = window.position();
    int at = recordStart;
    while (!cuts.done()) {
      int limit = window.limit();
      at = follow(at, limit);
      if (at < 0) {
        return false;
      }
      if (window.end() == End.COMPLETE) {
        return true;
      }
      if (window.end() != End.OPEN || limit - recordStart > maxRecordBytes) {
        return false;
      }
      window.setPosition(recordStart);
      int kept = at - recordStart;
      window.fill();
      recordStart = window.position();
      at = recordStart + kept;
    }
    return true;
  }

  /** Returns where to go on when there is more to see, or -1 at a trouble. */
  private int follow(int from, int limit) {
    byte[] buffer = window.buffer();
    long lines = Swar.pattern('\n');
    boolean ended = window.end() == End.COMPLETE;
    int i = from;
    while (true) {
      int at = Swar.find(buffer, i, limit, quotes, lines);
      if (at >= limit) {
        return Math.max(recordStart, limit);
      }
      if (buffer[at] == '\n') {
        if (at - recordStart > maxRecordBytes) {
          return -1;
        }
        records++;
        recordStart = at + 1;
        i = at + 1;
        if (cuts.beginning(position(), records)) {
          return i;
        }
        continue;
      }
      if (at > recordStart && buffer[at - 1] != delimiter) {
        i = at + 1;
        continue;
      }
      int behind = behindQuotes(buffer, at + 1, limit);
      if (behind + 2 > limit && !ended) {
        return at;
      }
      if (behind > limit || !endsField(buffer, behind, limit)) {
        return -1;
      }
      i = behind;
    }
  }

  /**
   * Behind the quote that closes what begins at {@code from}; beyond the limit if there is none.
   */
  private int behindQuotes(byte[] buffer, int from, int limit) {
    int i = from;
    while (true) {
      int at = Swar.find(buffer, i, limit, quotes);
      if (at >= limit) {
        return limit + 1;
      }
      if (at + 1 == limit || buffer[at + 1] != quote) {
        return at + 1;
      }
      i = at + 2;
    }
  }

  private boolean endsField(byte[] buffer, int at, int limit) {
    return at == limit || buffer[at] == delimiter || Newline.LF.lengthAt(buffer, at, limit) > 0;
  }
}
