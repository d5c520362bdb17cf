package io.sluice.ingest.transform.value;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;

/** Values as whole numbers, where they are. */
interface WholeReader {
  /** Puts the value of a row that is not null into {@code into[0]}; false if it is none. */
  boolean read(int row, long[] into);

  /** Reads numbers, booleans as 0 and 1, timestamps as seconds, and texts of digits. */
  static WholeReader of(Column column) {
    if (column instanceof IntColumn ints) {
      int[] values = ints.values();
      return (row, into) -> {
        into[0] = values[row];
        return true;
      };
    } else if (column instanceof BooleanColumn booleans) {
      boolean[] values = booleans.values();
      return (row, into) -> {
        into[0] = values[row] ? 1 : 0;
        return true;
      };
    } else if (column instanceof DoubleColumn doubles) {
      // 2^63 passes: as a bigint it is the greatest one, which as a double is 2^63. So in Spark.
      double[] values = doubles.values();
      return (row, into) -> (into[0] = (long) values[row]) == values[row];
    } else if (column instanceof FloatColumn floats) {
      float[] values = floats.values();
      return (row, into) -> (into[0] = (long) values[row]) == values[row];
    } else if (column instanceof LongColumn longs) {
      return ofLongs(longs);
    } else if (column.type() instanceof DecimalType) {
      DecimalReader decimals = DecimalReader.of(column);
      return (row, into) -> exact(decimals.value(row), into);
    }
    return ofTexts((BytesColumn) column);
  }

  private static WholeReader ofLongs(LongColumn longs) {
    long[] values = longs.values();
    if (longs.type() == Primitive.BIGINT) {
      return (row, into) -> {
        into[0] = values[row];
        return true;
      };
    }
    long unit =
        longs.type() instanceof DecimalType decimal
            ? Powers.of(decimal.scale())
            : Temporals.MICROS_PER_SECOND;
    return (row, into) -> {
      into[0] = values[row] / unit;
      return values[row] % unit == 0;
    };
  }

  private static boolean exact(BigDecimal value, long[] into) {
    into[0] = value.longValue();
    return value.compareTo(BigDecimal.valueOf(into[0])) == 0;
  }

  private static WholeReader ofTexts(BytesColumn texts) {
    byte[] data = texts.data();
    int[] offsets = texts.offsets();
    return (row, into) -> parse(data, offsets[row], offsets[row + 1], into);
  }

  private static boolean parse(byte[] data, int start, int end, long[] into) {
    if (!StrictForms.isInteger(data, start, end)) {
      return false;
    }
    boolean negative = data[start] == '-';
    long value = 0;
    for (int at = negative || data[start] == '+' ? start + 1 : start; at < end; at++) {
      // Negative numbers reach further than positive ones.
      int digit = data[at] - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        return false;
      }
      value = 10 * value - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      return false;
    }
    into[0] = negative ? value : -value;
    return true;
  }
}
