package io.sluice.launch.schedule;

import io.sluice.launch.LaunchException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When runs begin.
 *
 * @param expression as EventBridge Scheduler takes it: {@code cron(30 2 * * ? *)}, {@code rate(6
 *     hours)} or {@code at(2026-12-24T18:00:00)}
 * @param zone whose clocks count; daylight saving is followed
 */
public record Times(String expression, ZoneId zone) {
  private static final Pattern CRON = Pattern.compile("cron\\(([^()]+)\\)");
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)(s?)\\)");
  private static final Pattern AT =
      Pattern.compile("at\\(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\)");
  private static final int CRON_FIELDS = 6;
  private static final int DAYS_AHEAD = 400;

  /**
   * Of an expression, or of a time of the day such as {@code 02:30}.
   *
   * @throws LaunchException if it is neither, or the zone is unknown
   */
  public static Times parse(String text, String zone) {
    String expression = text.strip();
    if (expression.matches("\\d{1,2}:\\d{2}")) {
      LocalTime time = time(expression);
      expression = "cron(" + time.getMinute() + " " + time.getHour() + " * * ? *)";
    }
    require(expression);
    return new Times(expression, zone(zone));
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text, DateTimeFormatter.ofPattern("H:mm", Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new LaunchException("'" + text + "' is not a time of day: write 02:30", e);
    }
  }

  private static void require(String expression) {
    Matcher cron = CRON.matcher(expression);
    Matcher rate = RATE.matcher(expression);
    if (cron.matches()) {
      String[] fields = cron.group(1).strip().split("\\s+", -1);
      if (fields.length != CRON_FIELDS) {
        throw new LaunchException(
            "'"
                + expression
                + "' has "
                + fields.length
                + " fields: EventBridge Scheduler wants six, minutes hours day-of-month month"
                + " day-of-week year, for example cron(30 2 * * ? *)");
      }
      if (fields[2].equals("?") == fields[4].equals("?")) {
        throw new LaunchException(
            "'"
                + expression
                + "': exactly one of day-of-month (third) and day-of-week (fifth) is a ?");
      }
    } else if (rate.matches()) {
      long count = Long.parseLong(rate.group(1));
      if (count < 1 || (count == 1) != rate.group(3).isEmpty()) {
        throw new LaunchException(
            "'" + expression + "': write rate(1 hour), rate(2 hours); not 0, and no plural of one");
      }
    } else if (!AT.matcher(expression).matches()) {
      throw new LaunchException(
          "'"
              + expression
              + "' is not a time: write 02:30 (every day), cron(30 2 ? * MON-FRI *), rate(6 hours)"
              + " or at(2026-12-24T18:00:00)");
    }
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new LaunchException(
          "there is no time zone '"
              + name
              + "': write a name of the IANA list, such as Europe/Berlin or UTC",
          e);
    }
  }

  /**
   * The days of the next year on which daylight saving changes what happens, a line for each: a
   * time that does not exist is passed over, and one that comes twice is taken once (EventBridge
   * Scheduler's documentation). Empty where the time is not a fixed one.
   */
  public List<String> changes(Instant from) {
    Optional<LocalTime> daily = daily();
    if (daily.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    Instant end = from.plus(Duration.ofDays(DAYS_AHEAD));
    ZoneOffsetTransition next = zone.getRules().nextTransition(from);
    while (next != null && next.getInstant().isBefore(end)) {
      tell(next, daily.get(), lines);
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return lines;
  }

  private static void tell(ZoneOffsetTransition change, LocalTime daily, List<String> lines) {
    LocalTime before = change.getDateTimeBefore().toLocalTime();
    LocalTime after = change.getDateTimeAfter().toLocalTime();
    String day = change.getDateTimeBefore().toLocalDate().toString();
    if (change.isGap() && !daily.isBefore(before) && daily.isBefore(after)) {
      lines.add(day + ": clocks go forward, there is no " + daily + ": no run on that day");
    } else if (change.isOverlap() && !daily.isBefore(after) && daily.isBefore(before)) {
      lines.add(day + ": clocks go back, " + daily + " comes twice: one run");
    }
  }

  /** The time of the day, where it is a single one. */
  private Optional<LocalTime> daily() {
    Matcher cron = CRON.matcher(expression);
    if (!cron.matches()) {
      return Optional.empty();
    }
    String[] fields = cron.group(1).strip().split("\\s+", -1);
    return fields[0].matches("[0-5]?\\d") && fields[1].matches("[01]?\\d|2[0-3]")
        ? Optional.of(LocalTime.of(Integer.parseInt(fields[1]), Integer.parseInt(fields[0])))
        : Optional.empty();
  }
}
