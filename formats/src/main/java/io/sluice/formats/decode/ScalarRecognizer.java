package io.sluice.formats.decode;

import io.sluice.formats.read.ReadColumn.ValueRules;
import java.util.Optional;

/**
 * Tells which types a text could be a value of. Made of the decoders' own parsers, so that a type
 * it names is a type whose decoder accepts the text. Stricter than they are in one way: a number
 * with leading zeros or a leading plus is a code (a postcode, a telephone number), not a number.
 * Not thread-safe.
 */
public final class ScalarRecognizer {
  public static final int BOOLEAN = 1;

  /** Fits {@code bigint}. */
  public static final int INTEGER = 2;

  /**
   * Fits a decimal of {@link #wholeDigits} digits before the point and {@link #decimals} after it.
   */
  public static final int DECIMAL = 4;

  /** Fits {@code double} without losing a digit. */
  public static final int DOUBLE = 8;

  public static final int DATE = 16;
  public static final int TIMESTAMP_NTZ = 32;
  public static final int TIMESTAMP = 64;

  /** Every type but string: what an empty column could be. */
  public static final int ANY = 127;

  private static final int NUMBERS = INTEGER | DECIMAL | DOUBLE;

  /** All numbers of so many digits survive in a double; for fractions, when written back. */
  private static final int EXACT_DIGITS = 15;

  /** What the shortest text that tells all doubles apart may need. */
  private static final int ROUND_TRIP_DIGITS = 17;

  private static final int LONG_DIGITS = 19;

  private final NumberText number;
  private final byte point;
  private final boolean groups;
  private final BooleanDecoder booleans;
  private final IsoText iso = new IsoText();
  private final TemporalText dates;
  private final TemporalText timestamps;
  private final boolean zonedPattern;
  private int wholeDigits;
  private int decimals;

  /**
   * @param rules separators and boolean texts; its format is not looked at
   * @param dateFormat the pattern that dates will be read with; absent: ISO 8601
   * @param timestampFormat likewise for timestamps
   * @throws IllegalArgumentException if a pattern is none
   */
  public ScalarRecognizer(
      ValueRules rules, Optional<String> dateFormat, Optional<String> timestampFormat) {
    number = new NumberText(rules, true);
    point = number.pointByte();
    groups = rules.numbers().groupingSeparator().isPresent();
    booleans = BooleanDecoder.of(rules);
    dates = dateFormat.map(TemporalDecoder::pattern).orElse(null);
    timestamps = timestampFormat.map(TemporalDecoder::pattern).orElse(null);
    zonedPattern = timestampFormat.filter(PatternText::hasZone).isPresent();
  }

  /** Digits before the point, without leading zeros, of the number last recognized. */
  public int wholeDigits() {
    return wholeDigits;
  }

  /** Digits after the point of the number last recognized. */
  public int decimals() {
    return decimals;
  }

  /** The set of types (a sum of the constants above) that a text fits; 0: only string. */
  public int recognize(byte[] text, int start, int end) {
    wholeDigits = 0;
    decimals = 0;
    if (start >= end) {
      return 0;
    }
    int types = booleans.isBoolean(text, start, end) ? BOOLEAN : 0;
    byte first = text[start];
    boolean digit = first >= '0' && first <= '9';
    if (digit || first == '-' || first == '+' || first == point) {
      types |= number(text, start, end);
    } else if (first == 'N' || first == 'I') {
      types |= FloatingText.special(text, start, end) != null ? DOUBLE : 0;
    }
    if (first == '-' && types == 0) {
      types |= FloatingText.special(text, start, end) != null ? DOUBLE : 0;
    }
    if (dates != null || timestamps != null || (digit && (types & NUMBERS) == 0)) {
      types |= temporal(text, start, end);
    }
    return types;
  }

  private int number(byte[] text, int start, int end) {
    byte sign = text[start];
    int at = sign == '-' || sign == '+' ? start + 1 : start;
    int wholeStart = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    int whole = at - wholeStart;
    if (sign == '+' || (whole > 1 && text[wholeStart] == '0')) {
      return 0;
    }
    int fraction = 0;
    if (at < end && text[at] == point) {
      int fractionStart = ++at;
      while (at < end && text[at] >= '0' && text[at] <= '9') {
        at++;
      }
      fraction = at - fractionStart;
      if (at == end && whole + fraction > 0 && whole + fraction <= EXACT_DIGITS) {
        digits(text[wholeStart] == '0' ? 0 : whole, fraction);
        return DECIMAL | DOUBLE;
      }
    } else if (at == end && whole > 0 && whole <= EXACT_DIGITS) {
      digits(text[wholeStart] == '0' ? 0 : whole, 0);
      return NUMBERS;
    }
    return at == end || groups || (text[at] | 0x20) == 'e' || point == (byte) 0xff
        ? unusual(text, start, end)
        : 0;
  }

  private void digits(int whole, int fraction) {
    wholeDigits = whole;
    decimals = fraction;
  }

  /** Numbers with many digits, an exponent, or grouping. */
  private int unusual(byte[] text, int start, int end) {
    if (number.parse(text, start, end) != NumberText.Fault.NONE) {
      return 0;
    }
    if (number.exponentSeen()) {
      boolean fits = !Double.isInfinite(Double.parseDouble(number.javaText()));
      return fits && number.significantDigits() <= ROUND_TRIP_DIGITS ? DOUBLE : 0;
    }
    int fraction = (int) number.scale();
    digits((int) Math.max(0, number.digitsAtScale(fraction) - fraction), fraction);
    int types = DECIMAL;
    if (!number.pointSeen() && wholeDigits <= LONG_DIGITS) {
      types |= number.fitsLong() ? INTEGER : 0;
    }
    int exact = number.pointSeen() ? ROUND_TRIP_DIGITS : EXACT_DIGITS;
    return number.significantDigits() <= exact ? types | DOUBLE : types;
  }

  private int temporal(byte[] text, int start, int end) {
    int types = 0;
    if (dates != null) {
      types |= isDate(dates, text, start, end) ? DATE : 0;
    } else if (IsoText.date(text, start, end) != IsoText.NO_DATE) {
      types |= DATE;
    }
    TemporalText form = timestamps == null ? iso : timestamps;
    if (form.parse(text, start, end) != TemporalText.NONE) {
      boolean zoned = zonedPattern || form.offsetSeconds() != TemporalText.NO_OFFSET;
      types |= zoned ? TIMESTAMP : TIMESTAMP_NTZ;
    }
    return types;
  }

  private static boolean isDate(TemporalText form, byte[] text, int start, int end) {
    long micros = form.parse(text, start, end);
    return micros != TemporalText.NONE
        && (!form.hasTime()
            || micros % (Calendar.SECONDS_PER_DAY * Calendar.MICROS_PER_SECOND) == 0);
  }
}
