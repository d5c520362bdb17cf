package io.sluice.parquet;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array that numbers are put into, little-endian. */
final class GrowableBytes extends OutputStream {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The largest array that every JVM gives. */
  private static final int MAX_SIZE = Integer.MAX_VALUE - 16;

  private byte[] data;
  private int size;

  GrowableBytes(int capacity) {
    data = new byte[capacity];
  }

  byte[] data() {
    return data;
  }

  int size() {
    return size;
  }

  void setSize(int bytes) {
    size = bytes;
  }

  int capacity() {
    return data.length;
  }

  void clear() {
    size = 0;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(data, size);
  }

  /** Makes room for {@code more} bytes behind the last one; returns {@link #data()}. */
  byte[] reserve(int more) {
    long needed = (long) size + more;
    if (needed > data.length) {
      if (needed > MAX_SIZE) {
        throw new IllegalStateException(
            "one page of a Parquet column would take "
                + needed
                + " bytes, and "
                + MAX_SIZE
                + " is the most. Store the large values outside the table, or split them");
      }
      data = Arrays.copyOf(data, (int) Math.min(MAX_SIZE, Math.max(needed, data.length * 2L)));
    }
    return data;
  }

  void putInt(int value) {
    INT.set(reserve(4), size, value);
    size += 4;
  }

  void putVarInt(int value) {
    byte[] bytes = reserve(5);
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  @Override
  public void write(int b) {
    reserve(1)[size++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int start, int length) {
    System.arraycopy(from, start, reserve(length), size, length);
    size += length;
  }

  void write(GrowableBytes other) {
    write(other.data, 0, other.size);
  }
}
