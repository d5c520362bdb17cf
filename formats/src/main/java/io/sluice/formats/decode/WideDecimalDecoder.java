package io.sluice.formats.decode;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType.DecimalType;

/** Decimals of 19 to 38 digits, as big-endian two's complement in the fewest bytes. */
final class WideDecimalDecoder extends AnyDecimalDecoder {
  /** What 38 digits need. */
  private static final int MAX_BYTES = 16;

  WideDecimalDecoder(ReadColumn column, DecimalType type) {
    super(column, type);
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    boolean tokensFirst = tokensFirst();
    int records = table.records();
    int width = table.width();
    BytesColumn column = (BytesColumn) out;
    int[] offsets = column.offsets();
    byte[] data = column.ensureData(records * MAX_BYTES);
    // A number of more digits than a long has takes the slow way.
    boolean scaleFits = type.scale() <= DecimalType.MAX_LONG_PRECISION;
    int scale = scaleFits ? type.scale() : 0;
    long limit = Digits.power(DecimalType.MAX_LONG_PRECISION);
    byte dot = point;
    for (int row = 0, at = field; row < records; row++, at += width) {
      int start = starts[at];
      int end = ends[at];
      if ((flags[at] & NO_TEXT) == 0
          && scaleFits
          && start < end
          && !(tokensFirst && nullTokens.matches(text, start, end))) {
        long value = DecimalText.parse(text, start, end, dot, scale, limit);
        if (value != DecimalText.NOT_SIMPLE) {
          offsets[row + 1] = put(value, data, offsets[row]);
          continue;
        }
      }
      decodeSlowly(table, field, row, out, errors);
    }
  }

  /** Writes a value in the fewest bytes and returns where it ends. */
  private static int put(long value, byte[] data, int start) {
    // Bits that differ from the sign, and one for the sign.
    int bits = 65 - Long.numberOfLeadingZeros(value ^ (value >> 63));
    int bytes = (bits + 7) >>> 3;
    for (int i = 0; i < bytes; i++) {
      data[start + i] = (byte) (value >> ((bytes - 1 - i) << 3));
    }
    return start + bytes;
  }

  @Override
  boolean storeSimple(byte[] text, int start, int end, Column out, int row) {
    if (type.scale() > DecimalType.MAX_LONG_PRECISION) {
      return false;
    }
    long limit = Digits.power(DecimalType.MAX_LONG_PRECISION);
    long value = DecimalText.parse(text, start, end, point, type.scale(), limit);
    if (value == DecimalText.NOT_SIMPLE) {
      return false;
    }
    BytesColumn column = (BytesColumn) out;
    int from = column.offsets()[row];
    column.offsets()[row + 1] = put(value, column.ensureData(from + MAX_BYTES), from);
    return true;
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    Problem problem = parseDecimal(text, start, end);
    if (problem == null) {
      byte[] value = number.unscaled(type.scale()).toByteArray();
      ((BytesColumn) out).set(row, value, 0, value.length);
    }
    return problem;
  }
}
