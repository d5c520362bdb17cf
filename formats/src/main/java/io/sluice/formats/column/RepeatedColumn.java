package io.sluice.formats.column;

import io.sluice.spec.type.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Values of any number of parts: row {@code i} holds the parts {@code offsets()[i] .. offsets()[i +
 * 1]} of its child columns, which are of equal length; a null row is empty.
 */
public abstract sealed class RepeatedColumn extends Column permits ListColumn, MapColumn {
  private final List<Column> children;
  private int[] offsets;

  RepeatedColumn(DataType type, int capacity, List<Column> children) {
    super(type, capacity);
    this.children = children;
    offsets = new int[capacity + 1];
  }

  /** {@code size() + 1} ascending positions, the first 0. */
  public final int[] offsets() {
    return offsets;
  }

  /** The element column of lists; the key and the value column of maps. */
  public final List<Column> children() {
    return children;
  }

  @Override
  public final void ensureCapacity(int rows) {
    super.ensureCapacity(rows);
    if (rows + 1 > offsets.length) {
      offsets = Arrays.copyOf(offsets, nulls().length + 1);
    }
  }

  @Override
  public final void setNull(int row) {
    super.setNull(row);
    offsets[row + 1] = offsets[row];
  }

  @Override
  public final void clear() {
    super.clear();
    children.forEach(Column::clear);
  }

  /** Also closes the gaps that unselected rows leave in the child columns. */
  @Override
  public final void compact(int[] selected, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      kept += offsets[selected[i] + 1] - offsets[selected[i]];
    }
    int[] keptParts = new int[kept];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int start = offsets[selected[i]];
      int end = offsets[selected[i] + 1];
      offsets[i] = at;
      for (int part = start; part < end; part++) {
        keptParts[at++] = part;
      }
    }
    offsets[count] = at;
    for (Column child : children) {
      child.compact(keptParts, kept);
    }
    super.compact(selected, count);
  }
}
