package io.sluice.formats.column;

import io.sluice.spec.type.DataType;
import java.util.Arrays;

/**
 * {@code bigint}; {@code timestamp} and {@code timestamp_ntz} as microseconds since
 * 1970-01-01T00:00; {@code decimal} of up to 18 digits as its unscaled value.
 */
public final class LongColumn extends Column {
  private long[] values;

  public LongColumn(DataType type, int capacity) {
    super(type, capacity);
    values = new long[capacity];
  }

  /** One value a row; see {@link Column} for who owns it. */
  public long[] values() {
    return values;
  }

  @Override
  public void ensureCapacity(int rows) {
    super.ensureCapacity(rows);
    if (rows > values.length) {
      values = Arrays.copyOf(values, nulls().length);
    }
  }

  @Override
  public void compact(int[] selected, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[selected[i]];
    }
    super.compact(selected, count);
  }
}
