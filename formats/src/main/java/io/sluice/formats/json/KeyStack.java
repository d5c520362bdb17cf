package io.sluice.formats.json;

import io.sluice.formats.text.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The keys of the objects that are open while a nested value is scanned, innermost on top, to find
 * a key that an object has twice. Keys are kept as positions in the buffer.
 */
final class KeyStack {
  /** Up to this many keys, comparing each with each beats building a table. */
  private static final int FEW = 16;

  /** Not a constant, so that no input can be made up whose keys all collide. */
  private static final long SEED = ThreadLocalRandom.current().nextLong() | 1;

  private static final int ESCAPED = 1 << 31;

  private int[] starts = new int[64];
  private int[] lengths = new int[64];
  private long[] hashes = new long[64];
  private int count;
  private int[] bases = new int[16];
  private int open;
  private int[] slots = new int[0];

  void clear() {
    count = 0;
    open = 0;
  }

  /** An object begins. */
  void open() {
    if (open == bases.length) {
      bases = Arrays.copyOf(bases, open * 2);
    }
    bases[open++] = count;
  }

  /** The innermost object has the key {@code b[start .. end)}. */
  void add(byte[] b, int start, int end, boolean escaped) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    starts[count] = start;
    lengths[count] = escaped ? (end - start) | ESCAPED : end - start;
    hashes[count] = hash(b, start, end);
    count++;
  }

  static long hash(byte[] b, int start, int end) {
    long hash = SEED + end - start;
    int at = start;
    while (at + 8 <= end) {
      hash = (hash ^ (long) Swar.LONGS.get(b, at)) * SEED;
      hash ^= hash >>> 32;
      at += 8;
    }
    long rest = 0;
    while (at < end) {
      rest = rest << 8 | (b[at++] & 0xff);
    }
    hash = (hash ^ rest) * SEED;
    return hash ^ hash >>> 29;
  }

  /** The innermost object ends: returns where a key begins that it has twice, or -1. */
  int close(byte[] b) {
    int base = bases[--open];
    int top = count;
    count = base;
    for (int i = base; i < top; i++) {
      if (lengths[i] < 0) {
        return duplicateAmongEscaped(b, base, top);
      }
    }
    return top - base <= FEW ? duplicateAmongFew(b, base, top) : duplicateAmongMany(b, base, top);
  }

  private int duplicateAmongFew(byte[] b, int base, int top) {
    long[] h = hashes;
    for (int i = base + 1; i < top; i++) {
      long hash = h[i];
      for (int j = base; j < i; j++) {
        if (h[j] == hash && same(b, i, j)) {
          return starts[i];
        }
      }
    }
    return -1;
  }

  private int duplicateAmongMany(byte[] b, int base, int top) {
    int size = Integer.highestOneBit(top - base) * 4;
    if (slots.length < size) {
      slots = new int[size];
    }
    Arrays.fill(slots, 0, size, -1);
    for (int i = base; i < top; i++) {
      int slot = (int) hashes[i] & (size - 1);
      while (slots[slot] >= 0) {
        if (hashes[slots[slot]] == hashes[i] && same(b, i, slots[slot])) {
          return starts[i];
        }
        slot = (slot + 1) & (size - 1);
      }
      slots[slot] = i;
    }
    return -1;
  }

  /** The slow path: keys that are spelled differently may be the same. */
  private int duplicateAmongEscaped(byte[] b, int base, int top) {
    Set<String> texts = new HashSet<>();
    for (int i = base; i < top; i++) {
      int length = lengths[i] & ~ESCAPED;
      byte[] text = new byte[length];
      int end = JsonUnescaper.INSTANCE.unescape(b, starts[i], starts[i] + length, text);
      if (!texts.add(new String(text, 0, end, StandardCharsets.UTF_8))) {
        return starts[i];
      }
    }
    return -1;
  }

  private boolean same(byte[] b, int i, int j) {
    return Arrays.equals(
        b, starts[i], starts[i] + lengths[i], b, starts[j], starts[j] + lengths[j]);
  }
}
