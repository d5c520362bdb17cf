package io.sluice.parquet.stats;

/**
 * The least and greatest value of a page, plainly encoded; null where there is none.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class PageRange {
  public byte[] min;
  public byte[] max;

  /** A NaN was among the values, for which min and max say nothing. */
  public boolean nan;
}
