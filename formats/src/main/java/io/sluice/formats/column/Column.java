package io.sluice.formats.column;

import io.sluice.spec.type.DataType;
import java.util.Arrays;

/**
 * A growable column of values of one type, with a null flag each. Values are addressed by row, not
 * appended through calls: a decoder fills {@code values()[row]} for a whole batch and then sets the
 * size once, so that its loop stays over primitive arrays.
 *
 * <p>Arrays handed out by accessors are owned by the column, are replaced when it grows, and hold
 * garbage in rows that are null. Not thread-safe.
 */
public abstract sealed class Column
    permits BooleanColumn,
        IntColumn,
        LongColumn,
        FloatColumn,
        DoubleColumn,
        BytesColumn,
        StructColumn,
        RepeatedColumn {
  private final DataType type;
  private boolean[] nulls;
  private int size;

  Column(DataType type, int capacity) {
    this.type = type;
    this.nulls = new boolean[capacity];
  }

  public final DataType type() {
    return type;
  }

  /** Rows in use. */
  public final int size() {
    return size;
  }

  /** The null flag of each row; true where the value is null. */
  public final boolean[] nulls() {
    return nulls;
  }

  public final int nullCount() {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (nulls[i]) {
        count++;
      }
    }
    return count;
  }

  /** Declares how many rows are filled. The rows must have been made room for. */
  public void setSize(int rows) {
    size = rows;
  }

  /** Makes room for {@code rows} rows, keeping those in use. */
  public void ensureCapacity(int rows) {
    if (rows > nulls.length) {
      nulls = Arrays.copyOf(nulls, grown(nulls.length, rows));
    }
  }

  /**
   * Makes row {@code row} null. In columns whose rows have any length it is the one after the last
   * row set.
   */
  public void setNull(int row) {
    nulls[row] = true;
  }

  /** Forgets all rows: size 0, no nulls. Keeps the arrays. */
  public void clear() {
    Arrays.fill(nulls, 0, size, false);
    size = 0;
  }

  /** Keeps only the rows {@code selected[0 .. count)}, which ascend, and forgets the others. */
  public void compact(int[] selected, int count) {
    for (int i = 0; i < count; i++) {
      nulls[i] = nulls[selected[i]];
    }
    Arrays.fill(nulls, count, Math.max(count, size), false);
    size = count;
  }

  static int grown(int capacity, int needed) {
    return Math.max(
        needed, (int) Math.min(Integer.MAX_VALUE - 16L, capacity + (capacity >> 1) + 16L));
  }
}
