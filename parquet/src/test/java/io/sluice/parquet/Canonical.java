package io.sluice.parquet;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.StructColumn;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.DataType.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.parquet.example.data.Group;

/**
 * One text for a value, wherever it is read from. Nested values as {@code [..]} and {@code {..}}.
 */
public final class Canonical {
  private Canonical() {}

  /** From a batch. */
  public static String of(Column column, int row) {
    if (column.nulls()[row]) {
      return "null";
    }
    if (column instanceof BooleanColumn booleans) {
      return Boolean.toString(booleans.values()[row]);
    } else if (column instanceof IntColumn ints) {
      return integer(ints.values()[row], column.type());
    } else if (column instanceof LongColumn longs) {
      return integer(longs.values()[row], column.type());
    } else if (column instanceof FloatColumn floats) {
      return Float.toString(floats.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      return Double.toString(doubles.values()[row]);
    } else if (column instanceof BytesColumn bytes) {
      int[] offsets = bytes.offsets();
      return bytes(Arrays.copyOfRange(bytes.data(), offsets[row], offsets[row + 1]), column.type());
    } else if (column instanceof StructColumn struct) {
      List<String> members = new ArrayList<>();
      for (Column member : struct.members()) {
        members.add(of(member, row));
      }
      return "{" + String.join(", ", members) + "}";
    } else if (column instanceof ListColumn list) {
      List<String> elements = new ArrayList<>();
      for (int e = list.offsets()[row]; e < list.offsets()[row + 1]; e++) {
        elements.add(of(list.element(), e));
      }
      return "[" + String.join(", ", elements) + "]";
    }
    MapColumn map = (MapColumn) column;
    List<String> entries = new ArrayList<>();
    for (int e = map.offsets()[row]; e < map.offsets()[row + 1]; e++) {
      entries.add(of(map.key(), e) + "=" + of(map.value(), e));
    }
    return "{" + String.join(", ", entries) + "}";
  }

  /** From Parquet's own reader: field {@code field} of the group. */
  static String of(Group group, int field, DataType type) {
    if (group.getFieldRepetitionCount(field) == 0) {
      return "null";
    }
    if (type instanceof StructType struct) {
      Group members = group.getGroup(field, 0);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < struct.fields().size(); i++) {
        texts.add(of(members, i, struct.fields().get(i).type()));
      }
      return "{" + String.join(", ", texts) + "}";
    }
    if (type instanceof ArrayType array) {
      Group list = group.getGroup(field, 0);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
        texts.add(of(list.getGroup(0, i), 0, array.element()));
      }
      return "[" + String.join(", ", texts) + "]";
    }
    if (type instanceof MapType map) {
      Group entries = group.getGroup(field, 0);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < entries.getFieldRepetitionCount(0); i++) {
        Group entry = entries.getGroup(0, i);
        texts.add(of(entry, 0, map.key()) + "=" + of(entry, 1, map.value()));
      }
      return "{" + String.join(", ", texts) + "}";
    }
    return switch (group.getType().getType(field).asPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> Boolean.toString(group.getBoolean(field, 0));
      case INT32 -> integer(group.getInteger(field, 0), type);
      case INT64 -> integer(group.getLong(field, 0), type);
      case FLOAT -> Float.toString(group.getFloat(field, 0));
      case DOUBLE -> Double.toString(group.getDouble(field, 0));
      default -> bytes(group.getBinary(field, 0).getBytes(), type);
    };
  }

  private static String integer(long value, DataType type) {
    if (type instanceof DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
    }
    return type == Primitive.DATE ? LocalDate.ofEpochDay(value).toString() : Long.toString(value);
  }

  private static String bytes(byte[] bytes, DataType type) {
    if (type instanceof DecimalType decimal) {
      return new BigDecimal(new BigInteger(bytes), decimal.scale()).toPlainString();
    }
    return type == Primitive.BINARY
        ? HexFormat.of().withUpperCase().formatHex(bytes)
        : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Rows of a batch, a line each. */
  public static List<String> rows(io.sluice.formats.column.ColumnBatch batch) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < batch.rowCount(); row++) {
      List<String> values = new ArrayList<>();
      for (Column column : batch.columns()) {
        values.add(of(column, row));
      }
      rows.add(String.join("|", values));
    }
    return rows;
  }
}
