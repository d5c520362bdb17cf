package io.sluice.formats.decompress;

import java.util.Arrays;

/** Some bits that begin and end anywhere in bytes, the first being a byte's highest. */
final class BitSpan {
  private final byte[] bytes;

  /** Below 8. */
  private final int from;

  private final int length;

  private BitSpan(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  /** A copy of the bits {@code [from, to)} of some bytes. */
  static BitSpan copyOf(byte[] bytes, long from, long to) {
    int first = (int) (from >>> 3);
    byte[] copy = Arrays.copyOfRange(bytes, first, (int) ((to + 7) >>> 3));
    return new BitSpan(copy, (int) (from & 7), (int) (to - from));
  }

  /** These bits and those that follow. */
  BitSpan then(BitSpan next) {
    byte[] joined = new byte[((length + next.length + 7) >>> 3) + 1];
    put(joined, 0);
    next.put(joined, length);
    return new BitSpan(joined, 0, length + next.length);
  }

  /** How many bits there are. */
  int length() {
    return length;
  }

  /** How many bits after {@code at} the file's next byte begins; 0 if one begins there. */
  int bitsToByte(int at) {
    return -(from + at) & 7;
  }

  /** Up to 57 bits as a number; those after the end are 0. */
  long bits(int at, int count) {
    long value = 0;
    int bit = from + at;
    int end = from + length;
    for (int i = 0; i < count; i++, bit++) {
      int one = bit < end ? (bytes[bit >>> 3] >>> (7 - (bit & 7))) & 1 : 0;
      value = (value << 1) | one;
    }
    return value;
  }

  /** Writes the bits into bytes that are 0 there; a byte after them must exist. */
  void put(byte[] to, int at) {
    int whole = length >>> 3;
    int shift = from & 7;
    int place = at >>> 3;
    int into = at & 7;
    for (int i = 0; i < whole; i++) {
      int b = (bytes[i] << shift) & 0xFF;
      if (shift > 0) {
        b |= (bytes[i + 1] & 0xFF) >>> (8 - shift);
      }
      to[place] |= (byte) (b >>> into);
      to[place + 1] |= (byte) (b << (8 - into));
      place++;
    }
    for (int i = whole << 3; i < length; i++) {
      putBits(to, at + i, bits(i, 1), 1);
    }
  }

  /** Writes the lowest bits of a number into bytes that are 0 there. */
  static void putBits(byte[] to, int at, long value, int count) {
    for (int i = 0; i < count; i++) {
      int bit = at + i;
      to[bit >>> 3] |= (byte) (((value >>> (count - 1 - i)) & 1) << (7 - (bit & 7)));
    }
  }
}
