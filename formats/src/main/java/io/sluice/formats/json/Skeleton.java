package io.sluice.formats.json;

import io.sluice.formats.text.Swar;
import java.util.Arrays;

/**
 * A node of {@link Skeletons}: the text between two values of a record, and what becomes of the
 * value after it. An object, since its fields are read without checks of bounds.
 */
final class Skeleton {
  /** The target of a value that nobody asked for. */
  static final int UNWANTED = -1;

  /** The target of a node that ends its record. */
  static final int END = -2;

  private static final int WORD = Long.BYTES;
  private static final int IN_FIELDS = 3 * WORD;

  /** So many bytes must be there where a text is looked for. */
  static final int READ_AHEAD = IN_FIELDS;

  /** Where the value after it goes. */
  final int target;

  final int length;

  /** The first 24 bytes of the text, filled up with zeros, and which bits of them count. */
  private final long word0;

  private final long word1;
  private final long word2;
  private final long mask0;
  private final long mask1;
  private final long mask2;

  /** The text if it is longer than that; else null. */
  private final byte[] rest;

  /** The first of the texts that may stand after the value. */
  Skeleton child;

  /** The next of the texts that may stand in its place. */
  Skeleton sibling;

  /** Of a node that ends its record: the targets that the record has no value for. */
  int[] absent;

  /** Of a node that ends its record: how many of its last bytes are the line's end. */
  int lineEnd;

  Skeleton(byte[] b, int from, int to, int target) {
    this.target = target;
    length = to - from;
    byte[] head = Arrays.copyOf(Arrays.copyOfRange(b, from, to), IN_FIELDS);
    word0 = (long) Swar.LONGS.get(head, 0);
    word1 = (long) Swar.LONGS.get(head, WORD);
    word2 = (long) Swar.LONGS.get(head, 2 * WORD);
    mask0 = mask(length);
    mask1 = mask(length - WORD);
    mask2 = mask(length - 2 * WORD);
    rest = length > IN_FIELDS ? Arrays.copyOfRange(b, from, to) : null;
  }

  /** A mask of as many bytes as there are left, at most eight. */
  private static long mask(int bytes) {
    return bytes <= 0 ? 0 : bytes >= WORD ? -1L : (1L << (bytes << 3)) - 1;
  }

  /** Whether the text stands at {@code at}, of which 24 bytes may be read. */
  boolean standsAt(byte[] b, int at) {
    long different =
        (((long) Swar.LONGS.get(b, at) ^ word0) & mask0)
            | (((long) Swar.LONGS.get(b, at + WORD) ^ word1) & mask1)
            | (((long) Swar.LONGS.get(b, at + 2 * WORD) ^ word2) & mask2);
    return different == 0 && (rest == null || standsAtInFull(b, at));
  }

  private boolean standsAtInFull(byte[] b, int at) {
    return at + length <= b.length && Arrays.equals(rest, 0, length, b, at, at + length);
  }

  /** Whether this text and the other begin alike up to the end of the shorter. */
  boolean overlaps(byte[] b, int from, int to) {
    for (int i = 0; i < Math.min(length, to - from); i++) {
      byte mine =
          rest != null ? rest[i] : (byte) ((i < 8 ? word0 : i < 16 ? word1 : word2) >>> (i << 3));
      if (mine != b[from + i]) {
        return false;
      }
    }
    return true;
  }
}
