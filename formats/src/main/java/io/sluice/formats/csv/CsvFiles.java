package io.sluice.formats.csv;

import io.sluice.formats.assemble.RowReader;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ByteWindow;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Utf8Input;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import io.sluice.formats.token.TokenReader;
import java.io.IOException;

/** Opens files of delimited text. */
public final class CsvFiles {
  private CsvFiles() {}

  /**
   * Reads the records that begin in a range.
   *
   * @throws IllegalArgumentException if layout, range and plan do not fit each other
   */
  public static BatchReader open(
      ObjectSource source, FileLayout.Csv layout, ByteRange range, ReadPlan plan)
      throws IOException {
    CsvDialect dialect = CsvDialect.of(layout);
    CsvRowFormat format = new CsvRowFormat(layout, dialect, plan);
    int records = batchRecords(layout, range, plan.batchRows());
    FieldTable table = CsvTokenizer.newTable(dialect, format.width(), records);
    RecordTokenizer tokenizer = records(source, layout, range);
    try {
      return new RowReader(format, tokenizer, table, source.uri(), range, plan);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Walks the fields of the records that begin in a range. */
  public static TokenReader tokens(ObjectSource source, FileLayout.Csv layout, ByteRange range)
      throws IOException {
    FieldTable table =
        CsvTokenizer.newTable(
            CsvDialect.of(layout),
            layout.header().size(),
            batchRecords(layout, range, ReadPlan.DEFAULT_BATCH_ROWS));
    return new CsvTokenReader(records(source, layout, range), table, layout.header());
  }

  /**
   * Fewer for small files: the arrays of a full batch cost more to clear than they take to read.
   */
  private static int batchRecords(FileLayout.Csv layout, ByteRange range, int wanted) {
    if (!layout.compression().equals("none")) {
      return wanted;
    }
    long bytesOfRecord = 2L * Math.max(1, layout.header().size());
    return (int) Math.min(wanted, Math.max(16, (range.end() - range.start()) / bytesOfRecord));
  }

  private static int windowBytes(FileLayout.Csv layout, ByteRange range) {
    long bytes = range.end() - range.start();
    boolean small = range.last() && layout.compression().equals("none");
    // One byte more than there are, so that the first look finds the end, too.
    return small ? (int) Math.min(bytes + 8, ByteWindow.DEFAULT_BYTES) : ByteWindow.DEFAULT_BYTES;
  }

  private static RecordTokenizer records(
      ObjectSource source, FileLayout.Csv layout, ByteRange range) throws IOException {
    if (layout.skipTrailingLines() == 0) {
      return tokenizer(source, layout, range);
    }
    long records = 0;
    try (CsvTokenizer counting = tokenizer(source, layout, range)) {
      FieldTable table = new FieldTable(0, ReadPlan.DEFAULT_BATCH_ROWS, null);
      while (counting.next(table)) {
        records += table.records();
      }
    }
    return new TrailerSkipper(
        tokenizer(source, layout, range), Math.max(0, records - layout.skipTrailingLines()));
  }

  /** A tokenizer of the records that begin in a range, trailing lines included. */
  static CsvTokenizer tokenizer(ObjectSource source, FileLayout.Csv layout, ByteRange range)
      throws IOException {
    boolean seekable = Utf8Input.seekable(layout.compression(), layout.encoding());
    boolean whole = range.start() == 0 && range.last();
    if (!whole && (!seekable || layout.skipTrailingLines() > 0)) {
      throw new IllegalArgumentException(
          source.uri() + " must be read in one range: " + CsvSplits.whyWhole(layout));
    }
    boolean fromData = range.startsAtRecord() || range.start() <= layout.dataStart();
    long start = fromData ? Math.max(range.start(), layout.dataStart()) : range.start() - 1;
    Utf8Input input =
        Utf8Input.open(source, layout.compression(), layout.encoding(), seekable ? start : 0);
    try {
      ByteWindow window = new ByteWindow(input, windowBytes(layout, range));
      // Only now it is known whether a byte order mark was left out.
      window.fill();
      long end = range.last() ? Long.MAX_VALUE : range.end() - input.fileOffset(0);
      CsvDialect dialect = CsvDialect.of(layout);
      CsvTokenizer tokenizer = new CsvTokenizer(dialect, Scanners.of(dialect), window, input, end);
      if (!fromData) {
        tokenizer.skipLines(1);
      } else if (start == 0) {
        tokenizer.skipLines(layout.skipLines());
        if (layout.hasHeader()) {
          tokenizer.skipHeader();
        }
      }
      return tokenizer;
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
  }
}
