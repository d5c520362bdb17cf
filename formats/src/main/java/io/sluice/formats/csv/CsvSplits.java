package io.sluice.formats.csv;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where files of delimited text may be cut. */
public final class CsvSplits {
  private CsvSplits() {}

  /** Why a file of this layout must be read in one range; empty if it may be cut. */
  public static String whyWhole(FileLayout.Csv layout) {
    return TextRange.whyWhole(layout);
  }

  /** Whether a line end may be part of a value, so that cuts must be looked up. */
  public static boolean quotesLines(FileLayout.Csv layout) {
    return !layout.quote().isEmpty();
  }

  /**
   * Cuts a file near the wanted places, so that every range begins at a record and knows how many
   * precede it, by going through the file once.
   *
   * @param wanted ascending offsets behind {@code layout.dataStart()}
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  public static List<ByteRange> exact(
      ObjectSource source, FileLayout.Csv layout, int fileIndex, long[] wanted) throws IOException {
    return exact(source, layout, fileIndex, wanted, QuoteScan.PIECE_BYTES, QuoteScan.OVERLAP_BYTES);
  }

  static List<ByteRange> exact(
      ObjectSource source,
      FileLayout.Csv layout,
      int fileIndex,
      long[] wanted,
      int pieceBytes,
      int overlapBytes)
      throws IOException {
    CutPoints cuts = new CutPoints(wanted);
    ByteRange whole = new ByteRange(fileIndex, 0, 0, source.size(), true, 0, true);
    long dataStart;
    try (CsvTokenizer first = CsvFiles.tokenizer(source, layout, whole)) {
      dataStart = first.position();
    }
    cuts.beginning(dataStart, 0);
    long done = 0;
    long from = dataStart;
    CsvDialect dialect = CsvDialect.of(layout);
    boolean exact = true;
    if (QuoteScanner.follows(dialect)) {
      QuoteScan scan = new QuoteScan(source, dialect, dataStart, wanted, pieceBytes, overlapBytes);
      exact = !scan.run(cuts);
      from = scan.position();
      done = scan.records();
    }
    if (exact) {
      tokenize(source, layout, from, done, cuts);
    }
    return ranges(source, fileIndex, dataStart, cuts);
  }

  /** The slow way, right for every dialect and every broken file. */
  private static void tokenize(
      ObjectSource source, FileLayout.Csv layout, long from, long recordsBefore, CutPoints cuts)
      throws IOException {
    FieldTable table = new FieldTable(0, ReadPlan.DEFAULT_BATCH_ROWS, null);
    ByteRange rest = new ByteRange(0, 0, from, source.size(), true, recordsBefore, true);
    long before = recordsBefore;
    try (CsvTokenizer tokenizer = CsvFiles.tokenizer(source, layout, rest)) {
      while (!cuts.done() && tokenizer.next(table)) {
        boolean reaches = tokenizer.position() >= cuts.next();
        for (int r = 0; reaches && r < table.records(); r++) {
          cuts.beginning(tokenizer.recordOffset(r), before + table.ordinals()[r]);
          reaches = !cuts.done();
        }
        before += table.records() + table.skipped();
      }
    }
  }

  private static List<ByteRange> ranges(
      ObjectSource source, int fileIndex, long dataStart, CutPoints cuts) {
    List<ByteRange> ranges = new ArrayList<>();
    long[] starts = cuts.starts();
    long start = 0;
    long before = 0;
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] > Math.max(start, dataStart) && starts[i] < source.size()) {
        ranges.add(new ByteRange(fileIndex, ranges.size(), start, starts[i], true, before, false));
        start = starts[i];
        before = cuts.recordsBefore()[i];
      }
    }
    ranges.add(new ByteRange(fileIndex, ranges.size(), start, source.size(), true, before, true));
    return ranges;
  }
}
