package io.sluice.formats.column;

import io.sluice.spec.type.DataType.ArrayType;
import java.util.Arrays;

/**
 * Arrays: row {@code i} holds the elements {@code offsets()[i] .. offsets()[i + 1]} of one element
 * column; a null row is empty.
 */
public final class ListColumn extends Column {
  private final Column element;
  private int[] offsets;

  public ListColumn(ArrayType type, int capacity) {
    super(type, capacity);
    offsets = new int[capacity + 1];
    element = Columns.create(type.element(), capacity);
  }

  public Column element() {
    return element;
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
    element.clear();
  }

  @Override
  public void compact(int[] selected, int count) {
    Columns.compactOffsets(offsets, selected, count, element);
    super.compact(selected, count);
  }
}
