package io.sluice.formats.text;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import java.io.IOException;
import java.util.function.Function;

/** Opens ranges of files whose records end at line ends. */
public final class LineFiles {
  private LineFiles() {}

  /**
   * The records that begin in a range; those of the file's trailer count as skipped. A file with a
   * trailer is read twice: only then it is known where the trailer begins.
   *
   * @param windowBytes how much of the text is looked at at once, see {@link TextRange#windowBytes}
   * @param tokenizer of a text; it owns the text's input
   * @throws IllegalArgumentException if the range is a part of a file that may not be split
   */
  public static RecordTokenizer records(
      ObjectSource source,
      FileLayout.Tabular layout,
      ByteRange range,
      int windowBytes,
      Function<TextRange, ? extends LineTokenizer> tokenizer)
      throws IOException {
    if (layout.skipTrailingLines() == 0) {
      return tokenizer(source, layout, range, windowBytes, tokenizer);
    }
    long records = 0;
    try (RecordTokenizer counting = tokenizer(source, layout, range, windowBytes, tokenizer)) {
      FieldTable table = new FieldTable(0, ReadPlan.DEFAULT_BATCH_ROWS, null);
      while (counting.next(table)) {
        records += table.records();
      }
    }
    return new TrailerSkipper(
        tokenizer(source, layout, range, windowBytes, tokenizer),
        Math.max(0, records - layout.skipTrailingLines()));
  }

  /**
   * Where the first record of a file begins: after what precedes it.
   *
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  public static long dataStart(
      ObjectSource source,
      FileLayout.Tabular layout,
      Function<TextRange, ? extends LineTokenizer> tokenizer)
      throws IOException {
    if (layout.dataStart() > 0) {
      return layout.dataStart();
    }
    ByteRange whole = new ByteRange(0, 0, 0, source.size(), true, 0, true);
    try (LineTokenizer first = tokenizer(source, layout, whole, tokenizer)) {
      return first.position();
    }
  }

  /** Likewise, records of the trailer included. */
  public static <T extends LineTokenizer> T tokenizer(
      ObjectSource source,
      FileLayout.Tabular layout,
      ByteRange range,
      Function<TextRange, T> tokenizer)
      throws IOException {
    return tokenizer(source, layout, range, TextRange.windowBytes(layout, range), tokenizer);
  }

  private static <T extends LineTokenizer> T tokenizer(
      ObjectSource source,
      FileLayout.Tabular layout,
      ByteRange range,
      int windowBytes,
      Function<TextRange, T> tokenizer)
      throws IOException {
    TextRange text = TextRange.open(source, layout, range, windowBytes);
    try {
      T opened = tokenizer.apply(text);
      opened.begin(text.begin(), layout.skipLines(), layout.hasHeader());
      return opened;
    } catch (IOException | RuntimeException e) {
      text.input().close();
      throw e;
    }
  }
}
