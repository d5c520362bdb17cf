package io.sluice.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.read.ReadColumn.ValueRules;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The complete grammar of numbers, for the texts that a decoder's fast loop does not take: {@code
 * [+-] digits [point digits] [e [+-] digits]} with at least one digit before the exponent, and
 * grouping separators every three digits before the point where the rules name one. Keeps the
 * number as decimal digits, so that nothing is rounded before its type is known.
 */
final class NumberText {
  /** What a text is, when it is not a number of this grammar. */
  enum Fault {
    NONE,
    NOT_A_NUMBER,
    /** A number, but with an exponent, which the rules do not allow. */
    EXPONENT
  }

  /** Beyond this an exponent's size no longer matters: no type reaches it. */
  private static final long EXPONENT_LIMIT = 1_000_000_000L;

  private final byte[] point;
  private final byte[] grouping;
  private final boolean allowExponent;

  private byte[] digits = new byte[64];
  private int count;
  private boolean negative;
  private boolean pointSeen;
  private boolean exponentSeen;
  private long scale;

  NumberText(ValueRules rules, boolean allowExponent) {
    point = String.valueOf(rules.numbers().decimalSeparator()).getBytes(UTF_8);
    grouping =
        rules.numbers().groupingSeparator().map(c -> c.toString().getBytes(UTF_8)).orElse(null);
    this.allowExponent = allowExponent;
    if (Arrays.equals(point, grouping)) {
      throw new IllegalArgumentException(
          "decimal_separator and grouping_separator are both '"
              + rules.numbers().decimalSeparator()
              + "': they must differ");
    }
  }

  /** The decimal separator if it is ASCII; else a byte that UTF-8 never holds. */
  byte pointByte() {
    return point.length == 1 ? point[0] : (byte) 0xff;
  }

  /** Parses a text; the other methods then tell of it. */
  Fault parse(byte[] text, int start, int end) {
    count = 0;
    scale = 0;
    pointSeen = false;
    exponentSeen = false;
    int at = start;
    negative = at < end && text[at] == '-';
    if (negative || (at < end && text[at] == '+')) {
      at++;
    }
    int wholeStart = at;
    at = digits(text, at, end);
    int digitsSeen = at - wholeStart;
    if (grouping != null && digitsSeen >= 1 && digitsSeen <= 3) {
      while (startsWith(text, at, end, grouping)) {
        int group = at + grouping.length;
        at = digits(text, group, end);
        if (at - group != 3) {
          return Fault.NOT_A_NUMBER;
        }
      }
    }
    if (startsWith(text, at, end, point)) {
      pointSeen = true;
      int fraction = at + point.length;
      at = digits(text, fraction, end);
      scale = (long) at - fraction;
      digitsSeen += at - fraction;
    }
    if (digitsSeen == 0) {
      return Fault.NOT_A_NUMBER;
    }
    if (at == end) {
      return Fault.NONE;
    }
    return exponent(text, at, end);
  }

  private Fault exponent(byte[] text, int start, int end) {
    int at = start;
    if ((text[at] | 0x20) != 'e') {
      return Fault.NOT_A_NUMBER;
    }
    at++;
    boolean down = at < end && text[at] == '-';
    if (down || (at < end && text[at] == '+')) {
      at++;
    }
    if (at == end) {
      return Fault.NOT_A_NUMBER;
    }
    long exponent = 0;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return Fault.NOT_A_NUMBER;
      }
      exponent = Math.min(EXPONENT_LIMIT, exponent * 10 + digit);
    }
    if (!allowExponent) {
      return Fault.EXPONENT;
    }
    exponentSeen = true;
    scale += down ? exponent : -exponent;
    return Fault.NONE;
  }

  /** Collects digits, without leading zeros, and returns where they end. */
  private int digits(byte[] text, int start, int end) {
    int at = start;
    for (; at < end; at++) {
      byte c = text[at];
      if (c < '0' || c > '9') {
        break;
      }
      if (count > 0 || c != '0') {
        if (count == digits.length) {
          digits = Arrays.copyOf(digits, 2 * count);
        }
        digits[count++] = c;
      }
    }
    return at;
  }

  private static boolean startsWith(byte[] text, int at, int end, byte[] what) {
    return end - at >= what.length
        && Arrays.equals(text, at, at + what.length, what, 0, what.length);
  }

  /** Whether the text held a decimal separator. */
  boolean pointSeen() {
    return pointSeen;
  }

  /** Whether the text held an exponent. */
  boolean exponentSeen() {
    return exponentSeen;
  }

  /** Digits without leading and trailing zeros. */
  int significantDigits() {
    int significant = count;
    while (significant > 0 && digits[significant - 1] == '0') {
      significant--;
    }
    return significant;
  }

  /** How many of the digits stand after the decimal point; the exponent is counted in. */
  long scale() {
    return scale;
  }

  /**
   * Digits of the number as an integer in units of {@code 10^-wanted}: 0 for zero, -1 if digits
   * other than zeros would be lost.
   */
  long digitsAtScale(int wanted) {
    if (count == 0) {
      return 0;
    }
    long drop = scale - wanted;
    for (int i = 0; i < drop; i++) {
      if (i >= count || digits[count - 1 - i] != '0') {
        return -1;
      }
    }
    return count - drop;
  }

  /** The number in units of {@code 10^-wanted}, exact: {@link #digitsAtScale} was 0 to 38. */
  BigInteger unscaled(int wanted) {
    if (count == 0) {
      return BigInteger.ZERO;
    }
    int length = (int) digitsAtScale(wanted);
    byte[] shifted = new byte[length];
    Arrays.fill(shifted, (byte) '0');
    System.arraycopy(digits, 0, shifted, 0, Math.min(count, length));
    BigInteger magnitude = new BigInteger(new String(shifted, UTF_8));
    return negative ? magnitude.negate() : magnitude;
  }

  /** Whether a whole number of at most 19 digits is one of the 64-bit integers. */
  boolean fitsLong() {
    int length = (int) digitsAtScale(0);
    long magnitude = 0;
    for (int i = 0; i < length; i++) {
      magnitude = magnitude * 10 + (i < count ? digits[i] - '0' : 0);
    }
    // 19 digits fit a word without sign, which so becomes negative where one with sign is too
    // small.
    return magnitude >= 0 || (negative && magnitude == Long.MIN_VALUE);
  }

  /** The number in a spelling that {@link Double#parseDouble} understands. */
  String javaText() {
    String sign = negative ? "-" : "";
    return count == 0 ? sign + "0" : sign + new String(digits, 0, count, UTF_8) + "E" + -scale;
  }
}
