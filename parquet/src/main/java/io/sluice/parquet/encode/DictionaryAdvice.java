package io.sluice.parquet.encode;

/**
 * What the chunks written so far taught about a Parquet column's dictionary. Sorted numbers, keys
 * in the order in which they were given for example, compress better plain than as indices, however
 * often each occurs: now and then a page is compressed both ways to see.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class DictionaryAdvice {
  /** Of the chunks of a column without use for a dictionary, every so manieth tries one again. */
  private static final int RETRY = 8;

  /** The plain page must be smaller than this share of the page of indices. */
  private static final double CLEARLY_SMALLER = 0.95;

  /** Pages that are this much smaller as indices need no comparison. */
  private static final int NO_DOUBT = 8;

  private boolean plainWon;
  private int chunks;

  /** Pages that there was a choice for, and after how many of them to compare again. */
  private long doubtful;

  private long nextComparison = 1;

  /** Whether the next chunk should begin with a dictionary. */
  boolean startsWithDictionary() {
    return !plainWon || chunks++ % RETRY == 0;
  }

  /** The page is about to be written as indices: whether to see how it compresses plain. */
  public boolean compares(long indexBytes, long plainBytes) {
    if (plainBytes >= indexBytes * NO_DOUBT) {
      plainWon = false;
      return false;
    }
    if (plainWon) {
      return true;
    }
    doubtful++;
    if (doubtful < nextComparison) {
      return false;
    }
    nextComparison *= 4;
    return true;
  }

  /** Takes what a page took compressed; returns whether its chunk should go on plain. */
  public boolean plainWins(int indexBytes, int plainBytes) {
    return noteGivenUp(plainBytes < indexBytes * CLEARLY_SMALLER);
  }

  private boolean noteGivenUp(boolean plain) {
    if (plain && !plainWon) {
      chunks = 1;
    }
    plainWon = plain;
    return plain;
  }

  /** The values were too distinct for a dictionary from the start. */
  void tooDistinct() {
    noteGivenUp(true);
  }
}
