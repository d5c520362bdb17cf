package io.sluice.formats.split;

/** How sure it must be that a byte range begins where it says. */
public enum SplitCertainty {
  /** Certain. Files whose values may contain line ends are read once to split them. */
  PROVEN,
  /**
   * Nearly always right, and quick. Ranges that are {@code ByteRange.guessed} must be verified
   * after the reading, by {@link RangeChain}, and read again from {@link #PROVEN} splits if it does
   * not hold.
   */
  GUESSED
}
