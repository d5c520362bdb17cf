package io.sluice.formats.fixed;

import io.sluice.formats.read.FileLayout;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.source.Utf8Input;
import io.sluice.formats.text.Newline;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the records of a fixed-width file, which are its lines, and their fields. Detection,
 * inference and reading all use it, so that what one finds is what the others find.
 *
 * <p>Rules for what is uneven: blank lines and comments are no records. A record of more than
 * {@code maxRecordBytes} is {@code RECORD_TOO_LONG} and ends at its line end all the same. A byte
 * 0x1A that is the file's last is no data. See {@link UnevenLine} for lines of another length than
 * the fields say.
 */
public final class FixedTokenizer implements RecordTokenizer {
  private static final byte CTRL_Z = 0x1A;

  /** Bytes beyond the longest record that settle where it ends. */
  private static final int LOOKAHEAD = 2;

  private final ByteWindow window;
  private final Utf8Input input;
  private final Newline newline;
  private final FixedScanner scanner;
  private final long rangeEnd;
  private final int maxRecordBytes;
  private boolean done;
  private boolean trimmed;

  private FieldTable table;
  private long tableBase;
  private boolean tableIsLongRecord;
  private long longOffset;
  private long longLength;

  /**
   * A tokenizer that owns its input.
   *
   * @param input null for a window on a text in memory
   * @param rangeEnd only records that begin before this position of the text are returned
   */
  FixedTokenizer(FileLayout.FixedWidth layout, ByteWindow window, Utf8Input input, long rangeEnd) {
    this.window = window;
    this.input = input;
    this.newline = Newline.of(layout.newline());
    this.scanner = new FixedScanner(layout);
    this.rangeEnd = rangeEnd;
    this.maxRecordBytes = (int) layout.maxRecordBytes();
    trim();
  }

  /**
   * A tokenizer of a text in memory, for detection. Lines to skip and a header are records to it.
   *
   * @param sample UTF-8 without byte order mark; copied
   * @param end {@code COMPLETE}, or {@code CUT} if the file goes on: then its last record, which
   *     may be incomplete, is left out
   */
  public static FixedTokenizer ofSample(FileLayout.FixedWidth layout, byte[] sample, End end) {
    ByteWindow window = new ByteWindow(sample, sample.length, end);
    return new FixedTokenizer(layout, window, null, Long.MAX_VALUE);
  }

  /** Passes over lines, whatever they hold: a preamble, or the end of a record cut in two. */
  void skipLines(int count) throws IOException {
    for (int i = 0; i < count && !done; i++) {
      passLine();
    }
  }

  /** Passes over the first line that is neither blank nor a comment: the header. */
  void skipHeader() throws IOException {
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
      again = scan() && !done;
    }
    if (!tableIsLongRecord) {
      into.setBuffer(window.buffer());
      tableBase = window.base();
    }
    return into.records() > 0 || into.skipped() > 0;
  }

  /** One round; true if another may add to the table. */
  private boolean scan() throws IOException {
    int limit = window.limit();
    int stopAt = (int) Math.min(limit, Math.max(0, rangeEnd - window.base()));
    boolean ended = window.end() == End.COMPLETE;
    FixedScanner.Stop why =
        scanner.scan(window.buffer(), window.position(), limit, stopAt, ended, table);
    window.setPosition(scanner.next());
    return switch (why) {
      case FULL -> false;
      case RANGE_END, INCOMPLETE -> more();
      case TOO_LONG -> pass();
    };
  }

  /** Behind the last line that is complete in the window. */
  private boolean more() throws IOException {
    if (window.base() + window.position() >= rangeEnd) {
      done = true;
      return false;
    }
    if (table.records() > 0) {
      return false;
    }
    if (window.limit() - window.position() > maxRecordBytes + LOOKAHEAD
        && window.end() != End.CUT) {
      return pass();
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

  /** Takes the line at the window's position, which is too long, once the table is empty. */
  private boolean pass() throws IOException {
    if (table.records() == 0) {
      passLongRecord(window.position());
    }
    return false;
  }

  /** Keeps the record's beginning, for the report, and lets the rest of it pass. */
  private void passLongRecord(int start) throws IOException {
    byte[] buffer = window.buffer();
    int kept = Math.min(Reject.MAX_RAW_BYTES, window.limit() - start);
    byte[] head = Arrays.copyOfRange(buffer, start, start + kept + ByteWindow.SLACK);
    long position = window.base() + start;
    boolean comment = scanner.commentAt(buffer, start, window.limit());
    longOffset = fileOffset(position);
    long end = passLine();
    if (comment) {
      table.setSkipped(table.skipped() + 1);
      return;
    }
    longLength = fileOffset(end) - longOffset;
    tableIsLongRecord = true;
    table.setBuffer(head);
    table.clearFields(0, 0);
    table.recordStarts()[0] = 0;
    table.recordEnds()[0] = kept;
    table.fieldCounts()[0] = 0;
    table.ordinals()[0] = table.skipped();
    table.setRecords(1);
    table.reject(
        0,
        RejectCode.RECORD_TOO_LONG,
        "the record has "
            + (end - position)
            + " bytes, more than max_record_bytes, "
            + maxRecordBytes
            + ". If that is right, raise max_record_bytes; if not, look for a wrong newline");
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

  private void fill() {
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
