package io.sluice.formats.decode;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType.DecimalType;

/** Decimals of up to 18 digits, as unscaled longs. */
final class DecimalDecoder extends AnyDecimalDecoder {
  DecimalDecoder(ReadColumn column, DecimalType type) {
    super(column, type);
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
    int scale = type.scale();
    long limit = Digits.power(type.precision());
    byte dot = point;
    for (int row = 0, at = field; row < records; row++, at += width) {
      int start = starts[at];
      int end = ends[at];
      if ((flags[at] & NO_TEXT) == 0
          && start < end
          && !(tokensFirst && nullTokens.matches(text, start, end))) {
        long value = DecimalText.parse(text, start, end, dot, scale, limit);
        if (value != DecimalText.NOT_SIMPLE) {
          values[row] = value;
          continue;
        }
      }
      decodeSlowly(table, field, row, out, errors);
    }
  }

  @Override
  SimpleForm simpleForm() {
    return tokensFirst()
        ? new SimpleForm.None()
        : new SimpleForm.Decimal(
            point, type.scale(), Digits.power(type.precision() - type.scale()));
  }

  @Override
  boolean storeSimple(byte[] text, int start, int end, Column out, int row) {
    long limit = Digits.power(type.precision());
    long value = DecimalText.parse(text, start, end, point, type.scale(), limit);
    if (value == DecimalText.NOT_SIMPLE) {
      return false;
    }
    ((LongColumn) out).values()[row] = value;
    return true;
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    Problem problem = parseDecimal(text, start, end);
    if (problem == null) {
      ((LongColumn) out).values()[row] = number.unscaled(type.scale()).longValue();
    }
    return problem;
  }
}
