package io.sluice.parquet.page;

/**
 * Where the pages of a Parquet column should end, for values that stand in them as they are. Of
 * more than {@link #SHORT_BYTES} zstd looks for longer matches with a larger window, which takes
 * less time and mostly fewer bytes; numbers that change little from one to the next, times for
 * example, take fewer bytes in short pages. Now and then a long page is compressed in parts too, to
 * see.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class PageAdvice {
  /** Zstandard's limit, above which it treats its input as large. */
  public static final int SHORT_BYTES = 256 << 10;

  /** A page may have this many times the rows that pages should have, to be long. */
  public static final int MOST_ROWS = 4;

  /** Short pages take more time, so they must be smaller than this share of long ones. */
  private static final double CLEARLY_SMALLER = 0.97;

  /** Bytes of pages between two comparisons, of which one takes as long as a page. */
  private static final long INTERVAL = 32L << 20;

  private boolean shortPages;
  private long untilComparison;

  /**
   * Whether a page should be ended.
   *
   * @param pageRows how many rows a page should have
   */
  public boolean ends(int rows, long bytes, int pageRows) {
    if (rows < pageRows) {
      return false;
    }
    boolean toBeLong = !shortPages || untilComparison <= 0;
    return !toBeLong || bytes > SHORT_BYTES || rows >= (long) pageRows * MOST_ROWS;
  }

  /** Takes how large a page was; returns whether to see how it compresses in parts. */
  public boolean compares(int bytes) {
    untilComparison -= bytes;
    if (bytes <= SHORT_BYTES || untilComparison > 0) {
      return false;
    }
    untilComparison = INTERVAL;
    return true;
  }

  /** Takes what a page took compressed, in parts that would be short pages, and as it is. */
  public void compared(long inParts, long whole) {
    shortPages = inParts < whole * CLEARLY_SMALLER;
  }
}
