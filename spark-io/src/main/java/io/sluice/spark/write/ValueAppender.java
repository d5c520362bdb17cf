package io.sluice.spark.write;

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
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Copies one value out of a Spark row, array or map into a column. Rows are filled in ascending
 * order without gaps; the column makes room as needed.
 */
interface ValueAppender {
  /**
   * @param ordinal where the value stands in {@code from}
   * @param row which row of the column it becomes
   */
  void append(SpecializedGetters from, int ordinal, int row);

  /** The appender for a column's type. */
  static ValueAppender into(Column column) {
    if (column instanceof IntColumn ints) {
      return ints(ints);
    }
    if (column instanceof LongColumn longs) {
      return longs.type() instanceof DecimalType decimal
          ? smallDecimals(longs, decimal)
          : longs(longs);
    }
    if (column instanceof BytesColumn bytes) {
      if (bytes.type() instanceof DecimalType decimal) {
        return bigDecimals(bytes, decimal);
      }
      return bytes.type() == Primitive.STRING ? strings(bytes) : binaries(bytes);
    }
    if (column instanceof DoubleColumn doubles) {
      return doubles(doubles);
    }
    if (column instanceof FloatColumn floats) {
      return floats(floats);
    }
    if (column instanceof BooleanColumn booleans) {
      return booleans(booleans);
    }
    if (column instanceof StructColumn structs) {
      return new NestedAppenders.Structs(structs);
    }
    if (column instanceof ListColumn lists) {
      return new NestedAppenders.Lists(lists);
    }
    return new NestedAppenders.Maps((MapColumn) column);
  }

  /** Makes room for the row and notes whether it is null; true if it is. */
  static boolean isNull(Column column, SpecializedGetters from, int ordinal, int row) {
    if (row >= column.nulls().length) {
      column.ensureCapacity(row + 1);
    }
    boolean isNull = from.isNullAt(ordinal);
    column.nulls()[row] = isNull;
    return isNull;
  }

  private static ValueAppender ints(IntColumn column) {
    return switch ((Primitive) column.type()) {
      case TINYINT ->
          (from, ordinal, row) -> {
            if (!isNull(column, from, ordinal, row)) {
              column.values()[row] = from.getByte(ordinal);
            }
          };
      case SMALLINT ->
          (from, ordinal, row) -> {
            if (!isNull(column, from, ordinal, row)) {
              column.values()[row] = from.getShort(ordinal);
            }
          };
      default ->
          (from, ordinal, row) -> {
            if (!isNull(column, from, ordinal, row)) {
              column.values()[row] = from.getInt(ordinal);
            }
          };
    };
  }

  private static ValueAppender longs(LongColumn column) {
    return (from, ordinal, row) -> {
      if (!isNull(column, from, ordinal, row)) {
        column.values()[row] = from.getLong(ordinal);
      }
    };
  }

  private static ValueAppender smallDecimals(LongColumn column, DecimalType type) {
    return (from, ordinal, row) -> {
      if (!isNull(column, from, ordinal, row)) {
        // There it is as it should be here, without an object.
        column.values()[row] =
            from instanceof UnsafeRow unsafe
                ? unsafe.getLong(ordinal)
                : from.getDecimal(ordinal, type.precision(), type.scale()).toUnscaledLong();
      }
    };
  }

  private static ValueAppender bigDecimals(BytesColumn column, DecimalType type) {
    return (from, ordinal, row) -> {
      if (isNull(column, from, ordinal, row)) {
        column.setNull(row);
      } else {
        Decimal value = from.getDecimal(ordinal, type.precision(), type.scale());
        byte[] unscaled = value.toJavaBigDecimal().unscaledValue().toByteArray();
        column.set(row, unscaled, 0, unscaled.length);
      }
    };
  }

  private static ValueAppender strings(BytesColumn column) {
    return (from, ordinal, row) -> {
      if (isNull(column, from, ordinal, row)) {
        column.setNull(row);
      } else {
        UTF8String value = from.getUTF8String(ordinal);
        int at = column.offsets()[row];
        int end = at + value.numBytes();
        value.writeToMemory(column.ensureData(end), Platform.BYTE_ARRAY_OFFSET + at);
        column.offsets()[row + 1] = end;
      }
    };
  }

  private static ValueAppender binaries(BytesColumn column) {
    return (from, ordinal, row) -> {
      if (isNull(column, from, ordinal, row)) {
        column.setNull(row);
      } else {
        byte[] value = from.getBinary(ordinal);
        column.set(row, value, 0, value.length);
      }
    };
  }

  private static ValueAppender doubles(DoubleColumn column) {
    return (from, ordinal, row) -> {
      if (!isNull(column, from, ordinal, row)) {
        column.values()[row] = from.getDouble(ordinal);
      }
    };
  }

  private static ValueAppender floats(FloatColumn column) {
    return (from, ordinal, row) -> {
      if (!isNull(column, from, ordinal, row)) {
        column.values()[row] = from.getFloat(ordinal);
      }
    };
  }

  private static ValueAppender booleans(BooleanColumn column) {
    return (from, ordinal, row) -> {
      if (!isNull(column, from, ordinal, row)) {
        column.values()[row] = from.getBoolean(ordinal);
      }
    };
  }
}
