package io.sluice.formats.csv;

import io.sluice.formats.csv.SplitGuess.Guess;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.CodeUnit;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Parallel;
import io.sluice.formats.text.TextSplits;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where files of delimited text may be split. */
final class CsvSplits {
  /** Reading such a piece is mostly waiting where files lie far away. */
  private static final int MOST_LOOKING = 8;

  /**
   * A reader that begins in the wrong state may hold a record of this size where the file has none:
   * it must not cost the memory that the right reading does not need.
   */
  private static final long MOST_GUESSED_RECORD_BYTES = 64L << 20;

  private CsvSplits() {}

  /** Whether a line end may be part of a value, so that splits must be looked up. */
  static boolean quotesLines(CsvLayout layout) {
    return !layout.quote().isEmpty();
  }

  /**
   * Splits a file near the wanted places, so that every range begins at a record and knows how many
   * precede it, by going through the file once.
   *
   * @param wanted ascending offsets after {@code layout.dataStart()}
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  static List<ByteRange> exact(ObjectSource source, CsvLayout layout, int fileIndex, long[] wanted)
      throws IOException {
    return exact(source, layout, fileIndex, wanted, QuoteScan.PIECE_BYTES, QuoteScan.OVERLAP_BYTES);
  }

  static List<ByteRange> exact(
      ObjectSource source,
      CsvLayout layout,
      int fileIndex,
      long[] wanted,
      int pieceBytes,
      int overlapBytes)
      throws IOException {
    SplitPoints points = new SplitPoints(wanted);
    long dataStart = CsvFiles.dataStart(source, layout);
    points.beginning(dataStart, 0);
    long done = 0;
    long from = dataStart;
    CsvDialect dialect = CsvDialect.of(layout);
    boolean exact = true;
    CodeUnit unit = CodeUnit.of(layout.compression(), layout.encoding()).orElseThrow();
    if (QuoteScanner.follows(dialect) && unit.showsAscii()) {
      QuoteScan scan =
          new QuoteScan(source, unit, dialect, dataStart, wanted, pieceBytes, overlapBytes);
      exact = !scan.run(points);
      from = scan.position();
      done = scan.records();
    }
    if (exact) {
      tokenize(source, layout, from, done, points);
    }
    return ranges(source, fileIndex, dataStart, points.starts(), points.recordsBefore());
  }

  /**
   * Splits a file near the wanted places by looking only at what lies around them; where that
   * leaves a doubt, as {@link #exact} does. Ranges that are {@link ByteRange#guessed} may be wrong:
   * whoever reads them verifies them by {@link io.sluice.formats.split.RangeChain}.
   *
   * @param wanted ascending offsets after {@code layout.dataStart()}
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  static List<ByteRange> guessed(
      ObjectSource source, CsvLayout layout, int fileIndex, long[] wanted) throws IOException {
    return layout.maxRecordBytes() > MOST_GUESSED_RECORD_BYTES
        ? exact(source, layout, fileIndex, wanted)
        : guessed(source, layout, fileIndex, wanted, new SplitGuess(source, layout));
  }

  static List<ByteRange> guessed(
      ObjectSource source, CsvLayout layout, int fileIndex, long[] wanted, SplitGuess guess)
      throws IOException {
    long dataStart = CsvFiles.dataStart(source, layout);
    long[] after = TextSplits.after(dataStart, wanted);
    List<Long> starts = new ArrayList<>();
    boolean[] unclear = new boolean[1];
    Parallel.inOrder(
        after.length,
        MOST_LOOKING,
        i -> guess.at(after[i]),
        found -> {
          if (found instanceof Guess.At at) {
            starts.add(at.offset());
          }
          unclear[0] = found instanceof Guess.Unclear;
          return !unclear[0];
        });
    if (unclear[0]) {
      return exact(source, layout, fileIndex, wanted);
    }
    long[] offsets = starts.stream().mapToLong(Long::longValue).toArray();
    long[] unknown = new long[offsets.length];
    Arrays.fill(unknown, -1);
    return ranges(source, fileIndex, dataStart, offsets, unknown);
  }

  /** The slow way, right for every dialect and every broken file. */
  private static void tokenize(
      ObjectSource source, CsvLayout layout, long from, long recordsBefore, SplitPoints points)
      throws IOException {
    FieldTable table = new FieldTable(0, ReadPlan.DEFAULT_BATCH_ROWS, null);
    ByteRange rest = new ByteRange(0, 0, from, source.size(), true, recordsBefore, true);
    long before = recordsBefore;
    try (CsvTokenizer tokenizer = CsvFiles.tokenizer(source, layout, rest)) {
      while (!points.done() && tokenizer.next(table)) {
        boolean reaches = tokenizer.position() >= points.next();
        for (int r = 0; reaches && r < table.records(); r++) {
          points.beginning(tokenizer.recordOffset(r), before + table.ordinals()[r]);
          reaches = !points.done();
        }
        before += table.records() + table.skipped();
      }
    }
  }

  private static List<ByteRange> ranges(
      ObjectSource source, int fileIndex, long dataStart, long[] starts, long[] recordsBefore) {
    List<ByteRange> ranges = new ArrayList<>();
    long start = 0;
    long before = 0;
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] > Math.max(start, dataStart) && starts[i] < source.size()) {
        ranges.add(new ByteRange(fileIndex, ranges.size(), start, starts[i], true, before, false));
        start = starts[i];
        before = recordsBefore[i];
      }
    }
    ranges.add(new ByteRange(fileIndex, ranges.size(), start, source.size(), true, before, true));
    return ranges;
  }
}
