package io.sluice.benchmarks.report;

import java.util.Locale;

/** In what state an engine is when the clock starts. */
public enum Mode {
  /** Not there: a fresh process, as a user meets it. */
  COLD(0),
  /** Running, and compiled by two runs that do not count; the check is the first of them. */
  WARM(1);

  private final int dropped;

  Mode(int dropped) {
    this.dropped = dropped;
  }

  /** Runs after the checked one that are not counted either. */
  public int dropped() {
    return dropped;
  }

  /** {@code cold}, {@code warm}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
