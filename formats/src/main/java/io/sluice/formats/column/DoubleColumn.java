package io.sluice.formats.column;

import io.sluice.spec.type.DataType;
import java.util.Arrays;

/** 64-bit floating point. */
public final class DoubleColumn extends Column {
  private double[] values;

  public DoubleColumn(DataType type, int capacity) {
    super(type, capacity);
    values = new double[capacity];
  }

  /** One value a row; see {@link Column} for who owns it. */
  public double[] values() {
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
