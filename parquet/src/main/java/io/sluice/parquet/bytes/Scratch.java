package io.sluice.parquet.bytes;

/**
 * Work space that all columns of all writers on one thread use one after the other.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class Scratch {
  private int[] ints = new int[4096];
  private long[] longs = new long[4096];

  /** For a page in a form that may not be used. */
  public final GrowableBytes trial = new GrowableBytes(1 << 10);

  public int[] ints(int size) {
    if (size > ints.length) {
      ints = new int[Math.max(size, ints.length * 2)];
    }
    return ints;
  }

  public long[] longs(int size) {
    if (size > longs.length) {
      longs = new long[Math.max(size, longs.length * 2)];
    }
    return longs;
  }
}
