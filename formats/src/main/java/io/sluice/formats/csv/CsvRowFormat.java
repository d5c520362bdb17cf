package io.sluice.formats.csv;

import io.sluice.formats.assemble.NamedRowFormat;
import io.sluice.formats.assemble.RescuedFields;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Delimited text; a field after the header's last is not in the table, only counted. */
final class CsvRowFormat extends NamedRowFormat {
  private final CsvLayout layout;
  private final CsvDialect dialect;
  private final RecordShape shape;
  private byte[] scratch = new byte[64];

  CsvRowFormat(CsvLayout layout, CsvDialect dialect, ReadPlan plan) {
    super(layout, plan);
    this.layout = layout;
    this.dialect = dialect;
    this.shape = new RecordShape(layout, dialect);
  }

  @Override
  protected void checkCount(FieldTable table, int record, RowErrors errors) {
    RejectCode problem = shape.problem(table, record);
    if (problem != null) {
      errors.add(record, "", problem, shape.message(table, record, problem));
    }
  }

  @Override
  public boolean mayPassOver() {
    return shape.knowsHeader();
  }

  @Override
  public boolean passesOver(FieldTable table, int record) {
    return shape.repeatsHeader(table, record);
  }

  @Override
  public void rescue(FieldTable table, int record, RescuedFields rescued) {
    for (int field : unknown()) {
      add(table, record, field, rescued);
    }
    int count = table.fieldCounts()[record];
    if (count > layout.header().size() && !shape.endsEmpty(table, record)) {
      rescueExtra(table, record, count, rescued);
    }
  }

  /** Fields after the header's last are not in the table: the record is tokenized once more. */
  private void rescueExtra(FieldTable table, int record, int count, RescuedFields rescued) {
    int start = table.recordStarts()[record];
    int end = table.recordEnds()[record];
    byte[] text = Arrays.copyOfRange(table.buffer(), start, end);
    FieldTable wide = new FieldTable(count, 1, dialect.unescaper());
    try (CsvTokenizer one = CsvTokenizer.ofSample(dialect, text, text.length, End.COMPLETE)) {
      one.next(wide);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the text is in memory", e);
    }
    for (int field = layout.header().size(); field < count; field++) {
      add(wide, 0, field, rescued);
    }
  }

  /**
   * A field that is there, as text; empty unquoted fields are null, so there is nothing to keep.
   */
  private void add(FieldTable table, int record, int field, RescuedFields rescued) {
    int slot = record * table.width() + field;
    int flags = table.flags()[slot];
    int start = table.starts()[slot];
    int end = table.ends()[slot];
    if ((flags & FieldTable.MISSING) != 0 || (start == end && (flags & FieldTable.QUOTED) == 0)) {
      return;
    }
    byte[] text = table.buffer();
    if ((flags & FieldTable.ESCAPED) != 0) {
      if (scratch.length < end - start) {
        scratch = new byte[end - start];
      }
      end = table.unescaper().unescape(text, start, end, scratch);
      start = 0;
      text = scratch;
    }
    rescued.addText(fieldName(field), text, start, end);
  }
}
