package io.sluice.formats.decode;

import io.sluice.formats.text.Swar;

/**
 * Values in their simple form, read without knowing where they end: finding the end and checking
 * the characters is one operation on words of eight bytes. Each method stores the value and returns
 * where its text ends, or {@link #NOT_SIMPLE} if it does not stand there or would not fit; whoever
 * calls it looks whether that is where the field ends.
 *
 * <p>The text must be followed by a byte that is none of a value (a delimiter, or the line feed
 * after a window's limit) and that by 15 more bytes of the array, whatever they are.
 */
final class SimpleText {
  /** The text must be looked at by all the rules. */
  static final int NOT_SIMPLE = -1;

  private static final long ZEROS = 0x3030303030303030L;
  private static final int MOST_DIGITS = 18;

  /** {@code true} and {@code false}, the first letter in the lowest byte. */
  private static final int TRUE = 0x65757274;

  private static final int FALS = 0x736C6166;
  private static final int LOWER_CASE = 0x20202020;

  private SimpleText() {}

  /** Eight characters as what they exceed {@code '0'} by. */
  private static long digits(byte[] text, int at) {
    return (long) Swar.LONGS.get(text, at) ^ ZEROS;
  }

  /** How many of them, from the first on, are digits. */
  private static int count(long digits) {
    return Long.numberOfTrailingZeros(Digits.others(digits)) >>> 3;
  }

  /** The number that the first {@code count} (1 to 8) digits make. */
  private static long number(long digits, int count) {
    return Digits.number(digits << (64 - (count << 3)));
  }

  /** {@code bigint}: up to 19 digits. */
  static int bigint(byte[] text, int at, long[] values, int row) {
    int negative = text[at] == '-' ? 1 : 0;
    int end = at + negative;
    long first = digits(text, end);
    int count = count(first);
    if (count == 0) {
      return NOT_SIMPLE;
    }
    long value = number(first, count);
    end += count;
    if (count == Long.BYTES) {
      long second = digits(text, end);
      count = count(second);
      if (count > 0) {
        value = value * Digits.power(count) + number(second, count);
        end += count;
      }
      if (count == Long.BYTES) {
        long third = digits(text, end);
        count = count(third);
        if (count > 3) {
          return NOT_SIMPLE;
        }
        if (count > 0) {
          // 19 digits stay below 2^64, so that a number beyond a long shows as negative.
          value = value * Digits.power(count) + number(third, count);
          end += count;
          if (value < 0) {
            return NOT_SIMPLE;
          }
        }
      }
    }
    values[row] = (value ^ -negative) + negative;
    return end;
  }

  /** {@code int} and smaller. */
  static int integer(byte[] text, int at, int[] values, int row, int min, int max) {
    int negative = text[at] == '-' ? 1 : 0;
    int end = at + negative;
    long first = digits(text, end);
    int count = count(first);
    if (count == 0) {
      return NOT_SIMPLE;
    }
    long value = number(first, count);
    end += count;
    if (count == Long.BYTES) {
      long second = digits(text, end);
      count = count(second);
      if (count > 0) {
        value = value * Digits.power(count) + number(second, count);
        end += count;
      }
    }
    value = (value ^ -negative) + negative;
    if (value < min || value > max) {
      return NOT_SIMPLE;
    }
    values[row] = (int) value;
    return end;
  }

  /**
   * {@code decimal} of up to 18 digits: up to 15 digits, and after a point at most as many as the
   * scale allows, of up to 8.
   */
  static int decimal(byte[] text, int at, long[] values, int row, Slot slot) {
    int negative = text[at] == '-' ? 1 : 0;
    int start = at + negative;
    long first = digits(text, start);
    int count = count(first);
    int scale = slot.scale;
    int length = count + 1 + scale;
    if (count == 0 || length > Long.BYTES || scale == 0 || text[start + count] != slot.point) {
      return longDecimal(text, start, count, negative, values, row, slot);
    }
    // Most files write all decimals, and most numbers have at most seven digits: all in one word.
    // What stands before the point moves up into its place.
    long aligned = first << (64 - (length << 3));
    int pointAt = (7 - scale) << 3;
    long after = aligned & (-1L << (pointAt + 8));
    long before = aligned & ((1L << pointAt) - 1);
    long all = after | before << 8;
    if (Digits.others(all) != 0) {
      return longDecimal(text, start, count, negative, values, row, slot);
    }
    long value = Digits.number(all);
    if (value >= slot.limit) {
      return NOT_SIMPLE;
    }
    values[row] = (value ^ -negative) + negative;
    return start + length;
  }

  /** Likewise, of which the first {@code count} digits are known. */
  private static int longDecimal(
      byte[] text, int start, int count, int negative, long[] values, int row, Slot slot) {
    if (count == 0) {
      return NOT_SIMPLE;
    }
    long value = number(digits(text, start), count);
    int end = start + count;
    if (count == Long.BYTES) {
      long second = digits(text, end);
      int more = count(second);
      if (more == Long.BYTES) {
        return NOT_SIMPLE;
      }
      if (more > 0) {
        value = value * Digits.power(more) + number(second, more);
        end += more;
      }
    }
    if (value >= slot.wholes) {
      return NOT_SIMPLE;
    }
    value *= slot.unit;
    if (text[end] == slot.point) {
      end++;
      long after = digits(text, end);
      int scale = slot.scale;
      int decimals = scale;
      // Without all decimals they are counted, which takes longer.
      if (decimals == 0 || decimals > Long.BYTES || count(after << (64 - (decimals << 3))) < 8) {
        decimals = count(after);
        if (decimals == 0 || decimals > scale) {
          return NOT_SIMPLE;
        }
      }
      value += number(after, decimals) * Digits.power(scale - decimals);
      end += decimals;
    }
    values[row] = (value ^ -negative) + negative;
    return end;
  }

  /** {@code double}: see {@link FloatingText}. */
  static int real(byte[] text, int at, double[] values, int row, byte point) {
    boolean negative = text[at] == '-';
    int start = negative ? at + 1 : at;
    long first = digits(text, start);
    int count = count(first);
    if (count == 0) {
      return NOT_SIMPLE;
    }
    long mantissa = number(first, count);
    int end = start + count;
    if (count == Long.BYTES) {
      long second = digits(text, end);
      count = count(second);
      if (count > 0) {
        mantissa = mantissa * Digits.power(count) + number(second, count);
        end += count;
      }
    }
    int decimals = 0;
    if (text[end] == point) {
      int afterPoint = end + 1;
      end = afterPoint;
      long part = digits(text, end);
      count = count(part);
      if (count == 0 || end + count - start > MOST_DIGITS + 1) {
        return NOT_SIMPLE;
      }
      mantissa = mantissa * Digits.power(count) + number(part, count);
      end += count;
      if (count == Long.BYTES) {
        part = digits(text, end);
        count = count(part);
        if (end + count - start > MOST_DIGITS + 1) {
          return NOT_SIMPLE;
        }
        if (count > 0) {
          mantissa = mantissa * Digits.power(count) + number(part, count);
          end += count;
        }
      }
      decimals = end - afterPoint;
    }
    // With eight digits at last there may be more of them.
    if (count == Long.BYTES) {
      return NOT_SIMPLE;
    }
    double value = FloatingText.nearest(mantissa, decimals);
    values[row] = negative ? -value : value;
    return end;
  }

  /** {@code date}, ISO 8601. */
  static int date(byte[] text, int at, int[] values, int row) {
    int day = IsoText.datePrefix(text, at);
    if (day == IsoText.NO_DATE) {
      return NOT_SIMPLE;
    }
    values[row] = day;
    return at + IsoText.DATE_LENGTH;
  }

  /**
   * A timestamp of ISO 8601 to the second.
   *
   * @param zones whether it ends with {@code Z}, and what it means if not
   */
  static int timestamp(byte[] text, int at, long[] values, int row, Zones zones) {
    long seconds = IsoText.secondsPrefix(text, at);
    if (seconds == TemporalText.NONE) {
      return NOT_SIMPLE;
    }
    int end = at + IsoText.SECONDS_LENGTH;
    boolean utc = text[end] == 'Z';
    if (utc ? zones == Zones.NONE : zones == Zones.NAMED) {
      return NOT_SIMPLE;
    }
    values[row] = seconds * Calendar.MICROS_PER_SECOND;
    return utc ? end + 1 : end;
  }

  /** What the end of a timestamp's text may say about its zone. */
  enum Zones {
    /** Nothing. */
    NONE,
    /** That it is UTC, and nothing means UTC, too. */
    UTC,
    /** That it is UTC; if it says nothing the rules' zone must be looked up. */
    NAMED
  }

  /** {@code true} or {@code false}, in whatever case. */
  static int bool(byte[] text, int at, boolean[] values, int row) {
    long word = (long) Swar.LONGS.get(text, at);
    int letters = (int) word | LOWER_CASE;
    if (letters == TRUE) {
      values[row] = true;
      return at + 4;
    }
    if (letters == FALS && (((int) (word >>> 32) | 0x20) & 0xFF) == 'e') {
      values[row] = false;
      return at + 5;
    }
    return NOT_SIMPLE;
  }
}
