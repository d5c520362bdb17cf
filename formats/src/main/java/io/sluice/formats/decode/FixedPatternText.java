package io.sluice.formats.decode;

import java.util.Arrays;

/**
 * Patterns of fixed-width numbers and ASCII literals, for example {@code dd/MM/yyyy HH:mm:ss}: what
 * {@link PatternText} makes of the same pattern, without an object per value.
 */
final class FixedPatternText implements TemporalText {
  private static final int YEAR = 0;
  private static final int MONTH = 1;
  private static final int DAY = 2;
  private static final int HOUR = 3;
  private static final int MINUTE = 4;
  private static final int SECOND = 5;
  private static final int FRACTION = 6;
  private static final int FIELDS = 7;

  /** What each character of a text must be: a field's number, or {@code -1 - literal}. */
  private final int[] shape;

  private final int[] fields = new int[FIELDS];
  private final int fractionUnit;
  private final boolean hasTime;

  private FixedPatternText(int[] shape, int fractionDigits, boolean hasTime) {
    this.shape = shape;
    this.hasTime = hasTime;
    this.fractionUnit = (int) Digits.power(6 - fractionDigits);
  }

  /** A parser for the pattern, or null if it is not of this kind. */
  static FixedPatternText of(String pattern) {
    int[] shape = new int[pattern.length()];
    int length = 0;
    int seen = 0;
    int fractionDigits = 0;
    for (int i = 0; i < pattern.length(); ) {
      char c = pattern.charAt(i);
      int run = 1;
      while (i + run < pattern.length() && pattern.charAt(i + run) == c) {
        run++;
      }
      int field = "uMdHmsS".indexOf(c == 'y' ? 'u' : c);
      if (field >= 0) {
        int wanted = field == YEAR ? 4 : field == FRACTION ? Math.min(run, 6) : 2;
        if (run != wanted || (seen & 1 << field) != 0) {
          return null;
        }
        seen |= 1 << field;
        fractionDigits = field == FRACTION ? run : fractionDigits;
        for (int k = 0; k < run; k++) {
          shape[length++] = field;
        }
      } else if (c == '\'' && pattern.startsWith("'T'", i)) {
        shape[length++] = -1 - 'T';
        run = 3;
      } else if (" -/.:,_".indexOf(c) >= 0) {
        for (int k = 0; k < run; k++) {
          shape[length++] = -1 - c;
        }
      } else {
        return null;
      }
      i += run;
    }
    return complete(seen)
        ? new FixedPatternText(
            Arrays.copyOf(shape, length), fractionDigits, (seen & 1 << HOUR) != 0)
        : null;
  }

  /** A whole date, and of the time no part without the next larger one. */
  private static boolean complete(int seen) {
    boolean date = (seen & 0b111) == 0b111;
    int time = seen >> HOUR;
    return date && (time == 0 || time == 0b1 || time == 0b11 || time == 0b111 || time == 0b1111);
  }

  @Override
  public long parse(byte[] text, int start, int end) {
    int[] expected = shape;
    if (end - start != expected.length) {
      return NONE;
    }
    int[] values = fields;
    for (int i = 0; i < FIELDS; i++) {
      values[i] = 0;
    }
    for (int i = 0; i < expected.length; i++) {
      int field = expected[i];
      byte c = text[start + i];
      if (field < 0) {
        if (c != -1 - field) {
          return NONE;
        }
      } else {
        int digit = c - '0';
        if (digit < 0 || digit > 9) {
          return NONE;
        }
        values[field] = values[field] * 10 + digit;
      }
    }
    if (!Calendar.isDate(values[YEAR], values[MONTH], values[DAY])
        || values[HOUR] > 23
        || values[MINUTE] > 59
        || values[SECOND] > 59) {
      return NONE;
    }
    long day = Calendar.epochDay(values[YEAR], values[MONTH], values[DAY]);
    long seconds =
        day * Calendar.SECONDS_PER_DAY
            + (values[HOUR] * 60L + values[MINUTE]) * 60
            + values[SECOND];
    return seconds * Calendar.MICROS_PER_SECOND + (long) values[FRACTION] * fractionUnit;
  }

  @Override
  public int offsetSeconds() {
    return NO_OFFSET;
  }

  @Override
  public boolean hasTime() {
    return hasTime;
  }
}
