package io.sluice.formats.csv;

import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a piece of text is if it begins as the hypothesis says, after a line end: tokenized like the
 * file itself, so that it works for every dialect.
 */
final class Hypothesis {
  /** Enough to meet the other hypothesis, if they ever meet. */
  private static final int MOST_STARTS = 1 << 14;

  /** One record in so many may be at fault without casting doubt on the others. */
  private static final int TOLERANCE = 8;

  private final int prefix;
  private long[] starts = new long[256];
  private int count;
  private long good;
  private long bad;
  private boolean refuted;

  private Hypothesis(int prefix) {
    this.prefix = prefix;
  }

  /** The hypothesis that a record begins at {@code text[from]}. */
  static Hypothesis record(CsvDialect dialect, int fields, byte[] text, int from, int to, End end)
      throws IOException {
    Hypothesis made = new Hypothesis(0);
    made.follow(dialect, fields, Arrays.copyOfRange(text, from, to), end);
    return made;
  }

  /** The hypothesis that {@code text[from]} is inside quotes. */
  static Hypothesis inQuotes(CsvDialect dialect, int fields, byte[] text, int from, int to, End end)
      throws IOException {
    byte[] quote = dialect.quoteBytes();
    byte[] quoted = Arrays.copyOf(quote, quote.length + to - from);
    System.arraycopy(text, from, quoted, quote.length, to - from);
    Hypothesis made = new Hypothesis(quote.length);
    made.follow(dialect, fields, quoted, end);
    return made;
  }

  private void follow(CsvDialect dialect, int fields, byte[] text, End end) throws IOException {
    FieldTable table = new FieldTable(0, 1024, null);
    boolean rest = prefix > 0;
    try (CsvTokenizer tokenizer = CsvTokenizer.ofSample(dialect, text, text.length, end)) {
      while (!refuted && tokenizer.next(table)) {
        for (int r = 0; r < table.records() && !refuted; r++) {
          boolean broken = table.problem(r) != null;
          if (rest) {
            // Of the record that the text begins in, only its quotes can be judged.
            rest = false;
            refuted = broken;
          } else {
            note(tokenizer.recordOffset(r) - prefix, !broken && table.fieldCounts()[r] == fields);
          }
        }
      }
    }
  }

  private void note(long start, boolean fits) {
    good += fits ? 1 : 0;
    bad += fits ? 0 : 1;
    if (count < MOST_STARTS) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = start;
    }
  }

  /** Whether what would be the rest of a quoted field is none. */
  boolean refuted() {
    return refuted;
  }

  /**
   * Whether nearly all records are as wide as they should be.
   *
   * @param enough how many at least
   */
  boolean holds(int enough) {
    return !refuted && good >= enough && bad * TOLERANCE <= good;
  }

  /** Where the first whole record begins, counted from {@code from}; -1 if none does. */
  long first() {
    return count == 0 ? -1 : starts[0];
  }

  /** The first place at which a record begins in both cases; -1 if there is none. */
  long meets(Hypothesis other) {
    int i = 0;
    int j = 0;
    while (i < count && j < other.count) {
      if (starts[i] == other.starts[j]) {
        return starts[i];
      }
      if (starts[i] < other.starts[j]) {
        i++;
      } else {
        j++;
      }
    }
    return -1;
  }
}
