package io.sluice.formats.column;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.DataType.StructType;

/** Which column holds which type. */
public final class Columns {
  private Columns() {}

  /** An empty column for values of the type. */
  public static Column create(DataType type, int capacity) {
    if (type instanceof Primitive primitive) {
      return switch (primitive) {
        case BOOLEAN -> new BooleanColumn(type, capacity);
        case TINYINT, SMALLINT, INT, DATE -> new IntColumn(type, capacity);
        case BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> new LongColumn(type, capacity);
        case FLOAT -> new FloatColumn(type, capacity);
        case DOUBLE -> new DoubleColumn(type, capacity);
        case STRING, BINARY -> new BytesColumn(type, capacity);
      };
    }
    if (type instanceof DecimalType decimal) {
      return decimal.precision() <= DecimalType.MAX_LONG_PRECISION
          ? new LongColumn(type, capacity)
          : new BytesColumn(type, capacity);
    }
    if (type instanceof StructType struct) {
      return new StructColumn(struct, capacity);
    }
    if (type instanceof ArrayType array) {
      return new ListColumn(array, capacity);
    }
    return new MapColumn((MapType) type, capacity);
  }
}
