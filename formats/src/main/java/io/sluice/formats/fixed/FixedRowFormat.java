package io.sluice.formats.fixed;

import io.sluice.formats.assemble.NamedRowFormat;
import io.sluice.formats.assemble.RescuedFields;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.fixed.FixedLayout.FixedField;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions.RaggedRows;

/** Fixed width: every line must hold the characters of all fields. */
final class FixedRowFormat extends NamedRowFormat {
  private final FixedLayout layout;
  private final int required;

  FixedRowFormat(FixedLayout layout, ReadPlan plan) {
    super(layout, plan);
    this.layout = layout;
    required = new FieldPlaces(layout.fields()).required();
  }

  @Override
  protected void checkCount(FieldTable table, int record, RowErrors errors) {
    boolean isShort = table.fieldCounts()[record] < layout.fields().size();
    RaggedRows ragged = layout.ragged();
    if (isShort && ragged == RaggedRows.REJECT) {
      int found = characters(table, record);
      FixedField missing =
          layout.fields().stream()
              .filter(
                  field -> (field.end() == FixedField.OPEN ? field.start() : field.end()) > found)
              .findFirst()
              .orElseThrow();
      errors.add(
          record,
          "",
          RejectCode.TOO_FEW_FIELDS,
          "expected "
              + required
              + " characters, found "
              + found
              + ": field '"
              + missing.name()
              + "' begins at character "
              + (missing.start() + 1)
              + (missing.end() == FixedField.OPEN ? "" : " and ends at " + missing.end())
              + ". If blanks at line ends were dropped, set ragged_rows: fill");
    } else if (!isShort && ragged != RaggedRows.FILL_AND_DROP) {
      errors.add(
          record,
          "",
          RejectCode.TOO_MANY_FIELDS,
          "expected "
              + required
              + " characters, found "
              + characters(table, record)
              + ", and what follows the last field is not blank");
    }
  }

  private static int characters(FieldTable table, int record) {
    byte[] text = table.buffer();
    int characters = 0;
    for (int i = table.recordStarts()[record]; i < table.recordEnds()[record]; i++) {
      characters += (text[i] & 0xC0) != 0x80 ? 1 : 0;
    }
    return characters;
  }

  @Override
  public void rescue(FieldTable table, int record, RescuedFields rescued) {
    for (int field : unknown()) {
      int slot = record * table.width() + field;
      add(table, field, table.starts()[slot], table.ends()[slot], rescued);
    }
    int count = layout.fields().size();
    if (table.fieldCounts()[record] > count) {
      add(table, count, afterLast(table, record), table.recordEnds()[record], rescued);
    }
  }

  /** Where the characters begin that no field takes. */
  private int afterLast(FieldTable table, int record) {
    byte[] text = table.buffer();
    int at = table.recordStarts()[record];
    int end = table.recordEnds()[record];
    for (int c = 0; c < required && at < end; c++) {
      at++;
      while (at < end && (text[at] & 0xC0) == 0x80) {
        at++;
      }
    }
    return at;
  }

  /** A blank field is null, so there is nothing to keep. */
  private void add(FieldTable table, int field, int start, int end, RescuedFields rescued) {
    int to = FixedScanner.trimEnd(table.buffer(), start, end);
    int from = FixedScanner.trimStart(table.buffer(), start, to);
    if (from < to) {
      rescued.addText(fieldName(field), table.buffer(), from, to);
    }
  }
}
