package io.sluice.formats.decode;

import io.sluice.formats.text.Swar;

/** Runs of ASCII digits, eight at a time. */
final class Digits {
  /** Powers of ten that fit a long. */
  private static final long[] POWERS = new long[19];

  private static final long ZEROS = 0x3030303030303030L;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Digits() {}

  /** 10 to the power of 0 to 18. */
  static long power(int exponent) {
    return POWERS[exponent];
  }

  /**
   * The number that 1 to 19 digits spell; negative if the range is empty, longer, holds anything
   * else, or the number exceeds a long.
   */
  static long parse(byte[] text, int start, int end) {
    int length = end - start;
    if (length <= 8) {
      return length <= 0 ? -1 : tail(text, end, length);
    }
    if (length > 19) {
      return -1;
    }
    long first = eight((long) Swar.LONGS.get(text, start));
    long second;
    int rest = length - 8;
    if (rest > 8) {
      second = eight((long) Swar.LONGS.get(text, start + 8));
      long third = tail(text, end, rest - 8);
      if ((first | second | third) < 0) {
        return -1;
      }
      // 19 digits stay below 2^64, so that a number beyond a long shows as negative.
      return (first * 100_000_000L + second) * POWERS[rest - 8] + third;
    }
    second = tail(text, end, rest);
    return (first | second) < 0 ? -1 : first * POWERS[rest] + second;
  }

  /**
   * The number that up to seven digits and, before the last {@code decimals} of them (1 to 6), a
   * point spell in one word, read as if the point were not there; -1 if that is not what stands
   * there, or if the array has less than eight bytes before {@code end}.
   *
   * @param length how many bytes, point included; 8 at most, and more than {@code decimals}
   */
  static long withPoint(byte[] text, int end, int length, byte point, int decimals) {
    if (end < 8) {
      return -1;
    }
    long word = (long) Swar.LONGS.get(text, end - 8);
    int pointAt = (7 - decimals) << 3;
    if ((byte) (word >>> pointAt) != point) {
      return -1;
    }
    // What stands before the point moves up into its place; one place less remains in front.
    long before = word & ((1L << pointAt) - 1);
    long after = word & (-1L << (pointAt + 8));
    long keep = -1L << ((9 - length) << 3);
    return eight(((after | before << 8) & keep) | (ZEROS & ~keep));
  }

  /** The 1 to 8 digits that end at {@code end}. */
  private static long tail(byte[] text, int end, int length) {
    if (end < 8) {
      return oneByOne(text, end - length, end);
    }
    // Little-endian: what stands before the digits is in the low bytes; it becomes zeros.
    long keep = -1L << ((8 - length) << 3);
    return eight(((long) Swar.LONGS.get(text, end - 8) & keep) | (ZEROS & ~keep));
  }

  /**
   * The number that eight digits spell, the first in the lowest byte; -1 if they are not digits.
   */
  private static long eight(long word) {
    long digits = word ^ ZEROS;
    return others(digits) == 0 ? number(digits) : -1;
  }

  /**
   * The high bit of some of eight bytes, the first of them that is above 9 among them; 0 if none
   * is.
   */
  static long others(long digits) {
    // A byte above 9 carries into its high bit, or has it set already; the first such is exact.
    return ((digits + 0x7676767676767676L) | digits) & 0x8080808080808080L;
  }

  /** The number that eight bytes of 0 to 9 make, the first in the lowest byte. */
  static long number(long digits) {
    long pairs = digits * 10 + (digits >>> 8);
    return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
            + ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L)
        >>> 32;
  }

  private static long oneByOne(byte[] text, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
