package io.sluice.formats.decode;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;

/** {@code float}: the nearest one, as the type promises; a number beyond its range is refused. */
final class FloatDecoder extends NumberDecoder {
  FloatDecoder(ReadColumn column) {
    super(column, true);
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    float[] values = ((FloatColumn) out).values();
    boolean tokensFirst = tokensFirst();
    int records = table.records();
    int width = table.width();
    byte dot = point;
    for (int row = 0, at = field; row < records; row++, at += width) {
      int start = starts[at];
      int end = ends[at];
      if ((flags[at] & NO_TEXT) == 0
          && start < end
          && !(tokensFirst && nullTokens.matches(text, start, end))) {
        float value = FloatingText.parseFloat(text, start, end, dot);
        if (!Float.isNaN(value)) {
          values[row] = value;
          continue;
        }
      }
      decodeSlowly(table, field, row, out, errors);
    }
  }

  @Override
  boolean storeSimple(byte[] text, int start, int end, Column out, int row) {
    float value = FloatingText.parseFloat(text, start, end, point);
    ((FloatColumn) out).values()[row] = value;
    return !Float.isNaN(value);
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    Double special = FloatingText.special(text, start, end);
    float value;
    if (special != null) {
      value = special.floatValue();
    } else {
      Problem problem = parse(text, start, end);
      if (problem != null) {
        return problem;
      }
      value = Float.parseFloat(number.javaText());
      if (Float.isInfinite(value)) {
        return outOfRange("-3.4e38 to 3.4e38");
      }
    }
    ((FloatColumn) out).values()[row] = value;
    return null;
  }
}
