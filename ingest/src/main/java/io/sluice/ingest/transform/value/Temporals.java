package io.sluice.ingest.transform.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Dates and timestamps as Spark SQL reads them from text: {@code yyyy[-[m]m[-[d]d]]} with or
 * without {@code [ T][h]h[:[m]m[:[s]s[.f][zone]]]}, a time alone being one of today. Spark's zone
 * is UTC here.
 */
public final class Temporals {
  static final long MICROS_PER_SECOND = 1_000_000L;
  static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

  /** What the readers return for a text that is none. */
  public static final long NONE = Long.MIN_VALUE;

  private static final Pattern ONE_DIGIT_HOUR = Pattern.compile("([+-])(\\d):");
  private static final Pattern ONE_DIGIT_MINUTE = Pattern.compile("([+-])(\\d\\d):(\\d)$");
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern(" HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Temporals() {}

  /** A timestamp as text, in UTC, with as many decimals as it needs. */
  static String text(long micros) {
    return TIMESTAMP.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  /** Days since 1970-01-01, or {@link #NONE}. */
  public static long date(byte[] text, int start, int end) {
    return new Scan(text, start, end).date();
  }

  /** Microseconds since 1970-01-01T00:00:00Z, or {@link #NONE}. */
  public static long timestamp(byte[] text, int start, int end) {
    return new Scan(text, start, end).timestamp(true);
  }

  /** Microseconds since 1970-01-01T00:00 of a local time, a zone ignored; or {@link #NONE}. */
  public static long timestampNtz(byte[] text, int start, int end) {
    return new Scan(text, start, end).timestamp(false);
  }

  private static ZoneId zone(String text) {
    String hour = ONE_DIGIT_HOUR.matcher(text.trim()).replaceFirst("$10$2:");
    String minute = ONE_DIGIT_MINUTE.matcher(hour).replaceFirst("$1$2:0$3");
    return ZoneId.of(minute, ZoneId.SHORT_IDS);
  }

  /** One text. */
  private static final class Scan {
    private final byte[] text;
    private final int begin;
    private final int end;
    private int at;
    private boolean wrong;

    Scan(byte[] text, int start, int limit) {
      this.text = text;
      begin = start;
      at = start;
      while (at < limit && Trim.isBlank(text[at])) {
        at++;
      }
      int last = limit;
      while (last > at && Trim.isBlank(text[last - 1])) {
        last--;
      }
      end = last;
    }

    long date() {
      int sign = sign();
      int year = number(4, 7);
      int month = more() ? part('-') : 1;
      int day = 1;
      if (more()) {
        day = part('-');
        wrong |= more() && text[at] != ' ' && text[at] != 'T';
      }
      if (wrong) {
        return NONE;
      }
      try {
        return LocalDate.of(sign * year, month, day).toEpochDay();
      } catch (DateTimeException e) {
        return NONE;
      }
    }

    long timestamp(boolean zoned) {
      LocalDate date = null;
      int[] time = new int[3];
      int micros = 0;
      ZoneId zone = ZoneOffset.UTC;
      try {
        boolean timeOnly = beginsWithTime();
        if (!timeOnly) {
          date = datePart();
        }
        if (timeOnly || more()) {
          time[0] = number(1, 2);
          time[1] = more() ? part(':') : 0;
          time[2] = more() ? part(':') : 0;
          if (more() && text[at] == '.') {
            at++;
            micros = fraction();
          }
          if (more() && !wrong) {
            zone = zone(new String(text, at, end - at, UTF_8));
          }
        }
        if (wrong || (date == null && !zoned)) {
          return NONE;
        }
        LocalDate day = date == null ? LocalDate.now(zone) : date;
        LocalTime clock = LocalTime.of(time[0], time[1], time[2], micros * 1000);
        ZonedDateTime moment = ZonedDateTime.of(day, clock, zoned ? zone : ZoneOffset.UTC);
        long seconds = Math.multiplyExact(moment.toEpochSecond(), MICROS_PER_SECOND);
        return Math.addExact(seconds, micros);
      } catch (DateTimeException | ArithmeticException e) {
        return NONE;
      }
    }

    /** {@code T10:00} at the very beginning, or digits with a colon after them. */
    private boolean beginsWithTime() {
      if (more() && at == begin && text[at] == 'T') {
        at++;
        return true;
      }
      int colon = at;
      while (colon < end && colon - at < 3 && isDigit(text[colon])) {
        colon++;
      }
      return colon > at && colon < end && text[colon] == ':';
    }

    private LocalDate datePart() {
      int sign = sign();
      int year = number(4, 6);
      int month = more() ? part('-') : 1;
      int day = 1;
      if (more()) {
        day = part('-');
        if (more()) {
          wrong |= text[at] != ' ' && text[at] != 'T';
          at++;
          // A date with nothing after its T is no timestamp.
          wrong |= !more();
        }
      }
      return wrong ? null : LocalDate.of(sign * year, month, day);
    }

    private boolean more() {
      return at < end;
    }

    private int sign() {
      if (more() && (text[at] == '-' || text[at] == '+')) {
        return text[at++] == '-' ? -1 : 1;
      }
      return 1;
    }

    private int part(char separator) {
      wrong |= text[at] != separator;
      at++;
      return number(1, 2);
    }

    private int number(int fewest, int most) {
      int first = at;
      int value = 0;
      while (more() && isDigit(text[at]) && at - first < most) {
        value = 10 * value + text[at++] - '0';
      }
      wrong |= at - first < fewest || (more() && isDigit(text[at]));
      return value;
    }

    /** Six decimals; what follows them is dropped. */
    private int fraction() {
      int first = at;
      int value = 0;
      while (more() && isDigit(text[at])) {
        value = at - first < 6 ? 10 * value + text[at] - '0' : value;
        at++;
      }
      for (int digits = at - first; digits < 6; digits++) {
        value *= 10;
      }
      return value;
    }

    private static boolean isDigit(byte b) {
      return b >= '0' && b <= '9';
    }
  }
}
