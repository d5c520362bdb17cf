package io.sluice.deploy.doctor;

import java.util.Locale;

/**
 * Something that somebody should know.
 *
 * @param check what was looked at, such as {@code buckets}
 * @param what what is so, and where
 * @param remedy what to do; empty only for {@link Severity#GOOD}
 */
public record Finding(String check, Severity severity, String what, String remedy) {
  /** How bad it is. */
  public enum Severity {
    /** It is as it should be. */
    GOOD,
    /** It could not be looked at. */
    UNKNOWN,
    /** The flow works, and somebody will be surprised. */
    WARNING,
    /** The flow does not work. */
    FAULT;

    /** In lower case. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
