package io.sluice.ingest.transform.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;

/** To floats and doubles. */
final class ToFloating {
  private ToFloating() {}

  static Conversion conversion(Column from, Column to) {
    if (from.type() == Primitive.STRING) {
      return texts((BytesColumn) from, to);
    }
    if (to instanceof DoubleColumn doubles) {
      double[] values = doubles.values();
      Doubles reader = Doubles.of(from);
      return row -> {
        values[row] = reader.value(row);
        return true;
      };
    }
    return toFloats(from, ((FloatColumn) to).values());
  }

  private static Conversion toFloats(Column from, float[] values) {
    if (from instanceof LongColumn longs && longs.type() == Primitive.BIGINT) {
      // Not by way of a double, which would round twice.
      return row -> set(values, row, (float) longs.values()[row]);
    } else if (from.type() instanceof DecimalType) {
      DecimalReader decimals = DecimalReader.of(from);
      return row -> set(values, row, decimals.value(row).floatValue());
    }
    Doubles reader = Doubles.of(from);
    return row -> {
      double value = reader.value(row);
      values[row] = (float) value;
      return !Float.isInfinite(values[row]) || Double.isInfinite(value);
    };
  }

  private static boolean set(float[] values, int row, float value) {
    values[row] = value;
    return true;
  }

  private static Conversion texts(BytesColumn from, Column to) {
    byte[] data = from.data();
    int[] offsets = from.offsets();
    return row -> {
      int start = offsets[row];
      int end = offsets[row + 1];
      if (!StrictForms.isFloating(data, start, end)) {
        return false;
      }
      String text = new String(data, start, end - start, ISO_8859_1);
      Double special = TextCast.specialFloating(text);
      boolean infinite;
      if (to instanceof DoubleColumn doubles) {
        double value = special != null ? special : Double.parseDouble(text);
        doubles.values()[row] = value;
        infinite = Double.isInfinite(value);
      } else {
        float value = special != null ? special.floatValue() : Float.parseFloat(text);
        ((FloatColumn) to).values()[row] = value;
        infinite = Float.isInfinite(value);
      }
      return !infinite || special != null;
    };
  }
}
