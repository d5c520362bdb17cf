package io.sluice.parquet.dictionary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Distinct byte strings in the order of their first sight: an open-addressing table. Up to 16 bytes
 * are told by their first and their last word (which overlap, or are the same), without a loop.
 */
public final class BytesDictionary {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_CAPACITY = 32;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final long MIX_LAST = 0xC2B2AE3D27D4EB4FL;

  /** Bytes that two words cover. */
  private static final int TWO_WORDS = 16;

  /** By number of bytes: the low bytes of a word. */
  private static final long[] MASKS = {
    0, 0xFFL, 0xFFFFL, 0xFFFFFFL, 0xFFFFFFFFL, 0xFFFFFFFFFFL, 0xFFFFFFFFFFFFL, 0xFFFFFFFFFFFFFFL, -1
  };

  /** Index + 1 into entries; 0: free. At most half full. */
  private int[] table = new int[2 * FIRST_CAPACITY];

  private int[] hashes = new int[FIRST_CAPACITY];

  /** Of each entry its first word and its last. */
  private long[] words = new long[2 * FIRST_CAPACITY];

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

  /** The entries' bytes, one after the other; see {@link #offsets()}. */
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

  /**
   * Writes the index of each of some values to {@code indices} from {@code at} on. Value {@code r}
   * is {@code bytes[starts[r] .. starts[r + 1])}.
   *
   * @param rows which values, or null: those from {@code from} on
   * @return how many were; fewer than {@code count} when the dictionary is full
   */
  public int add(
      byte[] bytes, int[] starts, int[] rows, int from, int count, int[] indices, int at) {
    int[] slots = table;
    long[] known = words;
    int[] ends = offsets;
    int mask = slots.length - 1;
    // After it a word cannot be loaded whole.
    int lastWord = bytes.length - Long.BYTES;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? from + i : rows[i];
      int start = starts[row];
      int length = starts[row + 1] - start;
      int entry = 0;
      if (length <= TWO_WORDS && start + length <= lastWord) {
        int wordBytes = Math.min(length, Long.BYTES);
        long keep = MASKS[wordBytes];
        long first = (long) LONG.get(bytes, start) & keep;
        long last = (long) LONG.get(bytes, start + length - wordBytes) & keep;
        int slot = hash(first, last, length) & mask;
        while ((entry = slots[slot]) != 0
            && (known[2 * entry - 2] != first
                || known[2 * entry - 1] != last
                || ends[entry] - ends[entry - 1] != length)) {
          slot = (slot + 1) & mask;
        }
      }
      if (entry == 0) {
        entry = add(bytes, start, length) + 1;
        if (entry == 0) {
          return i;
        }
        slots = table;
        known = words;
        ends = offsets;
        mask = slots.length - 1;
      }
      indices[at + i] = entry - 1;
    }
    return count;
  }

  /** The index of the bytes; -1 if they are new and the dictionary is full. */
  public int add(byte[] bytes, int start, int length) {
    int wordBytes = Math.min(length, Long.BYTES);
    long first = word(bytes, start, wordBytes);
    long last = word(bytes, start + length - wordBytes, wordBytes);
    int hash = hash(first, last, bytes, start, length);
    int mask = table.length - 1;
    int slot = hash & mask;
    int entry;
    while ((entry = table[slot]) != 0) {
      int at = entry - 1;
      if (words[2 * at] == first
          && words[2 * at + 1] == last
          && offsets[entry] - offsets[at] == length
          && (length <= TWO_WORDS || sameMiddle(at, bytes, start, length))) {
        return at;
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
    words[2 * size] = first;
    words[2 * size + 1] = last;
    size++;
    offsets[size] = at + length;
    table[slot] = size;
    return size - 1;
  }

  /** Whether what lies between the first and the last word is the entry's. */
  private boolean sameMiddle(int entry, byte[] bytes, int start, int length) {
    int at = offsets[entry];
    byte[] known = data;
    for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
      if ((long) LONG.get(known, at + i) != (long) LONG.get(bytes, start + i)) {
        return false;
      }
    }
    return true;
  }

  private static int hash(long first, long last, byte[] bytes, int start, int length) {
    if (length <= TWO_WORDS) {
      return hash(first, last, length);
    }
    long hash = ((first + length) * MIX) ^ (last * MIX_LAST);
    for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
      hash = (hash ^ (hash >>> 32) ^ (long) LONG.get(bytes, start + i)) * MIX;
    }
    hash = (hash ^ (hash >>> 32)) * MIX;
    return (int) (hash >>> 32);
  }

  private static int hash(long first, long last, int length) {
    long hash = ((first + length) * MIX) ^ (last * MIX_LAST);
    hash = (hash ^ (hash >>> 32)) * MIX;
    return (int) (hash >>> 32);
  }

  /** The {@code count} bytes (0 to 8) at {@code at}, the first the lowest, and zeros. */
  private static long word(byte[] bytes, int at, int count) {
    if (at + Long.BYTES <= bytes.length) {
      return (long) LONG.get(bytes, at) & MASKS[count];
    }
    long word = 0;
    for (int i = count - 1; i >= 0; i--) {
      word = word << 8 | (bytes[at + i] & 0xFF);
    }
    return word;
  }

  private void grow() {
    int capacity = hashes.length * 2;
    hashes = Arrays.copyOf(hashes, capacity);
    offsets = Arrays.copyOf(offsets, capacity + 1);
    words = Arrays.copyOf(words, capacity * 2);
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
    return ((long) table.length + hashes.length + offsets.length) * Integer.BYTES
        + (long) words.length * Long.BYTES
        + data.length;
  }
}
