package io.sluice.formats.json;

import io.sluice.formats.read.ReadException;
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
 * The records of a JSON file or a part of it, as rows of a {@link FieldTable}: one row an object,
 * one slot a wanted member. A record longer than {@code maxRecordBytes} is rejected and passed over
 * without being kept.
 */
final class JsonTokenizer implements RecordTokenizer {
  private final String uri;
  private final Utf8Input input;
  private final ByteWindow window;
  private final Framer framer;
  private final ObjectTokenizer objects;
  private final Extras extras;
  private final long rangeEnd;
  private final long maxRecordBytes;
  private boolean done;
  private IOException failure;

  private FieldTable table;
  private long tableBase;
  private boolean tableIsLongRecord;
  private long longOffset;
  private long longLength;

  /**
   * A tokenizer that owns its input.
   *
   * @param input null for a window on a text in memory
   * @param extras as in {@link ObjectTokenizer}; has one row for each of the table's
   * @param rangeEnd only records that begin before this position of the text are returned
   */
  JsonTokenizer(
      String uri,
      Utf8Input input,
      ByteWindow window,
      Framer framer,
      ObjectTokenizer objects,
      Extras extras,
      long rangeEnd,
      long maxRecordBytes) {
    this.uri = uri;
    this.input = input;
    this.window = window;
    this.framer = framer;
    this.objects = objects;
    this.extras = extras;
    this.rangeEnd = rangeEnd;
    this.maxRecordBytes = Math.min(maxRecordBytes, Integer.MAX_VALUE >> 1);
  }

  /** Moves behind the next newline: the line that a range begins in is another range's. */
  void skipLine() throws IOException {
    while (true) {
      int newline = Words.newline(window.buffer(), window.position(), window.limit());
      window.setPosition(Math.min(newline + 1, window.limit()));
      if (newline < window.limit() || window.end() == End.COMPLETE) {
        return;
      }
      if (window.end() == End.FAILED) {
        throw window.failure();
      }
      fill();
    }
  }

  @Override
  public boolean next(FieldTable into) throws IOException {
    begin(into);
    objects.writeTo(into);
    int capacity = into.capacity();
    boolean again = true;
    while (again && into.records() < capacity && !done) {
      again = step();
    }
    boolean any = end();
    if (!any && failure != null) {
      throw failure;
    }
    return any;
  }

  /** As {@link #next(FieldTable)}, for as long as records are as predicted; false: none is. */
  boolean next(FieldTable into, Prediction prediction) throws IOException {
    begin(into);
    if (!done) {
      int stop = (int) Math.min(window.limit(), rangeEnd - window.base());
      window.setPosition(
          prediction.read(window.buffer(), window.position(), window.limit(), stop, into));
    }
    return end();
  }

  private void begin(FieldTable into) throws IOException {
    table = into;
    tableIsLongRecord = false;
    into.clear();
    if (extras != null) {
      extras.clear();
    }
    if (failure != null) {
      throw failure;
    }
    if (window.limit() - window.position() < window.capacity() / 4) {
      fill();
    }
  }

  private boolean end() {
    if (!tableIsLongRecord) {
      table.setBuffer(window.buffer());
      tableBase = window.base();
    }
    return table.records() > 0 || table.skipped() > 0;
  }

  /** Adds the next record or line to the table; false if the table must be returned first. */
  private boolean step() throws IOException {
    int position = window.position();
    if (window.base() + position >= rangeEnd) {
      done = true;
      return false;
    }
    if (framer.find(window.buffer(), position, window.limit(), window.end() == End.COMPLETE)) {
      window.setPosition(framer.next());
      if (framer.blank()) {
        table.setSkipped(table.skipped() + 1);
      } else {
        record(framer.start(), framer.end());
      }
      return true;
    }
    if (table.records() > 0) {
      return false;
    }
    if (window.limit() - framer.start() > maxRecordBytes) {
      passLongRecord();
      return false;
    }
    switch (window.end()) {
      case OPEN -> {
        window.setPosition(framer.start());
        fill();
      }
      case COMPLETE -> {
        done = true;
        noteBrokenFile();
      }
      case CUT -> done = true;
      case FAILED -> {
        done = true;
        failure = window.failure();
      }
    }
    return true;
  }

  private void noteBrokenFile() {
    if (framer.failure() != null) {
      long position = window.base() + Math.max(window.position(), framer.start());
      failure =
          new ReadException(
              uri,
              fileOffset(position),
              framer.failure(),
              "Fetch or write the file again, whole",
              null);
    }
  }

  private void record(int start, int end) {
    int row = table.records();
    add(start, end);
    if (end - start > maxRecordBytes) {
      objects.blank(row);
      tooLong(row, end - start);
    } else if (!objects.record(window.buffer(), start, end, row)) {
      JsonScanner scanner = objects.scanner();
      long offset =
          fileOffset(window.base() + scanner.failurePosition()) - fileOffset(window.base() + start);
      table.reject(
          row,
          scanner.failureCode(),
          scanner.failureMessage() + ", at byte " + offset + " of the record");
    }
    if (extras != null) {
      extras.endRow(row);
    }
  }

  private void add(int start, int end) {
    int row = table.records();
    table.recordStarts()[row] = start;
    table.recordEnds()[row] = end;
    table.fieldCounts()[row] = table.width();
    table.ordinals()[row] = row + table.skipped();
    table.setRecords(row + 1);
  }

  private void tooLong(int row, long bytes) {
    table.reject(
        row,
        RejectCode.RECORD_TOO_LONG,
        "the record has "
            + bytes
            + " bytes, more than max_record_bytes, "
            + maxRecordBytes
            + ". If that is right, raise max_record_bytes");
  }

  /** Keeps the record's beginning, for the report, and lets the rest of it pass. */
  private void passLongRecord() throws IOException {
    int start = framer.start();
    int kept = Math.min(Reject.MAX_RAW_BYTES, window.limit() - start);
    byte[] head = Arrays.copyOfRange(window.buffer(), start, start + kept + ByteWindow.SLACK);
    long position = window.base() + start;
    longOffset = fileOffset(position);
    boolean found = false;
    while (!found && window.end() == End.OPEN) {
      window.setPosition(window.limit());
      fill();
      found =
          framer.find(
              window.buffer(), window.position(), window.limit(), window.end() == End.COMPLETE);
    }
    if (window.end() == End.FAILED && !found) {
      throw window.failure();
    }
    long end = window.base() + (found ? framer.end() : window.limit());
    window.setPosition(found ? framer.next() : window.limit());
    longLength = fileOffset(end) - longOffset;
    tableIsLongRecord = true;
    table.setBuffer(head);
    add(0, kept);
    objects.blank(0);
    tooLong(0, end - position);
    if (extras != null) {
      extras.endRow(0);
    }
    if (!found) {
      done = true;
      noteBrokenFile();
    }
  }

  private void fill() {
    long base = window.base();
    window.fill();
    framer.moved((int) (window.base() - base));
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
    return input == null || rangeEnd < Long.MAX_VALUE
        ? window.base() + window.position()
        : input.storedBytes();
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
