package io.sluice.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * A user's {@code java.time} pattern, resolved strictly: 30 February is an error, not 1 March.
 * Names of months and days are English, in any case of letters. {@code y} means the year that
 * {@code u} means, unless the pattern has an era. Years 0 to 9999, as in {@link IsoText}.
 */
final class PatternText implements TemporalText {
  private final DateTimeFormatter formatter;
  private int offsetSeconds;
  private boolean hasTime;
  private String skippedIn = "";

  /**
   * @throws IllegalArgumentException if it is no pattern
   */
  PatternText(String pattern) {
    formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(withProlepticYear(pattern))
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  /** The pattern with {@code u} for {@code y}: strict resolving wants an era with the latter. */
  static String withProlepticYear(String pattern) {
    StringBuilder mapped = new StringBuilder(pattern);
    boolean quoted = false;
    boolean era = false;
    for (int i = 0; i < mapped.length(); i++) {
      char c = mapped.charAt(i);
      quoted ^= c == '\'';
      era |= !quoted && c == 'G';
    }
    for (int i = 0; i < mapped.length() && !era; i++) {
      char c = mapped.charAt(i);
      quoted ^= c == '\'';
      if (!quoted && c == 'y') {
        mapped.setCharAt(i, 'u');
      }
    }
    return mapped.toString();
  }

  /** Whether the pattern reads an offset or a zone. */
  static boolean hasZone(String pattern) {
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      if (!quoted && "VvzOXxZ".indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long parse(byte[] text, int start, int end) {
    skippedIn = "";
    try {
      return resolve(formatter.parse(new String(text, start, end - start, UTF_8)));
    } catch (DateTimeException | ArithmeticException e) {
      // Which of the pattern's parts failed tells the user no more than the value itself does.
      return NONE;
    }
  }

  private long resolve(TemporalAccessor parsed) {
    LocalDate date = parsed.query(TemporalQueries.localDate());
    LocalTime time = parsed.query(TemporalQueries.localTime());
    offsetSeconds = NO_OFFSET;
    hasTime = time != null;
    ZoneId zone = parsed.query(TemporalQueries.zone());
    if (date == null || date.getYear() < 0 || date.getYear() > 9999) {
      return NONE;
    }
    if (time == null && parsed.isSupported(ChronoField.HOUR_OF_AMPM)) {
      return NONE;
    }
    LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
    if (zone != null) {
      ZoneOffset offset = zone.getRules().getOffset(Instant.from(local.atZone(zone)));
      if (!zone.getRules().isValidOffset(local, offset)) {
        skippedIn = zone.getId();
        return NONE;
      }
      offsetSeconds = offset.getTotalSeconds();
    }
    int nanos = local.get(ChronoField.NANO_OF_SECOND);
    if (nanos % 1000 != 0) {
      return NONE;
    }
    return Math.addExact(
        Math.multiplyExact(local.toEpochSecond(ZoneOffset.UTC), Calendar.MICROS_PER_SECOND),
        nanos / 1000);
  }

  @Override
  public int offsetSeconds() {
    return offsetSeconds;
  }

  @Override
  public String skippedIn() {
    return skippedIn;
  }

  @Override
  public boolean hasTime() {
    return hasTime;
  }
}
