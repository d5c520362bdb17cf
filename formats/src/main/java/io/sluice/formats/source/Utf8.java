package io.sluice.formats.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Is it UTF-8? */
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** What all surrogates' code points begin with, in front of their last 11 bits. */
  private static final int SURROGATES = 0xD800 >>> 11;

  private Utf8() {}

  /**
   * Where the first byte in {@code [from, to)} stands that is no part of well-formed UTF-8 (Unicode
   * table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF), or -1. Runs of ASCII cost
   * an eighth of a look each.
   */
  public static int firstMalformed(byte[] bytes, int from, int to) {
    int i = from;
    // Files beyond ASCII leave this loop soon and for good.
    while (i + 32 <= to
        && (((long) LONGS.get(bytes, i)
                    | (long) LONGS.get(bytes, i + 8)
                    | (long) LONGS.get(bytes, i + 16)
                    | (long) LONGS.get(bytes, i + 24))
                & HIGH_BITS)
            == 0) {
      i += 32;
    }
    while (i + Long.BYTES <= to) {
      long high = (long) LONGS.get(bytes, i) & HIGH_BITS;
      if (high == 0) {
        i += Long.BYTES;
        continue;
      }
      i += Long.numberOfTrailingZeros(high) >>> 3;
      do {
        int length = sequence(bytes, i, to);
        if (length == 0) {
          return i;
        }
        i += length;
      } while (i < to && bytes[i] < 0);
    }
    while (i < to) {
      int length = bytes[i] >= 0 ? 1 : sequence(bytes, i, to);
      if (length == 0) {
        return i;
      }
      i += length;
    }
    return -1;
  }

  /** The length of the multi-byte sequence at {@code i}; 0 if it is malformed. */
  private static int sequence(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xFF;
    if (lead < 0xE0) {
      return lead >= 0xC2 && i + 1 < to && rest(bytes[i + 1]) < 0x40 ? 2 : 0;
    }
    if (i + 2 >= to) {
      return 0;
    }
    int second = rest(bytes[i + 1]);
    int third = rest(bytes[i + 2]);
    if ((second | third) >= 0x40) {
      return 0;
    }
    if (lead < 0xF0) {
      int point = (lead & 0xF) << 12 | second << 6 | third;
      return point >= 0x800 && point >>> 11 != SURROGATES ? 3 : 0;
    }
    if (lead >= 0xF5 || i + 3 >= to || rest(bytes[i + 3]) >= 0x40) {
      return 0;
    }
    int plane = (lead & 0x7) << 2 | second >>> 4;
    return plane >= 1 && plane <= 16 ? 4 : 0;
  }

  /** The six bits of a byte that continues a sequence; 64 and more for any other. */
  private static int rest(byte b) {
    return (b ^ 0x80) & 0xFF;
  }
}
