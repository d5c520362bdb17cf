package io.sluice.formats.csv;

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
 * Finds the records of delimited text and their fields. Detection, inference, counting, splitting
 * and reading all use it, so that what one finds is what the others find.
 *
 * <p>Rules for what is not well-formed, the same whatever the buffers and the cuts are. With M =
 * {@code maxRecordBytes} behind a record's beginning:
 *
 * <ul>
 *   <li>Text follows a closing quote, or a quote is not closed before M or the file's end: the
 *       record ends at its first line end, is {@code MALFORMED_QUOTES}, and the next line begins
 *       the next record.
 *   <li>Otherwise, if the record goes on behind M (or that first line end lies behind M), it is
 *       {@code RECORD_TOO_LONG} and ends at the first line end at or behind M.
 *   <li>A quote within an unquoted field is text.
 *   <li>A byte 0x1A that is the file's last is no data.
 * </ul>
 *
 * <p>No quote of a stretch that a failed search for a closing quote has crossed can open a field
 * (each is doubled or escaped), so no byte is searched more than a few times.
 */
public final class CsvTokenizer implements RecordTokenizer {
  private static final byte CTRL_Z = 0x1A;

  /** Bytes beyond the longest record that settle what stands at its end. */
  private static final int LOOKAHEAD = 64;

  private final CsvDialect dialect;
  private final ByteWindow window;
  private final Utf8Input input;
  private final Newline newline;
  private final RecordScanner scanner;
  private final GeneralScanner general;
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
  CsvTokenizer(
      CsvDialect dialect,
      RecordScanner scanner,
      ByteWindow window,
      Utf8Input input,
      long rangeEnd) {
    this.dialect = dialect;
    this.window = window;
    this.input = input;
    this.newline = dialect.lineEnd();
    this.scanner = scanner;
    this.general = new GeneralScanner(dialect);
    this.rangeEnd = rangeEnd;
    this.maxRecordBytes = (int) dialect.maxRecordBytes();
    trim();
  }

  /**
   * A tokenizer of a text in memory, for detection.
   *
   * @param sample UTF-8 without byte order mark; copied
   * @param end {@code COMPLETE}, or {@code CUT} if the file goes on: then its last record, which
   *     may be incomplete, is left out
   */
  public static CsvTokenizer ofSample(CsvDialect dialect, byte[] sample, int length, End end) {
    ByteWindow window = new ByteWindow(sample, length, end);
    return new CsvTokenizer(dialect, Scanners.of(dialect), window, null, Long.MAX_VALUE);
  }

  /** A table for this dialect's fields, of as many records as keep it small. */
  public static FieldTable newTable(CsvDialect dialect, int width, int wantedRecords) {
    return new FieldTable(width, FieldTable.batchRows(width, wantedRecords), dialect.unescaper());
  }

  /** Passes over lines, whatever they hold: a preamble, or the end of a record cut in two. */
  void skipLines(int count) throws IOException {
    for (int i = 0; i < count && !done; i++) {
      passLine();
    }
  }

  /** Passes over the first record that is neither blank nor a comment: the header. */
  void skipHeader() throws IOException {
    FieldTable one = new FieldTable(0, 1, null);
    boolean found = false;
    while (!found && next(one)) {
      found = one.records() > 0;
    }
  }

  @Override
  public boolean next(FieldTable into) throws IOException {
    return next(into, scanner);
  }

  /**
   * The next records that {@code by} takes; false if it takes neither the next record nor skips a
   * line, or there is none.
   */
  boolean next(FieldTable into, RecordScanner by) throws IOException {
    table = into;
    tableIsLongRecord = false;
    into.clear();
    if (window.limit() - window.position() < window.capacity() / 4) {
      fill();
    }
    boolean again = !done;
    while (again) {
      again = scan(by) && !done;
    }
    if (!tableIsLongRecord) {
      into.setBuffer(window.buffer());
      tableBase = window.base();
    }
    return into.records() > 0 || into.skipped() > 0;
  }

  /** One round; true if another may add to the table. */
  private boolean scan(RecordScanner by) throws IOException {
    byte[] buffer = window.buffer();
    int limit = window.limit();
    int stopAt = (int) Math.min(limit, Math.max(0, rangeEnd - window.base()));
    if (window.base() + window.position() >= rangeEnd) {
      done = true;
      return false;
    }
    boolean ended = window.end() == End.COMPLETE;
    RecordScanner.Stop why = by.scan(buffer, window.position(), limit, stopAt, ended, table);
    window.setPosition(by.next());
    return switch (why) {
      case FULL, NOT_TAKEN -> false;
      case RANGE_END -> more();
      case INCOMPLETE -> tooLong() ? by == scanner && settle() : more();
      case TROUBLE -> settle();
    };
  }

  /** Behind the last record that is complete in the window. */
  private boolean more() throws IOException {
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

  /** Whether what is left in the window, without the end of a record, cannot be one. */
  private boolean tooLong() {
    return table.records() == 0 && window.limit() - window.position() > maxRecordBytes + LOOKAHEAD;
  }

  /** Decides about the record at the window's position, which is broken or too long. */
  private boolean settle() throws IOException {
    byte[] buffer = window.buffer();
    int start = window.position();
    int limit = window.limit();
    int most = (int) Math.min(limit, (long) start + maxRecordBytes);
    boolean complete = window.end() == End.COMPLETE;
    boolean broken =
        switch (general.classify(buffer, start, most, limit, complete)) {
          case BROKEN -> true;
          case IN_QUOTES -> complete || limit - start > maxRecordBytes + LOOKAHEAD;
          case COMPLETE, UNQUOTED -> false;
        };
    int lineEnd = broken ? newline.find(buffer, start, limit) : -1;
    boolean sure = complete || (lineEnd >= 0 && lineEnd + 1 < limit);
    int end = lineEnd >= 0 ? lineEnd : limit;
    if (broken && sure && end - start <= maxRecordBytes) {
      reject(start, end);
      window.setPosition(lineEnd < 0 ? limit : end + newline.lengthAt(buffer, end, limit));
      return table.records() < table.capacity();
    }
    if (table.records() > 0) {
      return false;
    }
    if (window.end() == End.OPEN && limit - start <= maxRecordBytes + LOOKAHEAD) {
      fill();
      return true;
    }
    if (window.end() == End.FAILED && limit - start <= maxRecordBytes + LOOKAHEAD) {
      throw window.failure();
    }
    if (window.end() == End.CUT) {
      done = true;
      return false;
    }
    passLongRecord(start);
    return false;
  }

  private void reject(int start, int end) {
    int record = table.records();
    addWithoutFields(record, start, end);
    table.reject(
        record,
        RejectCode.MALFORMED_QUOTES,
        "text follows a closing quote, or a quote is never closed; the record was ended at its"
            + " first line end. Quotes within a quoted field must be "
            + (dialect.doublesQuotes() ? "doubled" : "preceded by " + dialect.escape()));
  }

  private void addWithoutFields(int record, int start, int end) {
    table.clearFields(record, start);
    table.recordStarts()[record] = start;
    table.recordEnds()[record] = end;
    table.fieldCounts()[record] = 0;
    table.ordinals()[record] = record + table.skipped();
    table.setRecords(record + 1);
  }

  /** Keeps the record's beginning, for the report, and lets the rest of it pass. */
  private void passLongRecord(int start) throws IOException {
    byte[] buffer = window.buffer();
    int kept = Math.min(Reject.MAX_RAW_BYTES, window.limit() - start);
    byte[] head = Arrays.copyOfRange(buffer, start, start + kept + ByteWindow.SLACK);
    long position = window.base() + start;
    boolean comment = general.commentAt(buffer, start, window.limit());
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
    addWithoutFields(0, 0, kept);
    table.reject(
        0,
        RejectCode.RECORD_TOO_LONG,
        "the record has "
            + (end - position)
            + " bytes, more than max_record_bytes, "
            + maxRecordBytes
            + ". If that is right, raise max_record_bytes; if not, look for a wrong newline,"
            + " delimiter or quote");
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
