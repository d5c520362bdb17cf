package io.sluice.formats.csv;

import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.source.CodeUnit;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.TextPiece;
import io.sluice.formats.text.Newline;
import java.io.IOException;

/**
 * Guesses where a record begins near a place of a file whose values may hold line ends, from a
 * small piece of it. After a line end either a record begins or a quoted value goes on: both are
 * tried. A guess is nearly always right, and never certain: whoever reads by it must verify it (see
 * {@link io.sluice.formats.split.RangeChain}).
 */
final class SplitGuess {
  /** A guess for one place. */
  sealed interface Guess {
    /** A record seems to begin here: an offset in the file. */
    record At(long offset) implements Guess {}

    /** No record begins after the place. */
    record Nowhere() implements Guess {}

    /** The text there can be read in two ways. */
    record Unclear() implements Guess {}
  }

  /** How much is looked at; the next size where the one before was not enough. */
  private static final int[] SIZES = {64 << 10, 256 << 10, 1 << 20};

  /** Beside more records than this, lines that only look like records are unlikely. */
  private static final int ENOUGH = 8;

  private final ObjectSource source;
  private final String encoding;
  private final CodeUnit unit;
  private final CsvDialect dialect;
  private final Newline newline;
  private final int fields;
  private final int[] sizes;

  SplitGuess(ObjectSource source, CsvLayout layout) {
    this(source, layout, SIZES);
  }

  /**
   * @param sizes ascending numbers of bytes to look at
   */
  SplitGuess(ObjectSource source, CsvLayout layout, int... sizes) {
    this.source = source;
    this.encoding = layout.encoding();
    this.unit = CodeUnit.of(layout.compression(), encoding).orElseThrow();
    this.dialect = CsvDialect.of(layout);
    this.newline = dialect.lineEnd();
    this.fields = layout.header().size();
    this.sizes = sizes.clone();
  }

  /**
   * Guesses the first record that begins at or after a place.
   *
   * @param wanted an offset in the file, not its first
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  Guess at(long wanted) throws IOException {
    long origin = unit.align(wanted) - unit.bytes();
    int most = (int) Math.min(sizes[sizes.length - 1], source.size() - origin);
    try (FileBytes bytes = new FileBytes(source, CodeUnit.BYTE, origin)) {
      for (int size : sizes) {
        bytes.upTo(size);
        Guess guess = guess(bytes, size >= most ? 1 : ENOUGH, origin);
        if (size >= most || !(guess instanceof Guess.Unclear)) {
          return guess;
        }
      }
    }
    return new Guess.Unclear();
  }

  private Guess guess(FileBytes bytes, int enough, long origin) throws IOException {
    boolean atEnd = bytes.atEnd();
    End end = atEnd ? End.COMPLETE : End.SAMPLE;
    TextPiece piece = TextPiece.of(encoding, bytes.buffer(), bytes.length(), end);
    byte[] buffer = piece.text();
    int length = piece.length();
    int lineEnd = newline.find(buffer, 0, length);
    if (lineEnd < 0 || (lineEnd + 1 == length && !atEnd)) {
      return atEnd ? new Guess.Nowhere() : new Guess.Unclear();
    }
    int start = lineEnd + newline.lengthAt(buffer, lineEnd, length);
    if (start == length) {
      return atEnd ? new Guess.Nowhere() : new Guess.Unclear();
    }
    Hypothesis record = Hypothesis.record(dialect, fields, buffer, start, length, end);
    Hypothesis quoted = Hypothesis.inQuotes(dialect, fields, buffer, start, length, end);
    long found = choose(record, quoted, enough);
    return found < 0 ? new Guess.Unclear() : new Guess.At(origin + piece.rawOffset(start + found));
  }

  /** Counted from the line end; -1 if nothing can be said. */
  private long choose(Hypothesis record, Hypothesis quoted, int enough) {
    if (quoted.refuted()) {
      return 0;
    }
    // Where both agree it does not matter which of them is right.
    long common = record.meets(quoted);
    if (common >= 0) {
      return common;
    }
    // Of one column, every line looks like a record.
    boolean asRecord = fields > 1 && record.holds(enough);
    boolean asQuoted = fields > 1 && quoted.holds(enough);
    if (asRecord == asQuoted) {
      return -1;
    }
    return asRecord ? 0 : quoted.first();
  }
}
