package io.sluice.launch.logs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times at the beginning of lines, in UTC as clusters have it. */
final class LineTimes {
  /** Spark's own pattern: {@code 26/11/29 12:00:01 ERROR …}, or with a whole year and {@code T}. */
  private static final Pattern TIME =
      Pattern.compile(
          "^\\[?(?:20)?(\\d{2})[-/](\\d{2})[-/](\\d{2})[ T](\\d{2}):(\\d{2}):(\\d{2})(?:[.,](\\d{3}))?.*",
          Pattern.DOTALL);

  private static final int CENTURY = 2000;
  private static final int NANOS = 1_000_000;

  private LineTimes() {}

  static Optional<Instant> of(String line) {
    Matcher matcher = TIME.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  CENTURY + number(matcher, 1),
                  number(matcher, 2),
                  number(matcher, 3),
                  number(matcher, 4),
                  number(matcher, 5),
                  number(matcher, 6),
                  matcher.group(7) == null ? 0 : number(matcher, 7) * NANOS)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
