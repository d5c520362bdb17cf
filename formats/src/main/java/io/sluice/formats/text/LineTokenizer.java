package io.sluice.formats.text;

import io.sluice.formats.reject.Reject;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.source.Utf8Input;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import java.io.IOException;
import java.util.Arrays;

/**
 * What tokenizers of records that end at line ends share: the window that slides over the text, the
 * range's end, lines to pass over, and records that are too long to be held. A byte 0x1A that is
 * the file's last is no data.
 *
 * <p>A subclass scans what is in the window ({@link #scan}), round after round, until the table has
 * something or the text ends.
 */
public abstract class LineTokenizer implements RecordTokenizer {
  private static final byte CTRL_Z = 0x1A;

  protected final ByteWindow window;
  protected final Newline newline;
  protected final int maxRecordBytes;

  private final Utf8Input input;
  private final long rangeEnd;
  private final int lookahead;
  private final String suspects;
  private boolean done;
  private boolean trimmed;

  /** The table of the present call. */
  protected FieldTable table;

  private long tableBase;
  private boolean tableIsLongRecord;
  private long longOffset;
  private long longLength;

  /**
   * A tokenizer that owns its input.
   *
   * @param input null for a window on a text in memory
   * @param rangeEnd only records that begin before this position of the text are returned
   * @param lookahead bytes beyond the longest record that settle what stands at its end
   * @param suspects what may be wrong where a record seems too long, for its message
   */
  protected LineTokenizer(
      ByteWindow window,
      Utf8Input input,
      long rangeEnd,
      Newline newline,
      int maxRecordBytes,
      int lookahead,
      String suspects) {
    this.window = window;
    this.input = input;
    this.rangeEnd = rangeEnd;
    this.newline = newline;
    this.maxRecordBytes = maxRecordBytes;
    this.lookahead = lookahead;
    this.suspects = suspects;
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

  /** Lines, whatever they hold: a preamble, or the end of a record cut in two. */
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
    table = into;
    tableIsLongRecord = false;
    into.clear();
    if (window.limit() - window.position() < window.capacity() / 4) {
      fill();
    }
    boolean again = !done;
    while (again) {
      again = round() && !done;
    }
    if (!tableIsLongRecord) {
      into.setBuffer(window.buffer());
      tableBase = window.base();
    }
    return into.records() > 0 || into.skipped() > 0;
  }

  private boolean round() throws IOException {
    if (window.base() + window.position() >= rangeEnd) {
      done = true;
      return false;
    }
    return scan((int) Math.min(window.limit(), Math.max(0, rangeEnd - window.base())));
  }

  /** Behind the last record that is complete in the window; true if another round may follow. */
  protected final boolean more() throws IOException {
    if (window.base() + window.position() >= rangeEnd) {
      done = true;
      return false;
    }
    if (table.records() > 0) {
      return false;
    }
    switch (window.end()) {
      case OPEN -> fill();
      case COMPLETE, CUT -> done = true;
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

  /** Says that there is nothing behind the window's position. */
  protected final void end() {
    done = true;
  }

  /** Adds a record of which no field is known. */
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
    byte[] buffer = window.buffer();
    int start = window.position();
    int kept = Math.min(Reject.MAX_RAW_BYTES, window.limit() - start);
    byte[] head = Arrays.copyOfRange(buffer, start, start + kept + ByteWindow.SLACK);
    long position = window.base() + start;
    boolean comment = commentAt(buffer, start, window.limit());
    longOffset = fileOffset(position);
    window.setPosition((int) Math.min(window.limit(), (long) start + maxRecordBytes));
    long end = passLine();
    if (comment) {
      table.setSkipped(table.skipped() + 1);
      return;
    }
    longLength = fileOffset(end) - longOffset;
    tableIsLongRecord = true;
    table.setBuffer(head);
    addWithoutFields(0, kept);
    table.reject(
        0,
        RejectCode.RECORD_TOO_LONG,
        "the record has "
            + (end - position)
            + " bytes, more than max_record_bytes, "
            + maxRecordBytes
            + ". If that is right, raise max_record_bytes; if not, look for a wrong "
            + suspects);
  }

  /** Moves behind the next line end, in bounded memory; returns where that line ended. */
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
        case COMPLETE, CUT -> {
          window.setPosition(limit);
          done = true;
          return window.base() + limit;
        }
        case FAILED -> throw window.failure();
      }
    }
  }

  /** Reads on, if the text does. */
  protected final void fill() {
    window.fill();
    trim();
  }

  private void trim() {
    if (window.end() == End.COMPLETE && !trimmed) {
      trimmed = true;
      int last = window.limit() - 1;
      if (last >= window.position() && window.buffer()[last] == CTRL_Z) {
        window.dropLast();
      }
    }
  }

  private long fileOffset(long position) {
    return input == null ? position : input.fileOffset(position);
  }

  @Override
  public long recordOffset(int record) {
    return tableIsLongRecord ? longOffset : fileOffset(tableBase + table.recordStarts()[record]);
  }

  @Override
  public long recordLength(int record) {
    return tableIsLongRecord
        ? longLength
        : fileOffset(tableBase + table.recordEnds()[record]) - recordOffset(record);
  }

  @Override
  public long bytesRead() {
    long consumed = window.base() + window.position();
    return input == null || rangeEnd < Long.MAX_VALUE ? consumed : input.storedBytes();
  }

  @Override
  public long position() {
    return fileOffset(window.base() + window.position());
  }

  @Override
  public void close() throws IOException {
    if (input != null) {
      input.close();
    }
  }
}
