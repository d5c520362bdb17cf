package io.sluice.formats.format;

import io.sluice.formats.read.FileLayout;
import java.util.Optional;

/** What came of laying a file out: how to read it, or why it cannot be read as it is. */
public sealed interface LaidOut {
  /** How well a layout fits. */
  enum Fit {
    FIRM,
    /** The content allows it but shows nothing of it: another format may fit better. */
    LOOSE
  }

  /**
   * The file can be read.
   *
   * @param description one line for people, without compression and encoding
   * @param confidence 0 to 1, given that the encoding is right
   * @param runnerUp the next best explanation, if there was one
   */
  record Accepted(
      FileLayout layout, String description, double confidence, Optional<String> runnerUp, Fit fit)
      implements LaidOut {}

  /**
   * The file is of the format and holds no record.
   *
   * @param what for people
   */
  record Empty(String what) implements LaidOut {}

  /**
   * The file cannot be read as it is.
   *
   * @param what for people, with article: what it is
   * @param remedy what to do about it
   */
  record Refused(String what, String remedy) implements LaidOut {}
}
