package io.sluice.formats.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Floating-point numbers of which the nearest double or float is found without doubt by one
 * multiplication or division: the digits and the power of ten are both exact in the format, so that
 * the one operation rounds once, as IEEE 754 prescribes. (W. Clinger, "How to read floating point
 * numbers accurately", 1990.) Doubles of more digits are left to {@link NearestDouble}.
 */
final class FloatingText {
  private static final double[] POWERS = new double[23];
  private static final byte[] NAN = "NaN".getBytes(US_ASCII);
  private static final byte[] INFINITY = "Infinity".getBytes(US_ASCII);

  private static final long DOUBLE_EXACT = 1L << 53;
  private static final int DOUBLE_MAX_POWER = 22;

  /** Leaves room for the exponent's eight bits, and for the sign. */
  private static final long MOST_MANTISSA = (1L << 55) - 1;

  private static final long FLOAT_EXACT = 1L << 24;
  private static final int FLOAT_MAX_POWER = 10;

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private FloatingText() {}

  /** The nearest double, or NaN if the text is not one of the numbers taken here. */
  static double parseDouble(byte[] text, int start, int end, byte point) {
    long number = parse(text, start, end, point);
    if (number < 0) {
      return Double.NaN;
    }
    // The exponent is kept in the low bits, so that the digits need no object to travel in.
    long mantissa = number >>> 8;
    int exponent = (byte) number;
    if (-exponent > DOUBLE_MAX_POWER) {
      return Double.NaN;
    }
    double value = nearest(mantissa, -exponent);
    return text[start] == '-' ? -value : value;
  }

  /**
   * The double nearest to {@code mantissa} divided by 10 to the power of {@code decimals}.
   *
   * @param mantissa not negative
   * @param decimals 0 to 22
   */
  static double nearest(long mantissa, int decimals) {
    return mantissa <= DOUBLE_EXACT
        ? mantissa / POWERS[decimals]
        : NearestDouble.quotient(mantissa, decimals);
  }

  /** The nearest float, or NaN if the text is not one of the numbers taken here. */
  static float parseFloat(byte[] text, int start, int end, byte point) {
    long number = parse(text, start, end, point);
    if (number < 0) {
      return Float.NaN;
    }
    long mantissa = number >>> 8;
    int exponent = (byte) number;
    if (mantissa > FLOAT_EXACT || Math.abs(exponent) > FLOAT_MAX_POWER) {
      return Float.NaN;
    }
    float power = (float) POWERS[Math.abs(exponent)];
    float value = exponent < 0 ? mantissa / power : mantissa * power;
    return text[start] == '-' ? -value : value;
  }

  /**
   * Digits without their point as {@code mantissa << 8 | exponent & 0xff}, or -1 if they are not
   * simple or too many for a long of that form. The exponent is not positive.
   */
  private static long parse(byte[] text, int start, int end, byte point) {
    int at = text[start] == '-' ? start + 1 : start;
    // 17 digits leave room for the exponent's eight bits only below 2^55; more are never exact.
    if (end - at > 18) {
      return -1;
    }
    long mantissa = 0;
    int digits = 0;
    int dot = -1;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digits++;
      } else if (text[at] == point && dot < 0) {
        dot = at;
      } else {
        return -1;
      }
    }
    if (digits == 0 || mantissa > MOST_MANTISSA) {
      return -1;
    }
    int exponent = dot < 0 ? 0 : dot + 1 - end;
    return mantissa << 8 | (exponent & 0xff);
  }

  /** NaN, Infinity or -Infinity, in exactly these spellings; null if it is none of them. */
  static Double special(byte[] text, int start, int end) {
    if (Arrays.equals(text, start, end, NAN, 0, NAN.length)) {
      return Double.NaN;
    }
    boolean negative = text[start] == '-';
    if (!Arrays.equals(text, negative ? start + 1 : start, end, INFINITY, 0, INFINITY.length)) {
      return null;
    }
    return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
