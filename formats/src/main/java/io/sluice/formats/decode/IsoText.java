package io.sluice.formats.decode;

import io.sluice.formats.text.Swar;

/**
 * ISO 8601: {@code 2024-02-29}, alone or with {@code T} or a space and {@code 12:34}, {@code
 * 12:34:56} or {@code 12:34:56.789}, and then {@code Z}, {@code +09}, {@code +0900} or {@code
 * +09:00}. Years 0000 to 9999. A fraction finer than microseconds is refused unless the rest is
 * zeros.
 */
final class IsoText implements TemporalText {
  static final int NO_DATE = Calendar.NO_DATE;

  static final int DATE_LENGTH = 10;

  /** Of {@code 2024-02-29T12:34:56}. */
  static final int SECONDS_LENGTH = 19;

  private static final int MICRO_DIGITS = 6;
  private static final int MAX_OFFSET_HOURS = 18;

  /** {@code 0000-00-} with the first character in the lowest byte. */
  private static final long DATE_SHAPE = 0x2D30302D30303030L;

  private static final long DATE_DASHES = 0xFF0000FF00000000L;

  /** {@code 00:00:00}, likewise. */
  private static final long TIME_SHAPE = 0x30303A30303A3030L;

  private static final long TIME_COLONS = 0x0000FF0000FF0000L;

  private int offsetSeconds;
  private boolean hasTime;

  /** The day since 1970-01-01 of a text that is exactly a date, or {@link #NO_DATE}. */
  static int date(byte[] text, int start, int end) {
    return end - start == DATE_LENGTH ? datePrefix(text, start) : NO_DATE;
  }

  /**
   * The day of the date that the text at {@code start} begins with, or {@link #NO_DATE}. Looks at
   * ten bytes.
   */
  static int datePrefix(byte[] text, int start) {
    long word = (long) Swar.LONGS.get(text, start) ^ DATE_SHAPE;
    int tens = text[start + 8] - '0';
    int ones = text[start + 9] - '0';
    if (!matches(word, DATE_DASHES) || tens < 0 || tens > 3 || ones < 0 || ones > 9) {
      return NO_DATE;
    }
    // Each byte becomes ten times itself and its neighbour, which stays below 256.
    long pairs = word * 10 + (word >>> 8);
    int year = ((int) pairs & 0xFF) * 100 + ((int) (pairs >>> 16) & 0xFF);
    int month = (int) (pairs >>> 40) & 0xFF;
    return Calendar.epochDayOrNone(year, month, tens * 10 + ones);
  }

  /**
   * The seconds since 1970-01-01T00:00 of a date and time to the second that the text at {@code
   * start} begins with, or {@link #NONE}. Looks at 19 bytes, the last of them only if those before
   * are right.
   */
  static long secondsPrefix(byte[] text, int start) {
    int day = datePrefix(text, start);
    if (day == NO_DATE || (text[start + 10] != 'T' && text[start + 10] != ' ')) {
      return NONE;
    }
    int seconds = wholeSeconds(text, start + DATE_LENGTH + 1);
    return seconds < 0 ? NONE : day * Calendar.SECONDS_PER_DAY + seconds;
  }

  /** The second of the day of {@code 12:34:56}; negative if that is not what stands there. */
  private static int wholeSeconds(byte[] text, int start) {
    long word = (long) Swar.LONGS.get(text, start) ^ TIME_SHAPE;
    return matches(word, TIME_COLONS)
        ? seconds(
            digit(word, 0) * 10 + digit(word, 1),
            digit(word, 3) * 10 + digit(word, 4),
            digit(word, 6) * 10 + digit(word, 7))
        : -1;
  }

  /** Whether all bytes are digits' values, and zero (the expected character) where masked. */
  private static boolean matches(long word, long fixed) {
    return (word & fixed) == 0 && Digits.others(word) == 0;
  }

  private static int digit(long word, int at) {
    return (int) (word >>> (at << 3)) & 0xff;
  }

  @Override
  public long parse(byte[] text, int start, int end) {
    offsetSeconds = NO_OFFSET;
    hasTime = false;
    if (end - start < DATE_LENGTH) {
      return NONE;
    }
    int day = datePrefix(text, start);
    if (day == NO_DATE) {
      return NONE;
    }
    long micros = day * Calendar.SECONDS_PER_DAY * Calendar.MICROS_PER_SECOND;
    int at = start + DATE_LENGTH;
    if (at == end) {
      return micros;
    }
    if (text[at] != 'T' && text[at] != ' ') {
      return NONE;
    }
    long time = time(text, at + 1, end);
    return time == NONE ? NONE : micros + time;
  }

  /** The time of day in microseconds; also reads the offset after it. */
  private long time(byte[] text, int start, int end) {
    hasTime = true;
    int seconds;
    int at;
    if (end - start >= 8 && text[start + 5] == ':') {
      seconds = wholeSeconds(text, start);
      at = start + 8;
    } else {
      if (end - start < 5 || text[start + 2] != ':') {
        return NONE;
      }
      seconds = seconds(pair(text, start), pair(text, start + 3), 0);
      at = start + 5;
    }
    if (seconds < 0) {
      return NONE;
    }
    long micros = seconds * Calendar.MICROS_PER_SECOND;
    if (at < end && text[at] == '.' && at == start + 8) {
      int fractionStart = at + 1;
      int unit = 100_000;
      for (at = fractionStart; at < end; at++) {
        int digit = text[at] - '0';
        if (digit < 0 || digit > 9) {
          break;
        }
        if (at - fractionStart >= MICRO_DIGITS && digit != 0) {
          return NONE;
        }
        micros += (long) digit * unit;
        unit /= 10;
      }
      if (at == fractionStart) {
        return NONE;
      }
    }
    return at == end || offset(text, at, end) ? micros : NONE;
  }

  private static int seconds(int hour, int minute, int second) {
    boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second < 60;
    return valid ? (hour * 60 + minute) * 60 + second : -1;
  }

  private boolean offset(byte[] text, int start, int end) {
    int length = end - start;
    byte sign = text[start];
    if (sign == 'Z') {
      offsetSeconds = 0;
      return length == 1;
    }
    if ((sign != '+' && sign != '-') || length < 3) {
      return false;
    }
    int hours = pair(text, start + 1);
    int minutes =
        switch (length) {
          case 3 -> 0;
          case 5 -> pair(text, start + 3);
          case 6 -> text[start + 3] == ':' ? pair(text, start + 4) : -1;
          default -> -1;
        };
    if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > MAX_OFFSET_HOURS * 60) {
      return false;
    }
    int magnitude = (hours * 60 + minutes) * 60;
    offsetSeconds = sign == '-' ? -magnitude : magnitude;
    return true;
  }

  /** The number of two digits, or a negative one if they are none. */
  private static int pair(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1000 : tens * 10 + ones;
  }

  @Override
  public int offsetSeconds() {
    return offsetSeconds;
  }

  @Override
  public boolean hasTime() {
    return hasTime;
  }
}
