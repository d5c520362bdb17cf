package io.sluice.formats.csv;

import io.sluice.formats.assemble.DirectFields;
import io.sluice.formats.assemble.RowReader;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.text.LineFiles;
import io.sluice.formats.text.NamedTokens;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import io.sluice.formats.token.TokenReader;
import java.io.IOException;

/** Opens files of delimited text. */
final class CsvFiles {
  private CsvFiles() {}

  /**
   * Reads the records that begin in a range.
   *
   * @throws IllegalArgumentException if layout, range and plan do not fit each other
   */
  static BatchReader open(ObjectSource source, CsvLayout layout, ByteRange range, ReadPlan plan)
      throws IOException {
    return open(source, layout, range, plan, TextRange.windowBytes(layout, range));
  }

  static BatchReader open(
      ObjectSource source, CsvLayout layout, ByteRange range, ReadPlan plan, int windowBytes)
      throws IOException {
    CsvDialect dialect = CsvDialect.of(layout);
    CsvRowFormat format = new CsvRowFormat(layout, dialect, plan);
    int records = TextRange.batchRecords(layout, layout.header().size(), range, plan.batchRows());
    FieldTable table = CsvTokenizer.newTable(dialect, format.width(), records);
    RecordTokenizer tokenizer = records(source, layout, range, windowBytes);
    try {
      DirectFields direct =
          tokenizer instanceof CsvTokenizer csv
              ? CsvDirectFields.of(dialect, csv, format, plan)
              : null;
      return new RowReader(format, tokenizer, direct, table, source.uri(), range, plan);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Walks the fields of the records that begin in a range. */
  static TokenReader tokens(ObjectSource source, CsvLayout layout, ByteRange range)
      throws IOException {
    FieldTable table =
        CsvTokenizer.newTable(
            CsvDialect.of(layout),
            layout.header().size(),
            TextRange.batchRecords(
                layout, layout.header().size(), range, ReadPlan.DEFAULT_BATCH_ROWS));
    RecordTokenizer tokenizer =
        records(source, layout, range, TextRange.windowBytes(layout, range));
    return new CsvTokens(
        new NamedTokens(tokenizer, table, layout.header()),
        new RecordShape(layout, CsvDialect.of(layout)));
  }

  /**
   * Where the first record begins.
   *
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  static long dataStart(ObjectSource source, CsvLayout layout) throws IOException {
    return LineFiles.dataStart(source, layout, text -> of(layout, text));
  }

  private static RecordTokenizer records(
      ObjectSource source, CsvLayout layout, ByteRange range, int windowBytes) throws IOException {
    return LineFiles.records(source, layout, range, windowBytes, text -> of(layout, text));
  }

  /** A tokenizer of the records that begin in a range, trailing lines included. */
  static CsvTokenizer tokenizer(ObjectSource source, CsvLayout layout, ByteRange range)
      throws IOException {
    return LineFiles.tokenizer(source, layout, range, text -> of(layout, text));
  }

  private static CsvTokenizer of(CsvLayout layout, TextRange text) {
    CsvDialect dialect = CsvDialect.of(layout);
    return new CsvTokenizer(dialect, Scanners.of(dialect), text);
  }
}
