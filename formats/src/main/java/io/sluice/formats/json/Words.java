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
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';
  private static final long NEWLINES = ONES * '\n';

  private Words() {}

  /**
   * Bit 7 of each byte that ends a run of plain string text: a quote, a backslash, a control
   * character. Bits above the lowest one set may be wrong (borrows); the lowest never is.
   */
  static long stringStops(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    return (((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes)
            | ((word - SPACES) & ~word))
        & HIGH_BITS;
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
