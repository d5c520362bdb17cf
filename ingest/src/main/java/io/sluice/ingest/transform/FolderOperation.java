package io.sluice.ingest.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.assemble.FolderNames;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.reject.RejectCode;

/** Puts rows out whose value cannot be the name of their partition's folder. */
record FolderOperation(Field key) implements Operation {
  private static final long serialVersionUID = 1;

  @Override
  public Work open() {
    return this::apply;
  }

  private void apply(Column[] slots, RowState rows) {
    BytesColumn values = (BytesColumn) slots[key.slot()];
    int keyBytes = key.name().getBytes(UTF_8).length + 1;
    int[] offsets = values.offsets();
    for (int row = 0; row < rows.rows(); row++) {
      if (!values.nulls()[row]
          && !rows.isOut(row)
          && !FolderNames.fits(keyBytes, values.data(), offsets[row], offsets[row + 1])) {
        String message = FolderNames.tooLong(key.name(), offsets[row + 1] - offsets[row]);
        rows.reject(row, RejectCode.PARTITION_VALUE_TOO_LONG.key(), key.name(), message);
      }
    }
  }
}
