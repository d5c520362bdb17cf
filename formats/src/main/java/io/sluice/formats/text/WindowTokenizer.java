package io.sluice.formats.text;

import io.sluice.formats.reject.Reject;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.source.Utf8Input;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.Arrays;

/**
 * What tokenizers of text share: the window that slides over it, the range's end, where records
 * stand in the file, and records that are too long to be held.
 */
public abstract class WindowTokenizer implements RecordTokenizer {
  protected final ByteWindow window;
  protected final int maxRecordBytes;

  /** The table of the present call. */
  protected FieldTable table;

  /** Whether there is nothing after the window's position. */
  protected boolean done;

  private final Utf8Input input;
  private final String suspects;
  private long tableBase;

  /** What the table holds instead of records of the window; null: nothing. */
  private LongRecord longRecord;

  private long longLength;

  /** What is told of a record that is too long to be held. */
  protected static final class LongRecord {
    /** What is kept of it, and {@code ByteWindow.SLACK} bytes. */
    private final byte[] head;

    /** Where it begins in the text. */
    private final long position;

    /** Where it begins in the file. */
    private final long offset;

    private LongRecord(byte[] head, long position, long offset) {
      this.head = head;
      this.position = position;
      this.offset = offset;
    }

    /** Its beginning, up to {@link #length}. */
    byte[] text() {
      return head;
    }

    int length() {
      return head.length - ByteWindow.SLACK;
    }
  }

  /**
   * A tokenizer that owns the text's input.
   *
   * @param maxRecordBytes of UTF-8, 1 to {@link SourceOptions#MOST_RECORD_BYTES}
   * @param suspects what may be wrong in the layout where a record seems too long, for its message;
   *     empty: nothing
   */
  protected WindowTokenizer(TextRange text, long maxRecordBytes, String suspects) {
    window = text.window();
    input = text.input();
    if (maxRecordBytes < 1 || maxRecordBytes > SourceOptions.MOST_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "max_record_bytes must be 1 to "
              + SourceOptions.MOST_RECORD_BYTES
              + ", but is "
              + maxRecordBytes);
    }
    this.maxRecordBytes = (int) maxRecordBytes;
    this.suspects = suspects;
  }

  /** Adds a record of which no field is known to the table. */
  protected abstract void addWithoutFields(int start, int end);

  /** Clears the table and sees to it that the window has something to look at. */
  protected final void begin(FieldTable into) {
    table = into;
    longRecord = null;
    into.clear();
    if (window.limit() - window.position() < window.capacity() / 4) {
      fill();
    }
  }

  /** Tells the table where its records' bytes are; returns whether it has got anything. */
  protected final boolean finish() {
    if (longRecord == null) {
      table.setBuffer(window.buffer());
      tableBase = window.base();
    }
    return table.records() > 0 || table.skipped() > 0;
  }

  /** Brings more of the text into the window, if there is more. */
  protected void fill() {
    window.fill();
  }

  /** Whether a record that begins at the window's position is another range's. */
  protected final boolean afterRange() {
    return window.base() + window.position() >= window.rangeEnd();
  }

  /** Where in the window the range ends, or the window's limit. */
  protected final int stopAt() {
    return (int) Math.min(window.limit(), Math.max(0, window.rangeEnd() - window.base()));
  }

  /**
   * What is told of the record at the window's position, whatever becomes of it. May move the
   * window: what is kept must not depend on how much of the text happens to be in it.
   */
  protected final LongRecord head() {
    // One byte more than is told, so that it is seen whether it ends within a character.
    int most = Reject.MAX_RAW_BYTES + 1;
    while (window.limit() - window.position() < most && window.end() == End.OPEN) {
      fill();
    }
    int start = window.position();
    int kept = Math.min(most, window.limit() - start);
    byte[] head = Arrays.copyOfRange(window.buffer(), start, start + kept + ByteWindow.SLACK);
    long position = window.base() + start;
    return new LongRecord(head, position, fileOffset(position));
  }

  /**
   * Rejects a record, of which the rest has passed, as the table's only one.
   *
   * @param end where it ended in the text
   */
  protected final void take(LongRecord record, long end) {
    longRecord = record;
    longLength = fileOffset(end) - record.offset;
    table.setBuffer(record.head);
    // The window may have held more than the record.
    long kept = Math.min(record.head.length - ByteWindow.SLACK, end - record.position);
    addWithoutFields(0, (int) kept);
    rejectTooLong(0, end - record.position);
  }

  /** Rejects a record of the table. */
  protected final void rejectTooLong(int record, long bytes) {
    table.reject(
        record,
        RejectCode.RECORD_TOO_LONG,
        "the record has "
            + bytes
            + " bytes, more than max_record_bytes, "
            + maxRecordBytes
            + ". If that is right, raise max_record_bytes"
            + (suspects.isEmpty() ? "" : "; if not, look for a wrong " + suspects));
  }

  /** Where a position of the text is in the file, decompressed and in its own encoding. */
  protected final long fileOffset(long position) {
    return input == null ? position : input.fileOffset(position);
  }

  @Override
  public final long recordOffset(int record) {
    return longRecord == null
        ? fileOffset(tableBase + table.recordStarts()[record])
        : longRecord.offset;
  }

  @Override
  public final long recordLength(int record) {
    if (longRecord != null) {
      return longLength;
    }
    // In this order, because ascending questions are the cheap ones.
    long offset = recordOffset(record);
    return fileOffset(tableBase + table.recordEnds()[record]) - offset;
  }

  @Override
  public final long bytesRead() {
    return window.bytesRead();
  }

  @Override
  public final long position() {
    return fileOffset(window.base() + window.position());
  }

  @Override
  public final void close() throws IOException {
    if (input != null) {
      input.close();
    }
  }
}
