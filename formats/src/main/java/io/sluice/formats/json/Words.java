package io.sluice.formats.json;

import io.sluice.formats.text.Swar;

/** What JSON looks for in little-endian words, see {@link Swar}. */
final class Words {
  private static final long ONES = 0x0101010101010101L;
  static final long HIGH_BITS = 0x8080808080808080L;
  private static final long FLIPS = ONES * 2;
  private static final long ABOVE_SPACE = ONES * (' ' + 1);
  private static final long BACKSLASHES = ONES * '\\';
  private static final long NEWLINES = Swar.pattern('\n');

  private Words() {}

  /**
   * Bit 7 of each byte that ends a run of ordinary string text: a quote, a backslash, a control
   * character. Bits above the lowest one set may be wrong (borrows); the lowest never is.
   */
  static long stringStops(long word) {
    // With the bit of 2 flipped a quote is the byte above the control characters, so that one
    // subtraction finds all of them; bytes beyond ASCII are taken out for both tests at once.
    return ((word ^ FLIPS) - ABOVE_SPACE | (word ^ BACKSLASHES) - ONES) & ~word & HIGH_BITS;
  }

  /**
   * The position of the first newline in {@code [from, to)}, or {@code to}. Looks at up to seven
   * bytes after that.
   */
  static int newline(byte[] buffer, int from, int to) {
    return Math.min(to, Swar.find(buffer, from, to, NEWLINES));
  }
}
