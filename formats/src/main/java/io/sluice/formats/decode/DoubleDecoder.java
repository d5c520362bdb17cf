package io.sluice.formats.decode;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;

/** {@code double}: the nearest one, as the type promises; a number beyond its range is refused. */
final class DoubleDecoder extends NumberDecoder {
  DoubleDecoder(ReadColumn column) {
    super(column, true);
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    double[] values = ((DoubleColumn) out).values();
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
        double value = FloatingText.parseDouble(text, start, end, dot);
        if (!Double.isNaN(value)) {
          values[row] = value;
          continue;
        }
      }
      decodeSlowly(table, field, row, out, errors);
    }
  }

  @Override
  SimpleForm simpleForm() {
    return tokensFirst() ? new SimpleForm.None() : new SimpleForm.Real(point);
  }

  @Override
  boolean storeSimple(byte[] text, int start, int end, Column out, int row) {
    double value = FloatingText.parseDouble(text, start, end, point);
    ((DoubleColumn) out).values()[row] = value;
    return !Double.isNaN(value);
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    Double special = FloatingText.special(text, start, end);
    double value;
    if (special != null) {
      value = special;
    } else {
      Problem problem = parse(text, start, end);
      if (problem != null) {
        return problem;
      }
      value = Double.parseDouble(number.javaText());
      if (Double.isInfinite(value)) {
        return outOfRange("-1.8e308 to 1.8e308");
      }
    }
    ((DoubleColumn) out).values()[row] = value;
    return null;
  }
}
