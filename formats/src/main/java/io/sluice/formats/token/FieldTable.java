package io.sluice.formats.token;

import java.util.Arrays;

/**
 * Where the records of one buffer and their fields lie: what every tokenizer produces and every
 * decoder consumes. Field {@code f} of record {@code r} is the bytes {@code starts()[r * width + f]
 * .. ends()[r * width + f]} of {@code buffer()}; {@code flags()} at the same index says what kind
 * of text that is. The buffer is UTF-8 whatever the file's encoding is, and belongs to the
 * tokenizer: table and buffer are valid until its next call.
 */
public final class FieldTable {
  /** The field is not there at all: a short row, a JSON object without the key. */
  public static final byte MISSING = 1;

  /** An explicit JSON {@code null}. */
  public static final byte NULL = 2;

  /** CSV: stood in quotes (which the range leaves out). JSON: a string (likewise). */
  public static final byte QUOTED = 4;

  /** The range holds escapes; {@link Unescaper} turns it into the text meant. */
  public static final byte ESCAPED = 8;

  /** JSON: an object or array; the range is its whole text, braces included. */
  public static final byte NESTED = 16;

  private final int width;
  private final Unescaper unescaper;
  private byte[] buffer = new byte[0];
  private int[] starts;
  private int[] ends;
  private byte[] flags;
  private int records;
  private int[] recordStarts;
  private int[] recordEnds;
  private int[] fieldCounts;

  /**
   * @param width fields kept per record; a tokenizer counts those beyond but does not keep them
   * @param unescaper what turns an {@link #ESCAPED} range into text
   */
  public FieldTable(int width, int capacity, Unescaper unescaper) {
    this.width = width;
    this.unescaper = unescaper;
    starts = new int[width * capacity];
    ends = new int[width * capacity];
    flags = new byte[width * capacity];
    recordStarts = new int[capacity];
    recordEnds = new int[capacity];
    fieldCounts = new int[capacity];
  }

  public int width() {
    return width;
  }

  /** How many records fit without {@link #ensureCapacity}. */
  public int capacity() {
    return recordStarts.length;
  }

  public int records() {
    return records;
  }

  public void setRecords(int count) {
    records = count;
  }

  public byte[] buffer() {
    return buffer;
  }

  public void setBuffer(byte[] bytes) {
    buffer = bytes;
  }

  public int[] starts() {
    return starts;
  }

  public int[] ends() {
    return ends;
  }

  public byte[] flags() {
    return flags;
  }

  /** Where each record begins in the buffer. */
  public int[] recordStarts() {
    return recordStarts;
  }

  /** Where each record ends in the buffer, its terminator not included. */
  public int[] recordEnds() {
    return recordEnds;
  }

  /** How many fields each record has, those beyond {@code width} included. */
  public int[] fieldCounts() {
    return fieldCounts;
  }

  public Unescaper unescaper() {
    return unescaper;
  }

  /** Makes room for {@code count} records, keeping those in use. */
  public void ensureCapacity(int count) {
    if (count > recordStarts.length) {
      int capacity = Math.max(count, recordStarts.length * 2);
      recordStarts = Arrays.copyOf(recordStarts, capacity);
      recordEnds = Arrays.copyOf(recordEnds, capacity);
      fieldCounts = Arrays.copyOf(fieldCounts, capacity);
      starts = Arrays.copyOf(starts, width * capacity);
      ends = Arrays.copyOf(ends, width * capacity);
      flags = Arrays.copyOf(flags, width * capacity);
    }
  }
}
