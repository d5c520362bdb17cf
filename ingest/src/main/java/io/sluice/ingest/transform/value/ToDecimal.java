package io.sluice.ingest.transform.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** To decimals. */
final class ToDecimal {
  private ToDecimal() {}

  static Conversion conversion(Column from, Column to) {
    DecimalWriter writer = new DecimalWriter(to);
    if (from.type() == Primitive.STRING) {
      return texts((BytesColumn) from, writer);
    } else if (from.type() == Primitive.FLOAT
        || from.type() == Primitive.DOUBLE
        || from.type() == Primitive.TIMESTAMP) {
      return approximate(from, writer);
    } else if (from.type() instanceof DecimalType type) {
      if (from instanceof LongColumn longs) {
        long[] values = longs.values();
        return row -> writer.set(row, values[row], type.scale());
      }
      DecimalReader reader = DecimalReader.of(from);
      return row -> writer.set(row, reader.value(row));
    }
    WholeReader reader = WholeReader.of(from);
    long[] value = new long[1];
    return row -> reader.read(row, value) && writer.set(row, value[0], 0);
  }

  private static Conversion texts(BytesColumn from, DecimalWriter writer) {
    byte[] data = from.data();
    int[] offsets = from.offsets();
    return row -> {
      int start = offsets[row];
      int end = offsets[row + 1];
      if (!StrictForms.isDecimal(data, start, end, writer.scale())) {
        return false;
      }
      if (end - start <= Powers.MOST) {
        return plain(data, start, end, writer, row);
      }
      return writer.set(row, new BigDecimal(new String(data, start, end - start, ISO_8859_1)));
    };
  }

  /** Few enough digits for a long, with the point left out. */
  private static boolean plain(byte[] data, int start, int end, DecimalWriter writer, int row) {
    long digits = 0;
    int point = end - 1;
    for (int at = start; at < end; at++) {
      byte b = data[at];
      if (b == '.') {
        point = at;
      } else if (b >= '0' && b <= '9') {
        digits = 10 * digits + b - '0';
      }
    }
    return writer.set(row, data[start] == '-' ? -digits : digits, end - 1 - point);
  }

  /** Rounded as its shortest text is; what is not the value again when cast back is refused. */
  private static Conversion approximate(Column from, DecimalWriter writer) {
    Doubles reader = Doubles.of(from);
    return row -> {
      double value = reader.value(row);
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        return false;
      }
      BigDecimal rounded =
          new BigDecimal(Double.toString(value)).setScale(writer.scale(), RoundingMode.HALF_UP);
      return isAgain(rounded, from, row, value) && writer.set(row, rounded);
    };
  }

  private static boolean isAgain(BigDecimal cast, Column from, int row, double value) {
    if (from instanceof FloatColumn floats) {
      return cast.floatValue() == floats.values()[row];
    } else if (from instanceof LongColumn timestamps) {
      return ToTemporal.micros(cast) == timestamps.values()[row];
    }
    return cast.doubleValue() == value;
  }
}
