package io.sluice.parquet.dictionary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Distinct byte strings in the order of their first sight: an open-addressing table. */
public final class BytesDictionary {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_CAPACITY = 32;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Index + 1 into entries; 0: free. At most half full. */
  private int[] table = new int[2 * FIRST_CAPACITY];

  private int[] hashes = new int[FIRST_CAPACITY];
  private int[] offsets = new int[FIRST_CAPACITY + 1];
  private byte[] data = new byte[256];
  private int size;
  private final int maxBytes;
  private final int bytesPerEntry;

  /**
   * @param maxBytes what the entries may take in the dictionary page
   * @param bytesPerEntry what each takes there besides its bytes
   */
  public BytesDictionary(int maxBytes, int bytesPerEntry) {
    this.maxBytes = maxBytes;
    this.bytesPerEntry = bytesPerEntry;
  }

  public int size() {
    return size;
  }

  /** The entries' bytes, one behind the other; see {@link #offsets()}. */
  public byte[] data() {
    return data;
  }

  /** Entry {@code i} is {@code data()[offsets()[i] .. offsets()[i + 1])}. */
  public int[] offsets() {
    return offsets;
  }

  /** What the entries take in the dictionary page. */
  public int pageSize() {
    return offsets[size] + size * bytesPerEntry;
  }

  /** The index of the bytes; -1 if they are new and the dictionary is full. */
  public int add(byte[] bytes, int start, int length) {
    int hash = hash(bytes, start, length);
    int mask = table.length - 1;
    int slot = hash & mask;
    int entry;
    while ((entry = table[slot]) != 0) {
      if (hashes[entry - 1] == hash && same(entry - 1, bytes, start, length)) {
        return entry - 1;
      }
      slot = (slot + 1) & mask;
    }
    if ((long) pageSize() + length + bytesPerEntry > maxBytes) {
      return -1;
    }
    if (size == hashes.length) {
      grow();
      mask = table.length - 1;
      slot = hash & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
    }
    int at = offsets[size];
    if (at + length > data.length) {
      data = Arrays.copyOf(data, Math.max(at + length, data.length * 2));
    }
    System.arraycopy(bytes, start, data, at, length);
    hashes[size] = hash;
    size++;
    offsets[size] = at + length;
    table[slot] = size;
    return size - 1;
  }

  private boolean same(int entry, byte[] bytes, int start, int length) {
    int at = offsets[entry];
    if (offsets[entry + 1] - at != length) {
      return false;
    }
    byte[] known = data;
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      if ((long) LONG.get(known, at + i) != (long) LONG.get(bytes, start + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (known[at + i] != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }

  private static int hash(byte[] bytes, int start, int length) {
    long hash = length * MIX;
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(bytes, start + i)) * MIX;
      hash ^= hash >>> 32;
    }
    if (i < length) {
      long tail = 0;
      for (int j = length - 1; j >= i; j--) {
        tail = (tail << 8) | (bytes[start + j] & 0xFF);
      }
      hash = (hash ^ tail) * MIX;
    }
    return (int) (hash >>> 32) ^ (int) (hash >>> 52);
  }

  private void grow() {
    int capacity = hashes.length * 2;
    hashes = Arrays.copyOf(hashes, capacity);
    offsets = Arrays.copyOf(offsets, capacity + 1);
    int[] slots = new int[capacity * 2];
    int mask = slots.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hashes[i] & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
    table = slots;
  }

  /** Bytes of memory held. */
  public long allocated() {
    return ((long) table.length + hashes.length + offsets.length) * Integer.BYTES + data.length;
  }
}
