package io.sluice.formats.column;

import io.sluice.spec.type.DataType;
import java.util.Arrays;

/** {@code tinyint}, {@code smallint}, {@code int}, and {@code date} as days since 1970-01-01. */
public final class IntColumn extends Column {
  private int[] values;

  public IntColumn(DataType type, int capacity) {
    super(type, capacity);
    values = new int[capacity];
  }

  /** One value a row; see {@link Column} for who owns it. */
  public int[] values() {
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
