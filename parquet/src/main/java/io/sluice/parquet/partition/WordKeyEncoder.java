package io.sluice.parquet.partition;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.parquet.dictionary.LongDictionary;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import java.math.BigInteger;

/** Keys that come from, or become, a number. */
final class WordKeyEncoder extends KeyEncoder {
  private static final long MICROS_PER_HOUR = 3_600_000_000L;
  private static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

  private final PartitionField field;
  private final DataType type;
  private final LongDictionary dictionary = new LongDictionary(Integer.MAX_VALUE);
  private final long least;
  private long[] words = new long[4096];

  WordKeyEncoder(PartitionField field, DataType type) {
    this.field = field;
    this.type = type;
    this.least =
        field
            .leastValue(type)
            .map(value -> value.unscaledValue().longValueExact())
            .orElse(Long.MIN_VALUE);
  }

  @Override
  void encode(Column column, int count, int[] codes) {
    if (count > words.length) {
      words = new long[count];
    }
    if (column instanceof BytesColumn bytes) {
      buckets(bytes, count);
    } else {
      gather(column, count);
      transform(column, count);
    }
    boolean[] nulls = column.nulls();
    // Null rows hold garbage, which must not become an entry.
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = nulls[i] ? last : words[i];
      words[i] = last;
    }
    dictionary.add(words, 0, count, codes, 0);
    int[] codeOfEntry = codes(dictionary.size());
    for (int i = 0; i < count; i++) {
      codes[i] = nulls[i] ? NULL_CODE : codeOfEntry[codes[i]];
    }
  }

  private void gather(Column column, int count) {
    long[] out = words;
    if (column instanceof LongColumn longs) {
      System.arraycopy(longs.values(), 0, out, 0, count);
    } else if (column instanceof IntColumn ints) {
      int[] values = ints.values();
      for (int i = 0; i < count; i++) {
        out[i] = values[i];
      }
    } else if (column instanceof BooleanColumn booleans) {
      boolean[] values = booleans.values();
      for (int i = 0; i < count; i++) {
        out[i] = values[i] ? 1 : 0;
      }
    } else if (column instanceof DoubleColumn doubles) {
      double[] values = doubles.values();
      for (int i = 0; i < count; i++) {
        out[i] = Double.doubleToLongBits(values[i]);
      }
    } else {
      float[] values = ((FloatColumn) column).values();
      for (int i = 0; i < count; i++) {
        out[i] = Float.floatToIntBits(values[i]);
      }
    }
  }

  private void transform(Column column, int count) {
    switch (field.function()) {
      case IDENTITY -> {}
      case YEAR, MONTH, DAY -> {
        if (column instanceof LongColumn) {
          divide(MICROS_PER_DAY, count);
        }
      }
      case HOUR -> divide(MICROS_PER_HOUR, count);
      case TRUNCATE -> truncate(column.nulls(), count);
      case BUCKET -> buckets(column.nulls(), count);
    }
  }

  private void divide(long unit, int count) {
    long[] values = words;
    for (int i = 0; i < count; i++) {
      values[i] = Math.floorDiv(values[i], unit);
    }
  }

  private void truncate(boolean[] nulls, int count) {
    long[] values = words;
    long width = field.argument();
    for (int i = 0; i < count; i++) {
      if (nulls[i]) {
        continue;
      }
      if (values[i] < least) {
        throw noPartition(field, type);
      }
      values[i] -= Math.floorMod(values[i], width);
    }
  }

  private void buckets(boolean[] nulls, int count) {
    long[] values = words;
    boolean decimal = type instanceof DecimalType;
    for (int i = 0; i < count; i++) {
      if (nulls[i]) {
        continue;
      }
      if (decimal) {
        byte[] unscaled = BigInteger.valueOf(values[i]).toByteArray();
        values[i] = bucket(Murmur3.hash(unscaled, 0, unscaled.length));
      } else {
        values[i] = bucket(Murmur3.hash(values[i]));
      }
    }
  }

  private void buckets(BytesColumn column, int count) {
    byte[] data = column.data();
    int[] offsets = column.offsets();
    for (int i = 0; i < count; i++) {
      words[i] = bucket(Murmur3.hash(data, offsets[i], offsets[i + 1] - offsets[i]));
    }
  }

  private int bucket(int hash) {
    return (hash & Integer.MAX_VALUE) % field.argument();
  }

  @Override
  String textOf(int entry) {
    long word = dictionary.entries()[entry];
    PartitionFunction function = field.function();
    return function == PartitionFunction.IDENTITY || function == PartitionFunction.TRUNCATE
        ? KeyText.of(word, type)
        : KeyText.of(word, function);
  }
}
