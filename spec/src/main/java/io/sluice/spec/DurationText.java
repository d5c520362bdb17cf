package io.sluice.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}. */
public final class DurationText {
  static final Pattern PATTERN = Pattern.compile("^([0-9]{1,9})([smhd])$");

  private DurationText() {}

  /** The duration, if the text is one. */
  public static Optional<Duration> parse(String text) {
    Matcher parts = PATTERN.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(parts.group(1));
    return Optional.of(
        switch (parts.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  /**
   * The text in the largest unit that leaves no rest. Whatever {@link #parse} gives has one that it
   * reads back: in a larger unit the count has no more digits than it had.
   *
   * @throws IllegalArgumentException if no text says exactly this duration
   */
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    String text =
        seconds == 0 || seconds % 60 != 0
            ? seconds + "s"
            : seconds % 3_600 != 0
                ? seconds / 60 + "m"
                : seconds % 86_400 != 0 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    if (!parse(text).equals(Optional.of(duration))) {
      throw new IllegalArgumentException(
          "cannot be written in days, hours, minutes or seconds: " + duration);
    }
    return text;
  }
}
