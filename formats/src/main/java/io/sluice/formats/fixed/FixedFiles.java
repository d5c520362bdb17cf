package io.sluice.formats.fixed;

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
import io.sluice.formats.token.Unescaper;
import java.io.IOException;

/** Opens files of fixed width. */
final class FixedFiles {
  private FixedFiles() {}

  /**
   * Reads the records that begin in a range.
   *
   * @throws IllegalArgumentException if layout, range and plan do not fit each other
   */
  static BatchReader open(ObjectSource source, FixedLayout layout, ByteRange range, ReadPlan plan)
      throws IOException {
    return open(source, layout, range, plan, TextRange.windowBytes(layout, range));
  }

  static BatchReader open(
      ObjectSource source, FixedLayout layout, ByteRange range, ReadPlan plan, int windowBytes)
      throws IOException {
    FixedRowFormat format = new FixedRowFormat(layout, plan);
    FieldTable table = table(layout, format.width(), range, plan.batchRows());
    RecordTokenizer tokenizer = records(source, layout, range, windowBytes);
    try {
      return new RowReader(format, tokenizer, table, source.uri(), range, plan);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Walks the fields of the records that begin in a range. */
  static TokenReader tokens(ObjectSource source, FixedLayout layout, ByteRange range)
      throws IOException {
    FieldTable table = table(layout, layout.fields().size(), range, ReadPlan.DEFAULT_BATCH_ROWS);
    RecordTokenizer tokenizer =
        records(source, layout, range, TextRange.windowBytes(layout, range));
    return new NamedTokens(tokenizer, table, layout.header());
  }

  /**
   * Where the first record begins.
   *
   * @throws io.sluice.formats.read.ReadException if the file cannot be read
   */
  static long dataStart(ObjectSource source, FixedLayout layout) throws IOException {
    return LineFiles.dataStart(source, layout, text -> new FixedTokenizer(layout, text));
  }

  private static FieldTable table(FixedLayout layout, int width, ByteRange range, int wanted) {
    int records = TextRange.batchRecords(layout, layout.fields().size(), range, wanted);
    return new FieldTable(width, FieldTable.batchRows(width, records), Unescaper.NONE);
  }

  private static RecordTokenizer records(
      ObjectSource source, FixedLayout layout, ByteRange range, int windowBytes)
      throws IOException {
    return LineFiles.records(
        source, layout, range, windowBytes, text -> new FixedTokenizer(layout, text));
  }
}
