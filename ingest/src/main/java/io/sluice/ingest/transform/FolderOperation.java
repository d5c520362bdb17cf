package io.sluice.ingest.transform;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.reject.RejectCode;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.lake.FolderNames;
import io.sluice.spec.type.DataType.Primitive;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts rows out whose value cannot be the name of their partition's folder.
 *
 * @param field of a column of texts
 */
record FolderOperation(Field key, PartitionField field) implements Operation {
  private static final long serialVersionUID = 1;

  /** Those for texts that stay too long for some folder when they are cut. */
  static List<FolderOperation> ofTruncated(List<PartitionField> by, List<Field> fields) {
    List<FolderOperation> operations = new ArrayList<>();
    for (PartitionField named : by) {
      for (Field field : fields) {
        if (named.function() == PartitionFunction.TRUNCATE
            && field.type() == Primitive.STRING
            && field.name().equalsIgnoreCase(named.column())
            && !FolderNames.fitsAlways(FolderNames.keyBytes(named.name()), named.argument())) {
          operations.add(new FolderOperation(field, named));
        }
      }
    }
    return operations;
  }

  @Override
  public Work open() {
    return this::apply;
  }

  private void apply(Column[] slots, RowState rows) {
    BytesColumn values = (BytesColumn) slots[key.slot()];
    int keyBytes = FolderNames.keyBytes(field.name());
    int[] offsets = values.offsets();
    for (int row = 0; row < rows.rows(); row++) {
      if (values.nulls()[row] || rows.isOut(row)) {
        continue;
      }
      int end = end(field, values.data(), offsets[row], offsets[row + 1]);
      if (!FolderNames.fits(keyBytes, values.data(), offsets[row], end)) {
        String message = FolderNames.tooLong(key.name(), end - offsets[row]);
        rows.reject(row, RejectCode.PARTITION_VALUE_TOO_LONG.key(), key.name(), message);
      }
    }
  }

  /** Where the part of a text ends that is the partition's value. */
  static int end(PartitionField field, byte[] text, int start, int end) {
    if (field.function() != PartitionFunction.TRUNCATE) {
      return end;
    }
    int characters = 0;
    for (int i = start; i < end; i++) {
      boolean first = (text[i] & 0xC0) != 0x80;
      if (first && characters++ == field.argument()) {
        return i;
      }
    }
    return end;
  }
}
