package io.sluice.formats.split;

/** How sure it must be that a byte range begins where it says. */
public enum Cuts {
  /** Certain. Files whose values may hold line ends are read once to cut them. */
  PROVEN,
  /**
   * Nearly always right, and quick. Ranges that are {@code ByteRange.guessed} must be verified
   * behind the reading, by {@link RangeChain}, and read again from {@link #PROVEN} cuts if it does
   * not hold.
   */
  GUESSED
}
