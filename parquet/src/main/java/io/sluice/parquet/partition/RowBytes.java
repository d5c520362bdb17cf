package io.sluice.parquet.partition;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.column.RepeatedColumn;
import io.sluice.formats.column.StructColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Values one after the other as bytes that only this process reads: whether one is null, and if
 * not, the value; of texts, lists and maps the length first.
 */
final class RowBytes {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final byte NULL = 0;
  private static final byte VALUE = 1;

  private byte[] data = {};
  private int size;

  byte[] data() {
    return data;
  }

  int size() {
    return size;
  }

  /** Forgets the bytes and gives their memory back. */
  void release() {
    data = new byte[0];
    size = 0;
  }

  private byte[] reserve(int more) {
    if (more > data.length - size) {
      data = Arrays.copyOf(data, Math.max(Math.addExact(size, more), data.length * 3 / 2 + 1024));
    }
    return data;
  }

  void putInt(int value) {
    INT.set(reserve(Integer.BYTES), size, value);
    size += Integer.BYTES;
  }

  private void putLong(long value) {
    LONG.set(reserve(Long.BYTES), size, value);
    size += Long.BYTES;
  }

  private void putByte(byte value) {
    reserve(1)[size++] = value;
  }

  /** Appends a row of a column. */
  void put(Column column, int row) {
    if (column.nulls()[row]) {
      putByte(NULL);
      return;
    }
    putByte(VALUE);
    if (column instanceof LongColumn longs) {
      putLong(longs.values()[row]);
    } else if (column instanceof IntColumn ints) {
      putInt(ints.values()[row]);
    } else if (column instanceof BytesColumn bytes) {
      int start = bytes.offsets()[row];
      int length = bytes.offsets()[row + 1] - start;
      putInt(length);
      System.arraycopy(bytes.data(), start, reserve(length), size, length);
      size += length;
    } else if (column instanceof DoubleColumn doubles) {
      putLong(Double.doubleToRawLongBits(doubles.values()[row]));
    } else if (column instanceof FloatColumn floats) {
      putInt(Float.floatToRawIntBits(floats.values()[row]));
    } else if (column instanceof BooleanColumn booleans) {
      putByte((byte) (booleans.values()[row] ? 1 : 0));
    } else if (column instanceof StructColumn struct) {
      for (Column member : struct.members()) {
        put(member, row);
      }
    } else {
      RepeatedColumn repeated = (RepeatedColumn) column;
      int[] offsets = repeated.offsets();
      putInt(offsets[row + 1] - offsets[row]);
      for (int i = offsets[row]; i < offsets[row + 1]; i++) {
        for (Column child : repeated.children()) {
          put(child, i);
        }
      }
    }
  }

  static int intAt(byte[] from, int at) {
    return (int) INT.get(from, at);
  }

  /** Takes what {@link #put} wrote as a column's next row; returns the position after it. */
  static int take(byte[] from, int start, Column column) {
    int row = column.size();
    column.ensureCapacity(row + 1);
    if (from[start] == NULL) {
      column.setNull(row);
      column.setSize(row + 1);
      return start + 1;
    }
    column.nulls()[row] = false;
    int at = start + 1;
    if (column instanceof LongColumn longs) {
      longs.values()[row] = (long) LONG.get(from, at);
      at += Long.BYTES;
    } else if (column instanceof IntColumn ints) {
      ints.values()[row] = intAt(from, at);
      at += Integer.BYTES;
    } else if (column instanceof BytesColumn bytes) {
      int length = intAt(from, at);
      at += Integer.BYTES;
      bytes.set(row, from, at, length);
      at += length;
    } else if (column instanceof DoubleColumn doubles) {
      doubles.values()[row] = Double.longBitsToDouble((long) LONG.get(from, at));
      at += Long.BYTES;
    } else if (column instanceof FloatColumn floats) {
      floats.values()[row] = Float.intBitsToFloat(intAt(from, at));
      at += Integer.BYTES;
    } else if (column instanceof BooleanColumn booleans) {
      booleans.values()[row] = from[at++] != 0;
    } else if (column instanceof StructColumn struct) {
      for (Column member : struct.members()) {
        at = take(from, at, member);
      }
    } else {
      RepeatedColumn repeated = (RepeatedColumn) column;
      int parts = intAt(from, at);
      at += Integer.BYTES;
      for (int i = 0; i < parts; i++) {
        for (Column child : repeated.children()) {
          at = take(from, at, child);
        }
      }
      repeated.offsets()[row + 1] = repeated.offsets()[row] + parts;
    }
    column.setSize(row + 1);
    return at;
  }
}
