package io.sluice.parquet.bytes;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing byte array that numbers are put into, little-endian. What is in it may begin after some
 * free bytes, so that it can be {@linkplain #take taken} after something short uncopied.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class GrowableBytes extends OutputStream {
  public static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  public static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The largest array that every JVM gives. */
  private static final int MAX_SIZE = Integer.MAX_VALUE - 16;

  /** Up to as many bytes a loop copies faster than a call. */
  private static final int SHORT = 128;

  private static final int STEP = 4 * Long.BYTES;

  /** Copied is what has fewer bytes than this. */
  private static final int WORTH_TAKING = 1 << 16;

  private final int head;
  private byte[] data;
  private int start;
  private int end;

  public GrowableBytes(int capacity) {
    this(capacity, 0);
  }

  /**
   * @param head bytes kept free in front
   */
  public GrowableBytes(int capacity, int head) {
    this.head = head;
    data = new byte[capacity];
    clear();
  }

  public byte[] data() {
    return data;
  }

  /** Where in {@link #data()} the first byte is. */
  public int start() {
    return start;
  }

  public int size() {
    return end - start;
  }

  /** Where in {@link #data()} the next byte will be. */
  public int end() {
    return end;
  }

  /** Says where what was written into {@link #data()} ends. */
  public void setEnd(int at) {
    end = at;
  }

  public int capacity() {
    return data.length;
  }

  public void clear() {
    start = head;
    end = head;
  }

  public byte[] toByteArray() {
    return Arrays.copyOfRange(data, start, end);
  }

  /** Makes room for {@code more} bytes after the last one; returns {@link #data()}. */
  public byte[] reserve(int more) {
    long needed = (long) end + more;
    if (needed > data.length) {
      if (needed > MAX_SIZE) {
        throw new IllegalStateException(
            "one page of a Parquet column would take "
                + needed
                + " bytes, and "
                + MAX_SIZE
                + " is the most. Store the large values outside the table, or split them");
      }
      // A power of two, so that arrays of different origin can stand in for one another.
      long power = Long.highestOneBit(needed - 1) << 1;
      data = Arrays.copyOf(data, (int) Math.min(MAX_SIZE, Math.max(1, power)));
    }
    return data;
  }

  public void putInt(int value) {
    INT.set(reserve(4), end, value);
    end += 4;
  }

  void putVarInt(int value) {
    byte[] bytes = reserve(5);
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      bytes[end++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
  }

  @Override
  public void write(int b) {
    reserve(1)[end++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int start, int length) {
    System.arraycopy(from, start, reserve(length), end, length);
    end += length;
  }

  /**
   * Puts values with their lengths in front; value {@code r} is {@code from[starts[r] .. starts[r +
   * 1])}.
   *
   * @param rows which values, from {@code rows[first]} on, or null: those from {@code first} on
   */
  public void putAll(byte[] from, int[] starts, int[] rows, int first, int count) {
    long bytes = (long) count * Integer.BYTES;
    if (rows == null) {
      bytes += starts[first + count] - starts[first];
    } else {
      for (int i = first; i < first + count; i++) {
        bytes += starts[rows[i] + 1] - starts[rows[i]];
      }
    }
    // Short values are copied four words at a time, which may reach beyond them: how often the loop
    // turns can be foretold better than with one word.
    byte[] to = reserve((int) Math.min(Integer.MAX_VALUE, bytes + STEP));
    int lastStep = from.length - STEP;
    int at = end;
    for (int i = first; i < first + count; i++) {
      int row = rows == null ? i : rows[i];
      int start = starts[row];
      int length = starts[row + 1] - start;
      INT.set(to, at, length);
      at += Integer.BYTES;
      if (length <= SHORT && start + length <= lastStep) {
        for (int b = 0; b < length; b += STEP) {
          LONG.set(to, at + b, (long) LONG.get(from, start + b));
          LONG.set(to, at + b + 8, (long) LONG.get(from, start + b + 8));
          LONG.set(to, at + b + 16, (long) LONG.get(from, start + b + 16));
          LONG.set(to, at + b + 24, (long) LONG.get(from, start + b + 24));
        }
      } else {
        System.arraycopy(from, start, to, at, length);
      }
      at += length;
    }
    end = at;
  }

  public void write(GrowableBytes other) {
    write(other.data, other.start, other.size());
  }

  /**
   * Adds all of {@code other}, which is empty afterwards. If it is long and what is here fits in
   * front of it, arrays are exchanged instead of copied; none of the two gets a larger or smaller
   * one.
   */
  public void take(GrowableBytes other) {
    int size = size();
    if (other.size() < WORTH_TAKING || size > other.start || data.length != other.data.length) {
      write(other);
    } else {
      byte[] taken = other.data;
      System.arraycopy(data, start, taken, other.start - size, size);
      other.data = data;
      data = taken;
      start = other.start - size;
      end = other.end;
    }
    other.clear();
  }
}
