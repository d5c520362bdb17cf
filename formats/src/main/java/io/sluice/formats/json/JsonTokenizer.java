package io.sluice.formats.json;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.source.Utf8Input;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import java.io.IOException;
import java.util.Arrays;

/**
 * The records of a JSON file or a part of it, as rows of a {@link FieldTable}: one row an object,
 * one slot a wanted member. Holds the records of one table in a window that grows up to the longest
 * record allowed; a longer one is rejected and passed over without being kept.
 */
final class JsonTokenizer implements RecordTokenizer {
  static final int WINDOW_BYTES = 512 << 10;

  private final String uri;
  private final Utf8Input input;
  private final Framer framer;
  private final ObjectTokenizer objects;
  private final Extras extras;
  private final long maxRecordBytes;

  /** Records that begin at or behind this position of the text are another range's. */
  private final long limit;

  private byte[] buffer;
  private int from;
  private int to;
  private long bufferPosition;
  private boolean atEnd;
  private boolean done;
  private IOException failure;
  private FieldTable lastTable;

  /** Where the one record of the last table lies in the text, if it was passed over; else -1. */
  private long longRecordStart = -1;

  private long longRecordEnd = -1;

  /**
   * @param input the text, positioned at a record; closed by {@link #close}
   * @param limit the first position in the text that is not this range's
   * @param extras as in {@link ObjectTokenizer}; one row for each of the table's
   */
  JsonTokenizer(
      String uri,
      Utf8Input input,
      Framer framer,
      ObjectTokenizer objects,
      Extras extras,
      long limit,
      long maxRecordBytes,
      int windowBytes) {
    this.uri = uri;
    this.input = input;
    this.framer = framer;
    this.objects = objects;
    this.extras = extras;
    this.limit = limit;
    this.maxRecordBytes = Math.min(maxRecordBytes, Integer.MAX_VALUE - (1 << 20));
    buffer = new byte[windowBytes];
  }

  /** Reads on to behind the first newline: the line that the range begins in is another's. */
  void skipLine() throws IOException {
    while (fill()) {
      int newline = Words.newline(buffer, 0, to);
      if (newline < to) {
        from = newline + 1;
        return;
      }
      drop(to);
    }
    throwFailure();
    from = to;
  }

  @Override
  public boolean next(FieldTable table) throws IOException {
    table.clear();
    if (extras != null) {
      extras.clear();
    }
    lastTable = table;
    longRecordStart = -1;
    drop(from);
    objects.writeTo(table);
    int rows = 0;
    int skipped = 0;
    int capacity = table.capacity();
    while (rows < capacity && !done) {
      if (bufferPosition + from >= limit) {
        done = true;
      } else if (framer.find(buffer, from, to, atEnd)) {
        from = framer.next();
        if (framer.blank()) {
          skipped++;
        } else {
          record(table, rows, framer.start(), framer.end());
          table.ordinals()[rows] = rows + skipped;
          rows++;
        }
      } else if (atEnd) {
        done = true;
        noteBrokenFile();
      } else if (to - framer.start() > maxRecordBytes) {
        if (rows > 0) {
          break;
        }
        passOver(table);
        table.ordinals()[rows] = skipped;
        rows++;
        break;
      } else if (!fill()) {
        if (failure != null) {
          done = true;
        } else if (!atEnd) {
          if (rows > 0) {
            break;
          }
          if (framer.start() > 0) {
            drop(framer.start());
          } else {
            makeRoom();
          }
        }
      }
    }
    table.setBuffer(buffer);
    table.setRecords(rows);
    table.setSkipped(skipped);
    if (rows > 0 || skipped > 0) {
      return true;
    }
    throwFailure();
    return false;
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private void noteBrokenFile() {
    if (framer.failure() != null) {
      failure =
          new ReadException(
              uri,
              input.fileOffset(bufferPosition + Math.max(from, framer.start())),
              framer.failure(),
              "The records before this place have been read. Fetch or write the file again, whole",
              null);
    }
  }

  private void record(FieldTable table, int row, int start, int end) {
    table.recordStarts()[row] = start;
    table.recordEnds()[row] = end;
    table.fieldCounts()[row] = table.width();
    if (end - start > maxRecordBytes) {
      tooLong(table, row);
    } else if (!objects.record(buffer, start, end, row)) {
      JsonScanner scanner = objects.scanner();
      long offset =
          input.fileOffset(bufferPosition + scanner.failurePosition())
              - input.fileOffset(bufferPosition + start);
      table.reject(
          row,
          scanner.failureCode(),
          scanner.failureMessage() + ", at byte " + offset + " of the record");
    }
    if (extras != null) {
      extras.endRow(row);
    }
  }

  private void tooLong(FieldTable table, int row) {
    objects.blank(row);
    table.reject(
        row,
        RejectCode.RECORD_TOO_LONG,
        "the record is longer than "
            + maxRecordBytes
            + " bytes: raise max_record_bytes if it is meant to be");
  }

  /** Rejects the record that begins at {@code framer.start()} and reads on to behind its end. */
  private void passOver(FieldTable table) throws IOException {
    int start = framer.start();
    int kept = Math.min(Math.min(to - start, buffer.length / 2), Reject.MAX_RAW_BYTES + 16);
    longRecordStart = bufferPosition + start;
    table.recordStarts()[0] = 0;
    table.recordEnds()[0] = kept;
    table.fieldCounts()[0] = table.width();
    drop(start);
    boolean found = false;
    while (!found && failure == null && !(atEnd && framer.failure() != null)) {
      // The record's beginning stays for the report; what follows overwrites itself.
      bufferPosition += to - kept;
      framer.moved(to - kept);
      from = to = kept;
      atEnd = !fill() && failure == null;
      found = framer.find(buffer, kept, to, atEnd) || (atEnd && framer.failure() == null);
    }
    longRecordEnd = bufferPosition + (found && !atEnd ? Math.max(kept, framer.end()) : to);
    from = found ? Math.max(kept, Math.min(framer.next(), to)) : to;
    tooLong(table, 0);
    if (extras != null) {
      extras.endRow(0);
    }
  }

  /** Forgets the first bytes of the window, and moves the others there. */
  private void drop(int bytes) {
    if (bytes > 0) {
      System.arraycopy(buffer, bytes, buffer, 0, to - bytes);
      from = Math.max(0, from - bytes);
      to -= bytes;
      bufferPosition += bytes;
      framer.moved(bytes);
      input.release(bufferPosition);
    }
  }

  private void makeRoom() {
    long wanted = Math.min(buffer.length * 2L, maxRecordBytes + (64 << 10));
    buffer = Arrays.copyOf(buffer, (int) Math.max(wanted, buffer.length + (64 << 10)));
  }

  /** Reads more into the window; false if there is no room, at the end, or after a failure. */
  private boolean fill() {
    if (to == buffer.length || atEnd || failure != null) {
      return false;
    }
    try {
      int read = input.read(buffer, to, buffer.length - to);
      if (read < 0) {
        atEnd = true;
        return false;
      }
      to += read;
      return true;
    } catch (IOException e) {
      failure = e;
      return false;
    }
  }

  @Override
  public long recordOffset(int record) {
    return input.fileOffset(
        longRecordStart >= 0 ? longRecordStart : bufferPosition + lastTable.recordStarts()[record]);
  }

  @Override
  public long recordLength(int record) {
    long end =
        longRecordStart >= 0 ? longRecordEnd : bufferPosition + lastTable.recordEnds()[record];
    return input.fileOffset(end) - recordOffset(record);
  }

  @Override
  public long bytesRead() {
    return input.storedBytes();
  }

  @Override
  public long position() {
    return input.fileOffset(bufferPosition + from);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
