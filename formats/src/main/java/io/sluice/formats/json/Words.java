package io.sluice.formats.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of a buffer at a time as one little-endian {@code long}, so that the first byte is
 * the lowest and {@link Long#numberOfTrailingZeros} finds the first match.
 */
final class Words {
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  static final long HIGH_BITS = 0x8080808080808080L;
  private static final long FLIPS = ONES * 2;
  private static final long BEHIND_SPACE = ONES * (' ' + 1);
  private static final long BACKSLASHES = ONES * '\\';
  private static final long NEWLINES = ONES * '\n';

  private Words() {}

  /**
   * Bit 7 of each byte that ends a run of plain string text: a quote, a backslash, a control
   * character. Bits above the lowest one set may be wrong (borrows); the lowest never is.
   */
  static long stringStops(long word) {
    // With the bit of 2 flipped a quote is the byte above the control characters, so that one
    // subtraction finds all of them; bytes beyond ASCII are taken out for both tests at once.
    return ((word ^ FLIPS) - BEHIND_SPACE | (word ^ BACKSLASHES) - ONES) & ~word & HIGH_BITS;
  }

  /** The position of the first newline in {@code [from, to)}, or {@code to}. */
  static int newline(byte[] buffer, int from, int to) {
    int at = from;
    while (at + 8 <= to) {
      long word = (long) LONGS.get(buffer, at) ^ NEWLINES;
      long hits = (word - ONES) & ~word & HIGH_BITS;
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
      at += 8;
    }
    while (at < to && buffer[at] != '\n') {
      at++;
    }
    return at;
  }
}
