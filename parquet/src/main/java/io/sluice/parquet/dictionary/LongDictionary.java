package io.sluice.parquet.dictionary;

import java.util.Arrays;

/** Distinct 64-bit values in the order of their first sight: an open-addressing table. */
public final class LongDictionary {
  private static final int FIRST_CAPACITY = 64;

  /** Up to as many entries the table is sparse: its memory is little, and collisions cost time. */
  private static final int SPARSE = 4096;

  /** Index + 1 into entries; 0: free. At most half full, while small a quarter. */
  private int[] table = new int[4 * FIRST_CAPACITY];

  private long[] entries = new long[FIRST_CAPACITY];
  private int size;
  private final int maxEntries;

  public LongDictionary(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  public int size() {
    return size;
  }

  /** By index; of use up to {@link #size()}, and until the next call of add. */
  public long[] entries() {
    return entries;
  }

  /**
   * Writes the index of each of {@code values[from .. from + count)} to {@code indices} from {@code
   * at} on.
   *
   * @return how many were; fewer than {@code count} when the dictionary is full
   */
  public int add(long[] values, int from, int count, int[] indices, int at) {
    int[] slots = table;
    long[] known = entries;
    int mask = slots.length - 1;
    // Sorted and clustered columns repeat values: those need no look into the table.
    long before = 0;
    int entryBefore = 0;
    for (int i = 0; i < count; i++) {
      long value = values[from + i];
      if (value == before && entryBefore > 0) {
        indices[at + i] = entryBefore - 1;
        continue;
      }
      int slot = slotOf(value) & mask;
      int entry;
      while ((entry = slots[slot]) != 0 && known[entry - 1] != value) {
        slot = (slot + 1) & mask;
      }
      if (entry == 0) {
        if (size == maxEntries) {
          return i;
        }
        if (size == known.length) {
          grow();
          slots = table;
          known = entries;
          mask = slots.length - 1;
          slot = slotOf(value) & mask;
          while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
          }
        }
        known[size] = value;
        entry = ++size;
        slots[slot] = entry;
      }
      indices[at + i] = entry - 1;
      before = value;
      entryBefore = entry;
    }
    return count;
  }

  private static int slotOf(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) ^ (int) (mixed >>> 50);
  }

  private void grow() {
    entries = Arrays.copyOf(entries, entries.length * 2);
    int[] slots = new int[entries.length * (entries.length <= SPARSE ? 4 : 2)];
    int mask = slots.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = slotOf(entries[i]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
    table = slots;
  }

  /** Bytes of memory held. */
  public long allocated() {
    return table.length * (long) Integer.BYTES + entries.length * (long) Long.BYTES;
  }
}
