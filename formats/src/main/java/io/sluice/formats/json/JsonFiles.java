package io.sluice.formats.json;

import io.sluice.formats.assemble.RowReader;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.io.IOException;

/** Opens JSON files: lines, and documents that are an array or a sequence of objects. */
final class JsonFiles {
  private JsonFiles() {}

  /**
   * Reads the records that begin in a range.
   *
   * @throws IllegalArgumentException if layout, range and plan do not fit each other
   */
  static BatchReader open(ObjectSource source, JsonLayout layout, ByteRange range, ReadPlan plan)
      throws IOException {
    return open(source, layout, range, plan, TextRange.windowBytes(layout, range));
  }

  static BatchReader open(
      ObjectSource source, JsonLayout layout, ByteRange range, ReadPlan plan, int windowBytes)
      throws IOException {
    return open(source, layout, range, plan, windowBytes, Way.PREDICTED_FIRST);
  }

  /** How records are read. */
  enum Way {
    /** Each by the grammar. */
    GENERAL,
    /** By what those before looked like, where that is possible. */
    PREDICTED_FIRST
  }

  static BatchReader open(
      ObjectSource source,
      JsonLayout layout,
      ByteRange range,
      ReadPlan plan,
      int windowBytes,
      Way way)
      throws IOException {
    JsonFields fields = new JsonFields(plan.columns());
    boolean rescues =
        plan.columns().stream().anyMatch(column -> column.kind() == ReadColumn.Kind.RESCUED);
    Extras extras = rescues ? new Extras() : null;
    JsonRowFormat format = new JsonRowFormat(layout, plan, fields, extras);
    int records = TextRange.batchRecords(layout, fields.width(), range, plan.batchRows());
    FieldTable table =
        new FieldTable(
            fields.width(), FieldTable.batchRows(fields.width(), records), JsonUnescaper.INSTANCE);
    ObjectTokenizer objects =
        new ObjectTokenizer(fields.wanted(), fields.width(), extras, layout.form());
    JsonTokenizer tokenizer = JsonText.open(source, layout, range, objects, extras, windowBytes);
    try {
      Prediction prediction =
          way == Way.PREDICTED_FIRST
                  && layout instanceof JsonLinesLayout
                  && layout.form() == JsonRecords.OBJECTS
              ? new Prediction(tokenizer, plan, fields, layout.maxRecordBytes())
              : null;
      return new RowReader(format, tokenizer, prediction, table, source.uri(), range, plan);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }
}
