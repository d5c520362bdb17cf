package io.sluice.formats.text;

import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;

/**
 * What tokenizers of records that end at line ends share: lines to pass over, and marks at the end:
 * a byte 0x1A that is the file's last is no data, nor is a lone carriage return that is.
 *
 * <p>A subclass scans what is in the window ({@link #scan}), round after round, until the table has
 * something or the text ends.
 */
public abstract class LineTokenizer extends WindowTokenizer {
  private static final byte CTRL_Z = 0x1A;

  protected final Newline newline;

  private final int lookahead;
  private boolean trimmed;

  /**
   * A tokenizer that owns the text's input.
   *
   * @param lookahead bytes beyond the longest record that settle what stands at its end
   * @param suspects as in {@link WindowTokenizer}
   */
  protected LineTokenizer(
      TextRange text, Newline newline, long maxRecordBytes, int lookahead, String suspects) {
    super(text, maxRecordBytes, suspects);
    this.newline = newline;
    this.lookahead = lookahead;
    trim();
  }

  /**
   * One round over the window from its position on, which it moves.
   *
   * @param stopAt where in the window the range ends, or its limit
   * @return whether another round may add to the table
   */
  protected abstract boolean scan(int stopAt) throws IOException;

  /** Whether a comment begins at {@code at}, a line's beginning. */
  protected abstract boolean commentAt(byte[] buffer, int at, int limit);

  /** Passes over what stands before the first record of a range's text. */
  final void begin(TextRange.Begin begin, int skipLines, boolean hasHeader) throws IOException {
    switch (begin) {
      case WITHIN_RECORD -> passLines(1);
      case FILE -> {
        passLines(skipLines);
        if (hasHeader) {
          passHeader();
        }
      }
      case RECORD -> {}
    }
  }

  /** Lines, whatever they hold: a preamble, or the end of a record split in two. */
  private void passLines(int count) throws IOException {
    for (int i = 0; i < count && !done; i++) {
      passLine();
    }
  }

  /** The first record that is neither blank nor a comment. */
  private void passHeader() throws IOException {
    FieldTable one = new FieldTable(0, 1, null);
    boolean found = false;
    while (!found && next(one)) {
      found = one.records() > 0;
    }
  }

  @Override
  public boolean next(FieldTable into) throws IOException {
    begin(into);
    boolean again = !done;
    while (again) {
      again = round() && !done;
    }
    return finish();
  }

  private boolean round() throws IOException {
    if (afterRange()) {
      done = true;
      return false;
    }
    return scan(stopAt());
  }

  /** After the last record that is complete in the window; true if another round may follow. */
  protected final boolean more() throws IOException {
    if (afterRange()) {
      done = true;
      return false;
    }
    if (table.records() > 0) {
      return false;
    }
    switch (window.end()) {
      case OPEN -> fill();
      case COMPLETE, SAMPLE -> done = true;
      case FAILED -> {
        if (table.skipped() > 0) {
          return false;
        }
        throw window.failure();
      }
    }
    return true;
  }

  /** Whether a record of which so many bytes are there, and not its end, cannot be one. */
  protected final boolean tooLong(int bytes) {
    return bytes > maxRecordBytes + lookahead;
  }

  @Override
  protected final void addWithoutFields(int start, int end) {
    int record = table.records();
    table.clearFields(record, start);
    table.recordStarts()[record] = start;
    table.recordEnds()[record] = end;
    table.fieldCounts()[record] = 0;
    table.ordinals()[record] = record + table.skipped();
    table.setRecords(record + 1);
  }

  /**
   * Takes the record at the window's position into the table, which holds none: keeps its
   * beginning, for the report, and lets the rest of it pass.
   */
  protected final void passLongRecord() throws IOException {
    LongRecord record = head();
    int start = window.position();
    boolean comment = commentAt(window.buffer(), start, window.limit());
    window.setPosition((int) Math.min(window.limit(), (long) start + maxRecordBytes));
    long end = passLine();
    if (comment) {
      table.skip(Reason.COMMENT, record.text(), 0, record.length());
    } else {
      take(record, end);
    }
  }

  /** Moves after the next line end, in bounded memory; returns where that line ended. */
  private long passLine() throws IOException {
    while (true) {
      int limit = window.limit();
      int at = newline.find(window.buffer(), window.position(), limit);
      if (at >= 0 && (at + 1 < limit || window.end() != End.OPEN)) {
        long end = window.base() + at;
        window.setPosition(at + newline.lengthAt(window.buffer(), at, limit));
        return end;
      }
      switch (window.end()) {
        case OPEN -> {
          // The last byte may be the \r of a \r\n: it stays until its neighbour is seen.
          window.setPosition(Math.max(window.position(), limit - 1));
          fill();
        }
        case COMPLETE, SAMPLE -> {
          window.setPosition(limit);
          done = true;
          return window.base() + limit;
        }
        case FAILED -> throw window.failure();
      }
    }
  }

  @Override
  protected final void fill() {
    super.fill();
    trim();
  }

  private void trim() {
    if (window.end() == End.COMPLETE && !trimmed) {
      trimmed = true;
      int last = window.limit() - 1;
      if (last >= window.position() && window.buffer()[last] == CTRL_Z) {
        window.dropLast();
        last--;
      }
      // Half a line end, where lines end otherwise: no value's last letter.
      if (last >= window.position()
          && window.buffer()[last] == '\r'
          && newline.lengthAt(window.buffer(), last, window.limit()) == 0) {
        window.dropLast();
      }
    }
  }
}
