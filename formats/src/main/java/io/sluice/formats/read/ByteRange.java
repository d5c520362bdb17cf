package io.sluice.formats.read;

import java.io.Serializable;

/**
 * A part of a file that one reader reads: the records that begin in {@code [start, end)}. Offsets
 * count stored bytes; a file that may not be split is the one range {@code [0, size)}.
 *
 * @param fileIndex which file of the run
 * @param startsAtRecord whether a record is known to begin at {@code start}; else the reader finds
 *     the first record that begins after the first record terminator at or after {@code start - 1}
 * @param firstRecord how many records of the file precede the range; -1 if unknown
 * @param last whether the range reaches the file's end
 * @see io.sluice.formats.split.RangeChain
 */
public record ByteRange(
    int fileIndex,
    int rangeIndex,
    long start,
    long end,
    boolean startsAtRecord,
    long firstRecord,
    boolean last)
    implements Serializable {
  /** A whole file as one range. */
  public static ByteRange whole(int fileIndex, long size) {
    return new ByteRange(fileIndex, 0, 0, size, true, 0, true);
  }

  /**
   * Whether that a record begins at {@code start} is a guess: nobody has read what lies before it.
   */
  public boolean guessed() {
    return startsAtRecord && firstRecord < 0;
  }
}
