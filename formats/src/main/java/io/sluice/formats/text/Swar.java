package io.sluice.formats.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes eight at a time, in little-endian words. */
public final class Swar {
  /** Little-endian words at any offset. */
  public static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long LOW_SEVEN = 0x7F7F7F7F7F7F7F7FL;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Swar() {}

  /** The byte in all eight places. */
  public static long pattern(int b) {
    return (b & 0xFF) * LOW_BITS;
  }

  /** The eight bytes at an offset. */
  public static long word(byte[] buffer, int at) {
    return (long) LONGS.get(buffer, at);
  }

  /**
   * The high bit of the first byte that equals the pattern's is the lowest bit set; above it is
   * garbage.
   */
  public static long firstMatch(long word, long pattern) {
    long x = word ^ pattern;
    return (x - LOW_BITS) & ~x & HIGH_BITS;
  }

  /** The high bit of exactly those bytes that equal one of the patterns'. */
  public static long matches(long word, long pattern1, long pattern2, long pattern3) {
    long x = word ^ pattern1;
    long y = word ^ pattern2;
    long z = word ^ pattern3;
    // A byte's high bit is clear in the sum and in x where the byte of x is zero, and only there.
    long different =
        (((x & LOW_SEVEN) + LOW_SEVEN) | x)
            & (((y & LOW_SEVEN) + LOW_SEVEN) | y)
            & (((z & LOW_SEVEN) + LOW_SEVEN) | z);
    return ~different & HIGH_BITS;
  }

  /** The index of the byte whose high bit is the lowest set. */
  public static int index(long matches) {
    return Long.numberOfTrailingZeros(matches) >>> 3;
  }

  /** As {@link #find(byte[], int, int, long, long)}, for one pattern. */
  public static int find(byte[] buffer, int from, int limit, long pattern) {
    int i = from;
    while (i < limit) {
      long found = firstMatch((long) LONGS.get(buffer, i), pattern);
      if (found != 0) {
        return i + index(found);
      }
      i += Long.BYTES;
    }
    return limit;
  }

  /**
   * Where the first byte of either pattern stands in {@code [from, limit)}; {@code limit} or more
   * if there is none. Reads up to seven bytes after the limit.
   */
  public static int find(byte[] buffer, int from, int limit, long pattern1, long pattern2) {
    int i = from;
    while (i < limit) {
      long word = (long) LONGS.get(buffer, i);
      long found = firstMatch(word, pattern1) | firstMatch(word, pattern2);
      if (found != 0) {
        return i + index(found);
      }
      i += Long.BYTES;
    }
    return limit;
  }
}
