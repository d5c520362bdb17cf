package io.sluice.ingest.transform;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.reject.RejectCode;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.lake.FolderNames;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.spec.type.DataType.Primitive;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts rows out whose texts make, together, the path of their partition's files longer than the
 * storage takes. The column named is the one with the longest text.
 *
 * @param left the bytes that are left for the texts
 */
record PathOperation(List<Text> texts, int left) implements Operation {
  private static final long serialVersionUID = 1;

  /** A partition key whose value is a text, or the beginning of one. */
  private record Text(Field key, PartitionField field) implements Serializable {
    private static final long serialVersionUID = 1;

    /** What the value takes in its folder's name. */
    int bytes(Column[] slots, int row) {
      BytesColumn values = (BytesColumn) slots[key.slot()];
      if (values.nulls()[row]) {
        return FolderNames.NULL_BYTES;
      }
      int start = values.offsets()[row];
      int end = FolderOperation.end(field, values.data(), start, values.offsets()[row + 1]);
      return FolderNames.valueBytes(values.data(), start, end);
    }
  }

  PathOperation {
    texts = List.copyOf(texts);
  }

  /** The one that is needed; empty where there is room for whatever texts. */
  static Optional<PathOperation> of(
      List<PartitionField> by, List<Field> fields, PartitionRoom room) {
    List<Text> texts = new ArrayList<>();
    for (PartitionField named : by) {
      boolean text =
          named.function() == PartitionFunction.IDENTITY
              || named.function() == PartitionFunction.TRUNCATE;
      for (Field field : fields) {
        if (text
            && field.type() == Primitive.STRING
            && field.name().equalsIgnoreCase(named.column())) {
          texts.add(new Text(field, named));
        }
      }
    }
    OptionalInt left = room.leftForTexts(by, texts.stream().map(Text::field).toList());
    return left.isPresent()
        ? Optional.of(new PathOperation(texts, left.getAsInt()))
        : Optional.empty();
  }

  @Override
  public Work open() {
    return this::apply;
  }

  private void apply(Column[] slots, RowState rows) {
    for (int row = 0; row < rows.rows(); row++) {
      if (!rows.isOut(row)) {
        check(slots, row, rows);
      }
    }
  }

  private void check(Column[] slots, int row, RowState rows) {
    int sum = 0;
    int longest = 0;
    String column = "";
    for (Text text : texts) {
      int bytes = text.bytes(slots, row);
      sum += bytes;
      if (bytes > longest) {
        longest = bytes;
        column = text.key().name();
      }
    }
    if (sum > left) {
      String message = PartitionRoom.tooLong(column, sum, left);
      rows.reject(row, RejectCode.PARTITION_VALUE_TOO_LONG.key(), column, message);
    }
  }
}
