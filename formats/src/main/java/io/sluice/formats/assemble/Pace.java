package io.sluice.formats.assemble;

/**
 * When to leave the direct way, and for how long: after a record that it does not take, a few
 * records go the general way. The stretch doubles as long as the direct way does not get far, so
 * that a file it does not suit costs little more than without it.
 */
final class Pace {
  private static final int SHORTEST = 4;

  /** A try for each so many records costs nothing that could be measured. */
  private static final int LONGEST = 512;

  /** So many direct records are worth that the one after them ends a batch. */
  private static final int WORTHWHILE = 32;

  private int stretch = SHORTEST;
  private int left;
  private long run;

  /** How many records are to go the general way; 0: try the direct one. */
  int general() {
    return left;
  }

  /** Says that so many records were read the direct way. */
  void direct(int records) {
    run += records;
  }

  /** Says that the next record cannot be. */
  void refused(int most) {
    int longer = Math.min(Math.min(most, LONGEST), 2 * stretch);
    stretch = run >= WORTHWHILE ? SHORTEST : longer;
    left = stretch;
    run = 0;
  }

  /** Says that so many records were read the general way. */
  void general(int records) {
    left = Math.max(0, left - records);
  }
}
