package io.sluice.formats.csv;

import java.util.Arrays;

/** Where a file is to be split: at the first record that begins at or after each wanted place. */
final class SplitPoints {
  private final long[] wanted;
  private final long[] starts;
  private final long[] recordsBefore;
  private int found;

  /**
   * @param wanted ascending offsets in the file
   */
  SplitPoints(long[] wanted) {
    this.wanted = wanted.clone();
    starts = new long[wanted.length];
    recordsBefore = new long[wanted.length];
  }

  /** Whether all places have been passed. */
  boolean done() {
    return found == wanted.length;
  }

  /** Hears that a record begins at this offset, ascending; returns {@link #done}. */
  boolean beginning(long position, long records) {
    while (found < wanted.length && position >= wanted[found]) {
      starts[found] = position;
      recordsBefore[found] = records;
      found++;
    }
    return found == wanted.length;
  }

  /** The first place no record has reached yet. */
  long next() {
    return wanted[found];
  }

  /** Where records begin, for the places passed. */
  long[] starts() {
    return Arrays.copyOf(starts, found);
  }

  /** How many records precede each. */
  long[] recordsBefore() {
    return Arrays.copyOf(recordsBefore, found);
  }
}
