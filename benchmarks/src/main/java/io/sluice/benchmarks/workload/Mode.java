package io.sluice.benchmarks.workload;

import java.util.Locale;

/** In what state an engine is when the clock starts. */
public enum Mode {
  /** Running, and compiled as well as it will be. */
  WARM,
  /** Not there: a fresh process, as a user meets it. */
  COLD;

  /** {@code cold}, {@code warm}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
