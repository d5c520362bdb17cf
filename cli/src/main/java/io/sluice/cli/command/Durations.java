package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.spec.DurationText;
import java.time.Duration;

/** Durations on the command line. */
final class Durations {
  private Durations() {}

  /**
   * @throws UsageException naming the option, if the text is no duration
   */
  static Duration parse(String option, String text) {
    return DurationText.parse(text)
        .orElseThrow(
            () ->
                new UsageException(
                    option + " is not a duration: '" + text + "'. Write 30s, 10m, 2h or 1d"));
  }
}
