package io.sluice.ingest.transform.value;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;

/** Any number, boolean or timestamp as the nearest double, a timestamp as seconds. */
public interface Doubles {
  /** A value that is not null. */
  double value(int row);

  /** Reads a column, which must not change meanwhile. */
  static Doubles of(Column column) {
    if (column instanceof IntColumn ints) {
      return row -> ints.values()[row];
    } else if (column instanceof BooleanColumn booleans) {
      return row -> booleans.values()[row] ? 1 : 0;
    } else if (column instanceof FloatColumn floats) {
      return row -> floats.values()[row];
    } else if (column instanceof DoubleColumn doubles) {
      return row -> doubles.values()[row];
    } else if (column.type() instanceof DecimalType) {
      DecimalReader decimals = DecimalReader.of(column);
      return row -> decimals.value(row).doubleValue();
    }
    long[] values = ((LongColumn) column).values();
    return column.type() == Primitive.BIGINT
        ? row -> values[row]
        : row -> values[row] / (double) Temporals.MICROS_PER_SECOND;
  }
}
