package io.sluice.formats.token;

import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.reject.PassedTally;
import io.sluice.formats.reject.RejectCode;
import java.util.Arrays;

/**
 * Where the records of one buffer and their fields lie: what every tokenizer produces and every
 * decoder consumes. Field {@code f} of record {@code r} is the bytes {@code starts()[r * width + f]
 * .. ends()[r * width + f]} of {@code buffer()}; {@code flags()} at the same index says what kind
 * of text that is. The buffer is UTF-8 whatever the file's encoding is, and belongs to the
 * tokenizer: table and buffer are valid until its next call.
 *
 * <p>A record that has a {@link #problem} could not be tokenized: its fields are all {@link
 * #MISSING}, and its range may be only its beginning. Lines that are no records (blank lines,
 * comments) are not in the table but counted in {@link #skipped}; they do take part in the
 * numbering, see {@link #ordinals}.
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

  /** Bounds a batch's memory whatever the number of columns is. */
  private static final int FIELDS_PER_BATCH = 32 << 10;

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
  private int[] ordinals;
  private int most = Integer.MAX_VALUE;
  private int skipped;
  private final PassedTally passed = new PassedTally();
  private int problemCount;
  private RejectCode[] problems = new RejectCode[0];
  private String[] problemMessages = new String[0];

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
    ordinals = new int[capacity];
  }

  /** Forgets all records. */
  public void clear() {
    records = 0;
    skipped = 0;
    if (problemCount > 0) {
      Arrays.fill(problems, null);
      Arrays.fill(problemMessages, null);
      problemCount = 0;
    }
  }

  public int width() {
    return width;
  }

  /**
   * How many records are kept at most in a batch so that its {@code width} fields stay in cache.
   */
  public static int batchRows(int width, int wanted) {
    return Math.max(1, Math.min(wanted, FIELDS_PER_BATCH / Math.max(1, width)));
  }

  /** How many records fit without {@link #ensureCapacity}, or may be put in. */
  public int capacity() {
    return Math.min(most, recordStarts.length);
  }

  /** Lets at most so many records in from now on, at least one. */
  public void limitTo(int count) {
    most = count;
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

  /**
   * Each record's number among the table's records and skipped lines, from 0: {@code ordinals()[r]
   * == r} where nothing was skipped.
   */
  public int[] ordinals() {
    return ordinals;
  }

  /** Lines read between the table's records, before the first and after the last, and dropped. */
  public int skipped() {
    return skipped;
  }

  public void setSkipped(int count) {
    skipped = count;
  }

  /** Counts a line as skipped that is no blank one, {@code text[start .. end)}. */
  public void skip(Reason reason, byte[] text, int start, int end) {
    skip(reason, 1, text, start, end);
  }

  /** Likewise several, of which that is the first. */
  public void skip(Reason reason, int count, byte[] text, int start, int end) {
    skipped += count;
    passed.add(reason, count, text, start, end);
  }

  /** What was skipped since the table was made, except for blank lines. */
  public PassedTally passed() {
    return passed;
  }

  /**
   * Notes that a record could not be tokenized.
   *
   * @param message what was found and expected, for people
   */
  public void reject(int record, RejectCode code, String message) {
    if (record >= problems.length) {
      int room = Math.max(capacity(), record + 1);
      problems = Arrays.copyOf(problems, room);
      problemMessages = Arrays.copyOf(problemMessages, room);
    }
    if (problems[record] == null) {
      problemCount++;
    }
    problems[record] = code;
    problemMessages[record] = message;
  }

  /** Marks all fields of a record as not there. */
  public void clearFields(int record, int at) {
    int from = record * width;
    Arrays.fill(starts, from, from + width, at);
    Arrays.fill(ends, from, from + width, at);
    Arrays.fill(flags, from, from + width, MISSING);
  }

  /** How many records have a problem. */
  public int problemCount() {
    return problemCount;
  }

  /** Why the record could not be tokenized; null if it could. */
  public RejectCode problem(int record) {
    return record < problems.length ? problems[record] : null;
  }

  /** For people; null if there is no problem. */
  public String problemMessage(int record) {
    return record < problemMessages.length ? problemMessages[record] : null;
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
      ordinals = Arrays.copyOf(ordinals, capacity);
      starts = Arrays.copyOf(starts, width * capacity);
      ends = Arrays.copyOf(ends, width * capacity);
      flags = Arrays.copyOf(flags, width * capacity);
    }
  }
}
