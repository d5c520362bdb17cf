package io.sluice.formats.decode;

/** The proleptic Gregorian calendar by arithmetic alone; the same days as {@code java.time}. */
final class Calendar {
  static final long MICROS_PER_SECOND = 1_000_000L;
  static final long SECONDS_PER_DAY = 86_400L;

  /** What {@link #epochDayOrNone} returns for what is no date. */
  static final int NO_DATE = Integer.MIN_VALUE;

  private static final int YEARS = 10_000;

  /** Of each year the day before its first, times two, plus one if it is a leap year. */
  private static final int[] DAYS_BEFORE_YEAR = new int[YEARS];

  /** By month, and 16 on for leap years: days of the year before it. */
  private static final int[] DAYS_BEFORE_MONTH = new int[32];

  /** Likewise: how many it has; 0 where there is no such month. */
  private static final int[] DAYS_IN_MONTH = new int[32];

  static {
    for (int year = 0; year < YEARS; year++) {
      int leap = daysInMonth(year, 2) - 28;
      DAYS_BEFORE_YEAR[year] = (epochDay(year, 1, 1) - 1) << 1 | leap;
    }
    for (int year = 2000; year <= 2001; year++) {
      for (int month = 1; month <= 12; month++) {
        int at = (year == 2000 ? 16 : 0) + month;
        DAYS_IN_MONTH[at] = daysInMonth(year, month);
        DAYS_BEFORE_MONTH[at] = epochDay(year, month, 1) - epochDay(year, 1, 1);
      }
    }
  }

  private Calendar() {}

  /**
   * Days since 1970-01-01, or {@link #NO_DATE}: by tables, for columns of dates.
   *
   * @param year 0 to 9999
   * @param month not negative
   * @param day not negative
   */
  static int epochDayOrNone(int year, int month, int day) {
    int before = DAYS_BEFORE_YEAR[year];
    int at = (before & 1) << 4 | month;
    if (month > 12 || day == 0 || day > DAYS_IN_MONTH[at]) {
      return NO_DATE;
    }
    return (before >> 1) + DAYS_BEFORE_MONTH[at] + day;
  }

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
