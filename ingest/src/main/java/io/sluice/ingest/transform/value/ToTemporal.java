package io.sluice.ingest.transform.value;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** To dates and timestamps; numbers are seconds. */
final class ToTemporal {
  private static final BigDecimal MICROS = BigDecimal.valueOf(Temporals.MICROS_PER_SECOND);

  private ToTemporal() {}

  static Conversion conversion(Column from, Column to) {
    if (to instanceof IntColumn dates) {
      return toDates(from, dates.values());
    }
    long[] values = ((LongColumn) to).values();
    if (from.type() == Primitive.STRING) {
      return texts((BytesColumn) from, to.type() == Primitive.TIMESTAMP, values);
    } else if (from.type() == Primitive.DATE) {
      return scaled(from, Temporals.MICROS_PER_DAY, values);
    } else if (from.type() instanceof DecimalType type) {
      return decimals(DecimalReader.of(from), type.scale(), values);
    } else if (from instanceof FloatColumn || from instanceof DoubleColumn) {
      return floating(from, values);
    } else if (from instanceof LongColumn longs && longs.type() != Primitive.BIGINT) {
      return row -> {
        values[row] = longs.values()[row];
        return true;
      };
    }
    return scaled(from, Temporals.MICROS_PER_SECOND, values);
  }

  private static Conversion toDates(Column from, int[] values) {
    if (from instanceof LongColumn longs) {
      return row -> {
        long micros = longs.values()[row];
        values[row] = (int) Math.floorDiv(micros, Temporals.MICROS_PER_DAY);
        return micros % Temporals.MICROS_PER_DAY == 0;
      };
    }
    BytesColumn texts = (BytesColumn) from;
    byte[] data = texts.data();
    int[] offsets = texts.offsets();
    return row -> {
      int start = offsets[row];
      int end = offsets[row + 1];
      long day =
          StrictForms.isDate(data, start, end) ? Temporals.date(data, start, end) : Temporals.NONE;
      values[row] = (int) day;
      return day != Temporals.NONE;
    };
  }

  private static Conversion texts(BytesColumn from, boolean zoned, long[] values) {
    byte[] data = from.data();
    int[] offsets = from.offsets();
    return row -> {
      int start = offsets[row];
      int end = offsets[row + 1];
      if (!StrictForms.isTimestamp(data, start, end, zoned)) {
        return false;
      }
      values[row] =
          zoned ? Temporals.timestamp(data, start, end) : Temporals.timestampNtz(data, start, end);
      return values[row] != Temporals.NONE;
    };
  }

  private static Conversion scaled(Column from, long unit, long[] values) {
    WholeReader reader = WholeReader.of(from);
    long[] value = new long[1];
    return row -> {
      reader.read(row, value);
      values[row] = value[0] * unit;
      return Math.multiplyHigh(value[0], unit) == values[row] >> (Long.SIZE - 1);
    };
  }

  private static Conversion floating(Column from, long[] values) {
    Doubles reader = Doubles.of(from);
    boolean single = from instanceof FloatColumn;
    return row -> {
      double value = reader.value(row);
      // Saturates, and NaN becomes 0: neither is the value again.
      values[row] = (long) (value * Temporals.MICROS_PER_SECOND);
      double again = values[row] / (double) Temporals.MICROS_PER_SECOND;
      return single ? (float) again == (float) value : again == value;
    };
  }

  /** As Spark SQL: a number too great wraps around, and is then found not to be the value again. */
  static long micros(BigDecimal seconds) {
    return seconds.multiply(MICROS).longValue();
  }

  private static Conversion decimals(DecimalReader reader, int scale, long[] values) {
    return row -> {
      BigDecimal value = reader.value(row);
      values[row] = micros(value);
      double again = values[row] / (double) Temporals.MICROS_PER_SECOND;
      return new BigDecimal(Double.toString(again))
              .setScale(scale, RoundingMode.HALF_UP)
              .compareTo(value)
          == 0;
    };
  }
}
