package io.sluice.parquet.shred;

/**
 * What some rows are in one Parquet column: {@code count} levels, and the rows of the leaf's column
 * that hold a value. Reused; arrays hold garbage after what is counted.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class Slots {
  /** Top-level rows. */
  public int rows;

  public int count;

  /** Null where the leaf repeats nowhere. */
  public byte[] repetition;

  /** Null where all slots have the leaf's greatest level. */
  public byte[] definition;

  /** Null where the values are the rows {@code from .. from + values}. */
  public int[] positions;

  public int from;
  public int values;
}
