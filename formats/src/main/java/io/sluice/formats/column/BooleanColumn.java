package io.sluice.formats.column;

import io.sluice.spec.type.DataType;
import java.util.Arrays;

/** Booleans. */
public final class BooleanColumn extends Column {
  private boolean[] values;

  public BooleanColumn(DataType type, int capacity) {
    super(type, capacity);
    values = new boolean[capacity];
  }

  /** One value a row; see {@link Column} for who owns it. */
  public boolean[] values() {
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
