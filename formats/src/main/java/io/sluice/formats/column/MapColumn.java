package io.sluice.formats.column;

import io.sluice.spec.type.DataType.MapType;
import java.util.Arrays;

/**
 * Maps: row {@code i} holds the entries {@code offsets()[i] .. offsets()[i + 1]} of a key column
 * and a value column of equal length; a null row is empty, keys are never null.
 */
public final class MapColumn extends Column {
  private final Column key;
  private final Column value;
  private int[] offsets;

  public MapColumn(MapType type, int capacity) {
    super(type, capacity);
    offsets = new int[capacity + 1];
    key = Columns.create(type.key(), capacity);
    value = Columns.create(type.value(), capacity);
  }

  public Column key() {
    return key;
  }

  public Column value() {
    return value;
  }

  /** {@code size() + 1} ascending positions, the first 0. */
  public int[] offsets() {
    return offsets;
  }

  @Override
  public void ensureCapacity(int rows) {
    super.ensureCapacity(rows);
    if (rows + 1 > offsets.length) {
      offsets = Arrays.copyOf(offsets, nulls().length + 1);
    }
  }

  @Override
  public void clear() {
    super.clear();
    key.clear();
    value.clear();
  }

  @Override
  public void compact(int[] selected, int count) {
    Columns.compactOffsets(offsets, selected, count, key, value);
    super.compact(selected, count);
  }
}
