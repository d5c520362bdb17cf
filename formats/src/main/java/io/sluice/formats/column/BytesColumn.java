package io.sluice.formats.column;

import io.sluice.spec.type.DataType;
import java.util.Arrays;

/**
 * {@code string} as UTF-8; {@code binary}; {@code decimal} of more than 18 digits as its unscaled
 * value, big-endian two's complement in the fewest bytes. The bytes of all rows lie one after the
 * other; row {@code i} is {@code data()[offsets()[i] .. offsets()[i + 1])}, and a null row is
 * empty.
 */
public final class BytesColumn extends Column {
  private int[] offsets;
  private byte[] data;

  public BytesColumn(DataType type, int capacity) {
    super(type, capacity);
    offsets = new int[capacity + 1];
    data = new byte[Math.max(64, capacity * 16)];
  }

  /** {@code size() + 1} ascending positions, the first 0. */
  public int[] offsets() {
    return offsets;
  }

  public byte[] data() {
    return data;
  }

  /**
   * Makes room for {@code bytes} bytes of data in all, keeping what is there; returns {@link
   * #data()}.
   */
  public byte[] ensureData(int bytes) {
    if (bytes > data.length) {
      data = Arrays.copyOf(data, grown(data.length, bytes));
    }
    return data;
  }

  /** Sets row {@code row}, the one after the last row set, and copies its bytes in. */
  public void set(int row, byte[] from, int start, int length) {
    int at = offsets[row];
    System.arraycopy(from, start, ensureData(at + length), at, length);
    offsets[row + 1] = at + length;
  }

  @Override
  public void setNull(int row) {
    super.setNull(row);
    offsets[row + 1] = offsets[row];
  }

  @Override
  public void ensureCapacity(int rows) {
    super.ensureCapacity(rows);
    if (rows + 1 > offsets.length) {
      offsets = Arrays.copyOf(offsets, nulls().length + 1);
    }
  }

  @Override
  public void compact(int[] selected, int count) {
    int end = 0;
    for (int i = 0; i < count; i++) {
      int start = offsets[selected[i]];
      int length = offsets[selected[i] + 1] - start;
      System.arraycopy(data, start, data, end, length);
      offsets[i] = end;
      end += length;
    }
    offsets[count] = end;
    super.compact(selected, count);
  }
}
