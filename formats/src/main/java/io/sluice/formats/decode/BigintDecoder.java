package io.sluice.formats.decode;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;

/** {@code bigint}. */
final class BigintDecoder extends IntegerDecoder {
  BigintDecoder(ReadColumn column) {
    super(column, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    long[] values = ((LongColumn) out).values();
    boolean tokensFirst = tokensFirst();
    int records = table.records();
    int width = table.width();
    for (int row = 0, at = field; row < records; row++, at += width) {
      int start = starts[at];
      int end = ends[at];
      if ((flags[at] & NO_TEXT) == 0
          && start < end
          && !(tokensFirst && nullTokens.matches(text, start, end))) {
        boolean negative = text[start] == '-';
        long magnitude = Digits.parse(text, negative ? start + 1 : start, end);
        if (magnitude >= 0) {
          values[row] = negative ? -magnitude : magnitude;
          continue;
        }
      }
      decodeSlowly(table, field, row, out, errors);
    }
  }

  @Override
  SimpleForm simpleForm() {
    return tokensFirst() ? new SimpleForm.None() : new SimpleForm.Bigint();
  }

  @Override
  boolean storeSimple(byte[] text, int start, int end, Column out, int row) {
    boolean negative = text[start] == '-';
    long magnitude = Digits.parse(text, negative ? start + 1 : start, end);
    ((LongColumn) out).values()[row] = negative ? -magnitude : magnitude;
    return magnitude >= 0;
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    Problem problem = parseInteger(text, start, end);
    if (problem == null) {
      ((LongColumn) out).values()[row] = value();
    }
    return problem;
  }
}
