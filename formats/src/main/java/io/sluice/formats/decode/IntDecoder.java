package io.sluice.formats.decode;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;

/** {@code tinyint}, {@code smallint}, {@code int}. */
final class IntDecoder extends IntegerDecoder {
  private final int min;
  private final int max;

  IntDecoder(ReadColumn column, int min, int max) {
    super(column, min, max);
    this.min = min;
    this.max = max;
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    int[] values = ((IntColumn) out).values();
    boolean tokensFirst = tokensFirst();
    int records = table.records();
    int width = table.width();
    long lowest = min;
    long highest = max;
    for (int row = 0, at = field; row < records; row++, at += width) {
      int start = starts[at];
      int end = ends[at];
      if ((flags[at] & NO_TEXT) == 0
          && start < end
          && !(tokensFirst && nullTokens.matches(text, start, end))) {
        boolean negative = text[start] == '-';
        long magnitude = Digits.parse(text, negative ? start + 1 : start, end);
        long value = negative ? -magnitude : magnitude;
        if (magnitude >= 0 && value >= lowest && value <= highest) {
          values[row] = (int) value;
          continue;
        }
      }
      decodeSlowly(table, field, row, out, errors);
    }
  }

  @Override
  SimpleForm simpleForm() {
    return tokensFirst() ? new SimpleForm.None() : new SimpleForm.Int(min, max);
  }

  @Override
  boolean storeSimple(byte[] text, int start, int end, Column out, int row) {
    boolean negative = text[start] == '-';
    long magnitude = Digits.parse(text, negative ? start + 1 : start, end);
    long value = negative ? -magnitude : magnitude;
    ((IntColumn) out).values()[row] = (int) value;
    return magnitude >= 0 && value >= min && value <= max;
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    Problem problem = parseInteger(text, start, end);
    if (problem == null) {
      ((IntColumn) out).values()[row] = (int) value();
    }
    return problem;
  }
}
