package io.sluice.parquet;

/** The least and greatest value of a page, plainly encoded; null where there is none. */
final class PageRange {
  byte[] min;
  byte[] max;

  /** A NaN was among the values, for which min and max say nothing. */
  boolean nan;
}
