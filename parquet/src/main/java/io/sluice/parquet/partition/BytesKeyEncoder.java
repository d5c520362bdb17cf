package io.sluice.parquet.partition;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.parquet.dictionary.BytesDictionary;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys that come from strings, or from decimals too long for a number. */
final class BytesKeyEncoder extends KeyEncoder {
  private final PartitionField field;
  private final DataType type;
  private final BytesDictionary dictionary = new BytesDictionary(Integer.MAX_VALUE, 0);

  /** Unscaled; null if every value has a partition. */
  private final BigInteger least;

  private long empties;

  BytesKeyEncoder(PartitionField field, DataType type) {
    this.field = field;
    this.type = type;
    this.least = field.leastValue(type).map(BigDecimal::unscaledValue).orElse(null);
  }

  @Override
  void encode(Column column, int count, int[] codes) {
    BytesColumn bytes = (BytesColumn) column;
    boolean[] nulls = column.nulls();
    byte[] data = bytes.data();
    int[] offsets = bytes.offsets();
    boolean truncates = field.function() == PartitionFunction.TRUNCATE;
    for (int i = 0; i < count; i++) {
      if (nulls[i]) {
        continue;
      }
      int start = offsets[i];
      int end = offsets[i + 1];
      empties += start == end ? 1 : 0;
      if (truncates && type instanceof DecimalType) {
        byte[] multiple = truncated(new BigInteger(Arrays.copyOfRange(data, start, end)));
        codes[i] = dictionary.add(multiple, 0, multiple.length);
      } else {
        int length = truncates ? codePoints(data, start, end) : end - start;
        codes[i] = dictionary.add(data, start, length);
      }
    }
    int[] codeOfEntry = codes(dictionary.size());
    for (int i = 0; i < count; i++) {
      codes[i] = nulls[i] ? NULL_CODE : codeOfEntry[codes[i]];
    }
  }

  @Override
  long empties() {
    return empties;
  }

  private byte[] truncated(BigInteger unscaled) {
    if (least != null && unscaled.compareTo(least) < 0) {
      throw noPartition(field, type);
    }
    return unscaled.subtract(unscaled.mod(BigInteger.valueOf(field.argument()))).toByteArray();
  }

  /** Bytes of the first code points, as many as the field's width. */
  private int codePoints(byte[] data, int start, int end) {
    int left = field.argument();
    for (int i = start; i < end; i++) {
      boolean begins = (data[i] & 0xC0) != 0x80;
      if (begins && left-- == 0) {
        return i - start;
      }
    }
    return end - start;
  }

  @Override
  String textOf(int entry) {
    int start = dictionary.offsets()[entry];
    int end = dictionary.offsets()[entry + 1];
    if (type instanceof DecimalType decimal) {
      BigInteger unscaled = new BigInteger(Arrays.copyOfRange(dictionary.data(), start, end));
      return new BigDecimal(unscaled, decimal.scale()).toPlainString();
    }
    return new String(dictionary.data(), start, end - start, StandardCharsets.UTF_8);
  }
}
