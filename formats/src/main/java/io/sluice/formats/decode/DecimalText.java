package io.sluice.formats.decode;

/** Simple decimals of up to 18 digits: the part of the grammar that a loop takes at full speed. */
final class DecimalText {
  /** Not a simple decimal that fits; the complete parser must look. */
  static final long NOT_SIMPLE = Long.MIN_VALUE;

  /** Of the digits after the point, for the way that reads point and digits in one word. */
  private static final int MOST_DECIMALS = 6;

  /** Seven digits and the point in a word, and eight digits in front of it. */
  private static final int MOST_WITH_POINT = 16;

  private DecimalText() {}

  private static long withPoint(byte[] text, int first, int end, byte point, int scale) {
    int length = end - first;
    if (length <= 8) {
      return Digits.withPoint(text, end, length, point, scale);
    }
    long high = Digits.parse(text, first, end - 8);
    long low = Digits.withPoint(text, end, 8, point, scale);
    return (high | low) < 0 ? -1 : high * 10_000_000L + low;
  }

  /**
   * The number in units of {@code 10^-scale}, or {@link #NOT_SIMPLE}.
   *
   * @param limit {@code 10^precision} of the type, precision at most 18
   */
  static long parse(byte[] text, int start, int end, byte point, int scale, long limit) {
    boolean negative = text[start] == '-';
    int first = negative ? start + 1 : start;
    int length = end - first;
    if (length > scale && length <= MOST_WITH_POINT && scale > 0 && scale <= MOST_DECIMALS) {
      long value = withPoint(text, first, end, point, scale);
      if (value >= 0 && value < limit) {
        return negative ? -value : value;
      }
    }
    // Most files write all decimals: the point is then where the scale says.
    int dot = end - 1 - scale;
    if (scale == 0 || dot < first || text[dot] != point) {
      dot = first;
      while (dot < end && text[dot] != point) {
        dot++;
      }
    }
    long whole = 0;
    if (dot > first) {
      whole = Digits.parse(text, first, dot);
      if (whole < 0 || whole >= limit) {
        return NOT_SIMPLE;
      }
    }
    long magnitude;
    int decimals = end - dot - 1;
    if (decimals <= 0) {
      // No point, or nothing after it; then there must be something before it.
      if (dot == first || dot - first > 18) {
        return NOT_SIMPLE;
      }
      // The product may wrap around for numbers too big; the quotient of the limit tells.
      long unit = Digits.power(scale);
      if (whole >= limit / unit) {
        return NOT_SIMPLE;
      }
      magnitude = whole * unit;
    } else {
      if (decimals > scale) {
        return NOT_SIMPLE;
      }
      long fraction = Digits.parse(text, dot + 1, end);
      long unit = Digits.power(scale);
      if (fraction < 0 || whole >= limit / unit) {
        return NOT_SIMPLE;
      }
      magnitude = whole * unit + fraction * Digits.power(scale - decimals);
    }
    return negative ? -magnitude : magnitude;
  }
}
