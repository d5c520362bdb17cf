package io.sluice.ingest.transform;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.Columns;
import io.sluice.formats.reject.RejectCode;
import io.sluice.ingest.transform.value.Casts;
import io.sluice.ingest.transform.value.ValueText;
import io.sluice.spec.type.DataType;

/** Makes a column of another type; a row with a value that does not fit exactly is out. */
record CastOperation(Field from, int toSlot, DataType to) implements Operation {
  private static final long serialVersionUID = 1;

  @Override
  public Work open() {
    Column made = Columns.create(to, 0);
    return (slots, rows) -> apply(slots, rows, made);
  }

  private void apply(Column[] slots, RowState rows, Column made) {
    Column source = slots[from.slot()];
    boolean[] bad = new boolean[rows.rows()];
    Casts.convert(source, made, rows.rows(), bad);
    slots[toSlot] = made;
    ValueText text = null;
    for (int row = 0; row < bad.length; row++) {
      if (bad[row] && !rows.isOut(row)) {
        text = text == null ? ValueText.of(source) : text;
        text.at(row);
        String message =
            text.shown() + " (" + from.type().ddl() + ") is not exactly of type " + to.ddl();
        rows.reject(row, RejectCode.CAST_FAILED.key(), from.name(), message);
      }
    }
  }
}
