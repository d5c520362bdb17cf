package io.sluice.formats.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * UTF-16 of a known byte order. Unlike the JDK's decoder it takes half of a surrogate pair for
 * itself: what stands after it, a line end perhaps, is not malformed. So every other pair of bytes
 * means the same wherever reading began.
 */
final class Utf16Transcoder extends Transcoder {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle CHARS =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);

  /** What is 0 in four pairs of ASCII, the lower byte being the first. */
  private static final long BEYOND_PAIRS = 0xFF80_FF80_FF80_FF80L;

  /** Pairs that are looked at together. */
  private static final int BLOCK_BYTES = 16;

  /** A byte order mark of the other order: no character. */
  private static final char REVERSED_MARK = 0xFFFE;

  private final boolean highFirst;

  Utf16Transcoder(CodeUnit unit) {
    highFirst = unit == CodeUnit.PAIR_HIGH_FIRST;
  }

  @Override
  int transcode(byte[] raw, int from, int to, Tail tail, byte[] text, int at, int limit) {
    int i = from;
    int o = at;
    int before;
    do {
      before = i;
      int pairs = ascii(raw, i, to, text, o, limit);
      i += 2 * pairs;
      o += pairs;
      int made = anything(raw, i, to, tail, text, o, limit);
      i += taken();
      o += made;
    } while (i > before);
    setTaken(i - from);
    return o - at;
  }

  /** Whole blocks of ASCII; returns how many pairs. */
  private int ascii(byte[] raw, int from, int to, byte[] text, int at, int limit) {
    final int shift = highFirst ? Byte.SIZE : 0;
    final long beyond = Long.rotateRight(BEYOND_PAIRS, shift);
    final int most = Math.min((to - from) / BLOCK_BYTES, (limit - at) / Long.BYTES);
    int i = from;
    int o = at;
    for (int block = 0; block < most; block++) {
      long first = (long) LONGS.get(raw, i);
      long second = (long) LONGS.get(raw, i + 8);
      if (((first | second) & beyond) != 0) {
        break;
      }
      LONGS.set(text, o, packed(first >>> shift) | (packed(second >>> shift) << 32));
      i += BLOCK_BYTES;
      o += Long.BYTES;
    }
    return o - at;
  }

  /** Moves the lowest byte of each of four pairs together; the higher ones are 0. */
  private static long packed(long pairs) {
    long halves = (pairs | (pairs >>> 8)) & 0x0000_FFFF_0000_FFFFL;
    return (halves | (halves >>> 16)) & 0xFFFF_FFFFL;
  }

  /** Characters of all kinds, about a block of them. */
  private int anything(byte[] raw, int from, int to, Tail tail, byte[] text, int at, int limit) {
    final boolean swap = highFirst;
    int i = from;
    int o = at;
    int stop = Math.min(to - 1, from + BLOCK_BYTES);
    while (i < stop) {
      char c = (char) CHARS.get(raw, i);
      c = swap ? Character.reverseBytes(c) : c;
      if (c < 0x80) {
        if (o >= limit) {
          break;
        }
        text[o++] = (byte) c;
        i += 2;
        continue;
      }
      if (c < 0x800) {
        if (o + 2 > limit) {
          break;
        }
        text[o] = (byte) (0xC0 | (c >> 6));
        text[o + 1] = (byte) (0x80 | (c & 0x3F));
        o += 2;
        i += 2;
        continue;
      }
      if (!Character.isSurrogate(c) && c != REVERSED_MARK) {
        if (o + 3 > limit) {
          break;
        }
        text[o] = (byte) (0xE0 | (c >> 12));
        text[o + 1] = (byte) (0x80 | ((c >> 6) & 0x3F));
        text[o + 2] = (byte) (0x80 | (c & 0x3F));
        o += 3;
        i += 2;
        continue;
      }
      boolean whole = i + 4 <= to;
      if (Character.isHighSurrogate(c) && !whole && tail == Tail.GOES_ON) {
        break;
      }
      char second = whole ? (char) CHARS.get(raw, i + 2) : 0;
      second = swap ? Character.reverseBytes(second) : second;
      boolean point = Character.isHighSurrogate(c) && Character.isLowSurrogate(second);
      if (o + (point ? 4 : 2) > limit) {
        break;
      }
      if (point) {
        putPoint(Character.toCodePoint(c, second), text, o);
      } else {
        text[o] = Utf8Input.MALFORMED;
        text[o + 1] = Utf8Input.MALFORMED;
      }
      o += point ? 4 : 2;
      i += point ? 4 : 2;
    }
    if (i + 1 == to && tail == Tail.ENDS && o < limit) {
      text[o++] = Utf8Input.MALFORMED;
      i++;
    }
    setTaken(i - from);
    return o - at;
  }

  private static void putPoint(int point, byte[] text, int at) {
    text[at] = (byte) (0xF0 | (point >> 18));
    text[at + 1] = (byte) (0x80 | ((point >> 12) & 0x3F));
    text[at + 2] = (byte) (0x80 | ((point >> 6) & 0x3F));
    text[at + 3] = (byte) (0x80 | (point & 0x3F));
  }
}
