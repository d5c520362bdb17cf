package io.sluice.formats.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.token.FieldTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What no column took: fields that the plan does not name, and texts that became null because they
 * did not parse. Filled after all other columns.
 */
final class RescueFiller implements ColumnFiller {
  /** A column whose bad values are null. */
  private record Lenient(int index, int field, ReadColumn column) {}

  private final RowFormat format;
  private final ColumnBatch rows;
  private final List<Lenient> lenient = new ArrayList<>();
  private final RescuedFields rescued = new RescuedFields();
  private byte[] scratch = new byte[64];

  RescueFiller(RowFormat format, ReadPlan plan, ColumnBatch rows) {
    this.format = format;
    this.rows = rows;
    for (int i = 0; i < plan.columns().size(); i++) {
      ReadColumn column = plan.columns().get(i);
      if (column.kind() == Kind.FIELD && column.onBadValue() == OnBadValue.NULL) {
        int field = format.fieldOf(column);
        if (field >= 0) {
          lenient.add(new Lenient(i, field, column));
        }
      }
    }
  }

  @Override
  public void fill(Batch batch, Column out) {
    if (!(out instanceof BytesColumn bytes)) {
      throw new IllegalArgumentException("rescued fields need a string column");
    }
    FieldTable table = batch.table();
    int records = table.records();
    out.ensureCapacity(records);
    for (int r = 0; r < records; r++) {
      rescued.clear();
      if (!batch.errors().has(r)) {
        format.rescue(table, r, rescued);
        badValues(table, r);
      }
      if (rescued.isEmpty()) {
        bytes.setNull(r);
      } else {
        int length = rescued.finish();
        bytes.set(r, rescued.bytes(), 0, length);
      }
    }
    out.setSize(records);
  }

  private void badValues(FieldTable table, int record) {
    for (Lenient each : lenient) {
      int slot = record * table.width() + each.field;
      if (rows.column(each.index).nulls()[record] && isValue(table, slot, each.column)) {
        add(table, slot, format.fieldName(each.field));
      }
    }
  }

  /** Whether there is a text that means anything but null. */
  private boolean isValue(FieldTable table, int slot, ReadColumn column) {
    byte flags = table.flags()[slot];
    if ((flags & (FieldTable.MISSING | FieldTable.NULL)) != 0) {
      return false;
    }
    int start = table.starts()[slot];
    int length = table.ends()[slot] - start;
    boolean quoted = (flags & FieldTable.QUOTED) != 0;
    if (quoted && (length == 0 || !format.isJson())) {
      return length > 0 || !column.rules().nulls().emptyIsNull();
    }
    String text = new String(table.buffer(), start, length, UTF_8);
    String meant = column.rules().trim() ? text.strip() : text;
    return !meant.isEmpty() && !column.rules().nulls().tokens().contains(meant);
  }

  private void add(FieldTable table, int slot, String name) {
    int start = table.starts()[slot];
    int end = table.ends()[slot];
    byte flags = table.flags()[slot];
    if ((flags & FieldTable.NESTED) != 0) {
      rescued.addJson(name, table.buffer(), start, end);
    } else if ((flags & FieldTable.ESCAPED) != 0) {
      if (scratch.length < end - start) {
        scratch = new byte[end - start];
      }
      int length = table.unescaper().unescape(table.buffer(), start, end, scratch);
      rescued.addText(name, scratch, 0, Math.max(length, 0));
    } else if (format.isJson() && (flags & FieldTable.QUOTED) == 0) {
      rescued.addJson(name, table.buffer(), start, end);
    } else {
      rescued.addText(name, table.buffer(), start, end);
    }
  }
}
