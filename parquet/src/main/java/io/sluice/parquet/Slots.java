package io.sluice.parquet;

/**
 * What some rows are in one Parquet column: {@code count} levels, and the rows of the leaf's column
 * that hold a value. Reused; arrays hold garbage behind what is counted.
 */
final class Slots {
  /** Top-level rows. */
  int rows;

  int count;

  /** Null where the leaf repeats nowhere. */
  byte[] repetition;

  /** Null where all slots have the leaf's greatest level. */
  byte[] definition;

  /** Null where the values are the rows {@code from .. from + values}. */
  int[] positions;

  int from;
  int values;
}
