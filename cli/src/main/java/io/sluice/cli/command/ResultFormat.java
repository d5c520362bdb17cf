package io.sluice.cli.command;

import java.util.Locale;

/** How a command prints its result. */
enum ResultFormat {
  /** For people. */
  TABLE,
  /** For programs. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
