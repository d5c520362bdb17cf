package io.sluice.benchmarks.report;

import java.util.Locale;

/** In what state an engine is when the clock starts. */
public enum Mode {
  /** Not there: a fresh process, as a user meets it. */
  COLD,
  /** Running, and compiled as well as it will be. */
  WARM;

  /** {@code cold}, {@code warm}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
