package io.sluice.formats.decode;

/** One way to write dates and times; a parser keeps what it found until its next call. */
interface TemporalText {
  /** What {@link #parse} returns for a text that is none of this form. */
  long NONE = Long.MIN_VALUE;

  /** What {@link #offsetSeconds} returns where the text names no zone. */
  int NO_OFFSET = Integer.MIN_VALUE;

  /**
   * The date and time that the text shows, without regard to a zone, in microseconds since
   * 1970-01-01T00:00; {@link #NONE} if the text is not of this form or there is no such date or
   * time.
   */
  long parse(byte[] text, int start, int end);

  /** The text's own offset from UTC. */
  int offsetSeconds();

  /** Whether the last text showed a time, not a date alone. */
  boolean hasTime();

  /**
   * The zone that the last text names and whose clocks never showed its time, as they were set
   * forward over it; empty if that is not what is wrong with it.
   */
  default String skippedIn() {
    return "";
  }
}
