package io.sluice.parquet.stats;

import java.util.Arrays;

/**
 * Cuts long bounds of strings and binaries so that they still bound.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class Bounds {
  private Bounds() {}

  /** A prefix of at most {@code limit} bytes, of whole characters if it is text. */
  public static byte[] below(byte[] value, int limit, boolean text) {
    return value.length <= limit ? value : Arrays.copyOf(value, cut(value, limit, text));
  }

  /** Something short that is not less; the value itself if there is nothing short. */
  public static byte[] above(byte[] value, int limit, boolean text) {
    if (value.length <= limit) {
      return value;
    }
    int end = cut(value, limit, text);
    // A byte that is no part of a multi-byte character and stays ASCII when raised keeps text
    // valid UTF-8; everything after it is dropped.
    int highest = text ? 0x7E : 0xFE;
    for (int i = end - 1; i >= 0; i--) {
      int b = value[i] & 0xFF;
      if (b <= highest) {
        byte[] bound = Arrays.copyOf(value, i + 1);
        bound[i]++;
        return bound;
      }
    }
    return value;
  }

  private static int cut(byte[] value, int limit, boolean text) {
    int end = limit;
    while (text && end > 0 && (value[end] & 0xC0) == 0x80) {
      end--;
    }
    return end == 0 ? limit : end;
  }
}
