package io.sluice.formats.decode;

/** The proleptic Gregorian calendar in plain arithmetic; the same days as {@code java.time}. */
final class Calendar {
  static final long MICROS_PER_SECOND = 1_000_000L;
  static final long SECONDS_PER_DAY = 86_400L;

  private Calendar() {}

  /** Whether the calendar has this day. */
  static boolean isDate(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  }

  private static int daysInMonth(int year, int month) {
    if (month == 2) {
      return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    // 31 and 30 alternate, and start over in August.
    return 30 + ((month + (month >> 3)) & 1);
  }

  /** Days since 1970-01-01 of a date of the years 0 to 9999. */
  static int epochDay(int year, int month, int day) {
    // Years that begin in March: the leap day is their last, so that months have fixed beginnings.
    int y = month <= 2 ? year + 399 : year + 400;
    int era = y / 400;
    int yearOfEra = y - era * 400;
    int monthFromMarch = month > 2 ? month - 3 : month + 9;
    int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return (era - 1) * 146_097 + dayOfEra - 719_468;
  }
}
