package io.sluice.formats.json;

import io.sluice.formats.text.Swar;
import java.util.Arrays;

/**
 * The keys met at one level of the records, numbered from 0 in the order they were added. Objects
 * of one file mostly have the same keys in the same order, so each key remembers which one followed
 * it last: the guess is checked with one or two word comparisons, and only a wrong one costs a
 * look-up.
 */
final class KeyDictionary {
  /** More keys than this are data rather than names, and are not remembered. */
  static final int LIMIT = 4096;

  static final int NONE = -1;

  private static final byte ASCII = 0;
  private static final byte NON_ASCII = 1;

  /** Written with escapes: a record that goes on with these very bytes is malformed. */
  private static final byte ESCAPED = 2;

  /** All keys one after the other, each followed by the quote that ends it in a record. */
  private byte[] text = new byte[256];

  private int[] offsets = new int[17];
  private long[] heads = new long[16];
  private long[] masks = new long[16];
  private int[] followers = new int[16];
  private byte[] spellings = new byte[16];
  private int[] slots = new int[64];
  private int count;
  private int first = NONE;

  KeyDictionary() {
    Arrays.fill(slots, NONE);
  }

  /** Forgets all keys. */
  void clear() {
    Arrays.fill(slots, NONE);
    count = 0;
    first = NONE;
  }

  int size() {
    return count;
  }

  /** The key that most likely follows {@code key}; {@link #NONE}: the object's beginning. */
  int guess(int key) {
    return key < 0 ? first : followers[key];
  }

  /** Notes that {@code follower} came after {@code key}. */
  void follows(int key, int follower) {
    if (spellings[follower] == ESCAPED) {
      return;
    }
    if (key < 0) {
      first = follower;
    } else {
      followers[key] = follower;
    }
  }

  /** Whether a key, which may come from a record with malformed UTF-8, is more than ASCII. */
  boolean nonAscii(int key) {
    return spellings[key] == NON_ASCII;
  }

  /** Length in bytes of a key. */
  int length(int key) {
    return offsets[key + 1] - offsets[key] - 1;
  }

  /** Whether {@code b} goes on at {@code position} with the key and a quote, before {@code end}. */
  boolean matches(int key, byte[] b, int position, int end) {
    int start = offsets[key];
    int length = offsets[key + 1] - start;
    if (position + Math.max(length, 8) > end) {
      return position + length <= end
          && Arrays.equals(text, start, start + length, b, position, position + length);
    }
    if ((((long) Swar.LONGS.get(b, position) ^ heads[key]) & masks[key]) != 0) {
      return false;
    }
    for (int i = 8; i < length; i += 8) {
      // The last word overlaps the one before, so that no byte after the key is compared.
      int at = Math.min(i, length - 8);
      if ((long) Swar.LONGS.get(b, position + at) != (long) Swar.LONGS.get(text, start + at)) {
        return false;
      }
    }
    return true;
  }

  /** The number of the key {@code b[start .. end)}, without escapes, or {@link #NONE}. */
  int find(byte[] b, int start, int end) {
    int mask = slots.length - 1;
    int slot = (int) KeyStack.hash(b, start, end) & mask;
    while (slots[slot] >= 0) {
      int key = slots[slot];
      int at = offsets[key];
      if (Arrays.equals(text, at, at + length(key), b, start, end)) {
        return key;
      }
      slot = (slot + 1) & mask;
    }
    return NONE;
  }

  /** Adds a key that is not there yet and returns its number. */
  int add(byte[] b, int start, int end) {
    int key = count++;
    int length = end - start;
    if (count > heads.length) {
      int capacity = heads.length * 2;
      offsets = Arrays.copyOf(offsets, capacity + 1);
      heads = Arrays.copyOf(heads, capacity);
      masks = Arrays.copyOf(masks, capacity);
      followers = Arrays.copyOf(followers, capacity);
      spellings = Arrays.copyOf(spellings, capacity);
    }
    int at = offsets[key];
    if (at + length + 8 > text.length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, at + length + 8));
    }
    System.arraycopy(b, start, text, at, length);
    text[at + length] = '"';
    offsets[key + 1] = at + length + 1;
    heads[key] = (long) Swar.LONGS.get(text, at);
    masks[key] = length + 1 >= 8 ? -1L : (1L << ((length + 1) * 8)) - 1;
    followers[key] = NONE;
    spellings[key] = spelling(b, start, end);
    if (count * 2 > slots.length) {
      slots = new int[slots.length * 2];
      Arrays.fill(slots, NONE);
      for (int k = 0; k < key; k++) {
        place(k);
      }
    }
    place(key);
    return key;
  }

  private static byte spelling(byte[] b, int start, int end) {
    byte spelling = ASCII;
    for (int i = start; i < end; i++) {
      if (b[i] == '"' || b[i] == '\\' || (b[i] >= 0 && b[i] < ' ')) {
        return ESCAPED;
      }
      if (b[i] < 0) {
        spelling = NON_ASCII;
      }
    }
    return spelling;
  }

  private void place(int key) {
    int mask = slots.length - 1;
    int slot = (int) KeyStack.hash(text, offsets[key], offsets[key] + length(key)) & mask;
    while (slots[slot] >= 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = key;
  }
}
