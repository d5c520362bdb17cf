package io.sluice.formats.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Is it UTF-8? */
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /**
   * Where the first byte in {@code [from, to)} stands that is no part of well-formed UTF-8 (Unicode
   * table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF), or -1. Runs of ASCII cost
   * an eighth of a look each.
   */
  public static int firstMalformed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      while (i + 32 <= to
          && (((long) LONGS.get(bytes, i)
                      | (long) LONGS.get(bytes, i + 8)
                      | (long) LONGS.get(bytes, i + 16)
                      | (long) LONGS.get(bytes, i + 24))
                  & HIGH_BITS)
              == 0) {
        i += 32;
      }
      while (i + 8 <= to && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
        i += 8;
      }
      while (i < to && bytes[i] >= 0) {
        i++;
        if (i + 8 <= to && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
          break;
        }
      }
      while (i < to && bytes[i] < 0) {
        int length = sequence(bytes, i, to);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return -1;
  }

  /** The length of the multi-byte sequence at {@code i}; 0 if it is malformed. */
  private static int sequence(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > to) {
      return 0;
    }
    int second = bytes[i + 1] & 0xFF;
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((bytes[i + k] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
