package io.sluice.formats.json;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.text.WindowTokenizer;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions;
import java.io.IOException;

/**
 * The records of a JSON file or a part of it, as rows of a {@link FieldTable}: one row an object,
 * one slot a wanted member. A record longer than {@code maxRecordBytes} is rejected and passed over
 * without being kept.
 */
final class JsonTokenizer extends WindowTokenizer {
  private final String uri;
  private final Framer framer;
  private final ObjectTokenizer objects;
  private final Extras extras;
  private IOException failure;

  /**
   * A tokenizer that owns the text's input.
   *
   * @param extras as in {@link ObjectTokenizer}; has one row for each of the table's
   */
  JsonTokenizer(
      String uri,
      TextRange text,
      Framer framer,
      ObjectTokenizer objects,
      Extras extras,
      long maxRecordBytes) {
    super(text, maxRecordBytes, "");
    this.uri = uri;
    this.framer = framer;
    this.objects = objects;
    this.extras = extras;
  }

  /** Moves after the next newline: the line that a range begins in is another range's. */
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
    start(into);
    objects.writeTo(into);
    int capacity = into.capacity();
    boolean again = true;
    while (again && into.records() < capacity && !done) {
      again = step();
    }
    boolean any = finish();
    if (!any && failure != null) {
      throw failure;
    }
    return any;
  }

  /** As {@link #next(FieldTable)}, for as long as records are as predicted; false: none is. */
  boolean next(FieldTable into, Prediction prediction) throws IOException {
    start(into);
    if (!done) {
      window.setPosition(
          prediction.read(window.buffer(), window.position(), window.limit(), stopAt(), into));
    }
    return finish();
  }

  private void start(FieldTable into) throws IOException {
    begin(into);
    if (extras != null) {
      extras.clear();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Adds the next record or line to the table; false if the table must be returned first. */
  private boolean step() throws IOException {
    if (afterRange()) {
      done = true;
      return false;
    }
    if (find()) {
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
    if (isTooLong()) {
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
      case SAMPLE -> done = true;
      case FAILED -> {
        done = true;
        failure = window.failure();
      }
    }
    return true;
  }

  /** Whether the record of which only the beginning is there is too long, wherever it ends. */
  private boolean isTooLong() {
    return framer.certain() - framer.start() > maxRecordBytes
        // White space after a record does not count, but neither may it fill the memory.
        || window.limit() - framer.start() > SourceOptions.MOST_RECORD_BYTES;
  }

  private void noteBrokenFile() {
    if (framer.failure() != null) {
      long position = window.base() + Math.max(window.position(), framer.start());
      failure =
          new ReadException(
              uri,
              fileOffset(position),
              framer.failure(),
              "Fetch or write the whole file again",
              null);
    }
  }

  private void record(int start, int end) {
    int row = table.records();
    if (end - start > maxRecordBytes) {
      addWithoutFields(start, end);
      rejectTooLong(row, end - start);
      return;
    }
    add(start, end);
    if (!objects.record(window.buffer(), start, end, row)) {
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

  @Override
  protected void addWithoutFields(int start, int end) {
    int row = table.records();
    add(start, end);
    objects.blank(row);
    if (extras != null) {
      extras.endRow(row);
    }
  }

  /**
   * Keeps the record's beginning, for the report, and lets the rest of it pass. A line may turn out
   * to be none, if it is blank to its end.
   */
  private void passLongRecord() throws IOException {
    window.setPosition(framer.start());
    LongRecord record = head();
    boolean blank = true;
    boolean found = find();
    while (!found && window.end() == End.OPEN) {
      blank = blank && isBlank();
      // The last byte may be the \r of a \r\n: it stays until its neighbour is seen.
      window.setPosition(Math.max(window.position(), window.limit() - 1));
      fill();
      found = find();
    }
    if (window.end() == End.FAILED && !found) {
      throw window.failure();
    }
    long end = window.base() + (found ? framer.end() : window.limit());
    blank = blank && found && framer.blank();
    window.setPosition(found ? framer.next() : window.limit());
    if (blank) {
      table.setSkipped(table.skipped() + 1);
    } else {
      take(record, end);
    }
    if (!found) {
      done = true;
      noteBrokenFile();
    }
  }

  private boolean find() {
    return framer.find(
        window.buffer(), window.position(), window.limit(), window.end() == End.COMPLETE);
  }

  private boolean isBlank() {
    int limit = window.limit();
    return JsonScanner.skipSpace(window.buffer(), window.position(), limit) == limit;
  }

  @Override
  protected void fill() {
    long base = window.base();
    super.fill();
    framer.moved((int) (window.base() - base));
  }
}
