package io.sluice.ingest.transform.value;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.spec.type.DataType.Primitive;

/** To integers, and to booleans, which as numbers are 0 and 1. */
final class ToWhole {
  private ToWhole() {}

  static Conversion conversion(Column from, Column to) {
    if (to instanceof BooleanColumn booleans && from.type() == Primitive.STRING) {
      return words((BytesColumn) from, booleans.values());
    }
    WholeReader reader = WholeReader.of(from);
    long[] value = new long[1];
    if (to instanceof LongColumn longs) {
      long[] values = longs.values();
      return row -> {
        boolean fits = reader.read(row, value);
        values[row] = value[0];
        return fits;
      };
    } else if (to instanceof BooleanColumn booleans) {
      boolean[] values = booleans.values();
      return row -> {
        boolean fits = reader.read(row, value) && (value[0] == 0 || value[0] == 1);
        values[row] = value[0] == 1;
        return fits;
      };
    }
    int[] values = ((IntColumn) to).values();
    int bits =
        switch ((Primitive) to.type()) {
          case TINYINT -> Byte.SIZE;
          case SMALLINT -> Short.SIZE;
          default -> Integer.SIZE;
        };
    long most = (1L << (bits - 1)) - 1;
    return row -> {
      boolean fits = reader.read(row, value) && value[0] <= most && value[0] >= -most - 1;
      values[row] = (int) value[0];
      return fits;
    };
  }

  private static Conversion words(BytesColumn from, boolean[] values) {
    byte[] data = from.data();
    int[] offsets = from.offsets();
    return row -> {
      int start = offsets[row];
      int end = offsets[row + 1];
      values[row] = StrictForms.isWord(data, start, end, "true");
      return values[row] || StrictForms.isWord(data, start, end, "false");
    };
  }
}
