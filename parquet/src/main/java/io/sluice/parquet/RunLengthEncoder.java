package io.sluice.parquet;

/**
 * Parquet's hybrid of run lengths and bit packing, for levels and dictionary indices. A run of
 * eight or more equal values becomes a run; all else is packed in groups of eight.
 */
final class RunLengthEncoder {
  private static final int GROUP = 8;

  private RunLengthEncoder() {}

  /** Bits that hold every value up to {@code max}. */
  static int bitWidth(int max) {
    return 32 - Integer.numberOfLeadingZeros(max);
  }

  /** Appends one run. */
  static void run(int value, int count, int bitWidth, GrowableBytes out) {
    out.putVarInt(count << 1);
    for (int bits = 0; bits < bitWidth; bits += 8) {
      out.write(value >>> bits);
    }
  }

  /** Appends {@code values[0 .. count)}, none negative, each of at most {@code bitWidth} bits. */
  static void encode(int[] values, int count, int bitWidth, GrowableBytes out) {
    int literals = 0;
    int i = 0;
    while (i < count) {
      int value = values[i];
      int end = i + 1;
      while (end < count && values[end] == value) {
        end++;
      }
      if (end - i >= GROUP || bitWidth == 0) {
        if (literals < i) {
          pack(values, literals, i, bitWidth, out);
        }
        run(value, end - i, bitWidth, out);
        i = end;
        literals = end;
      } else {
        i = Math.min(count, i + GROUP);
      }
    }
    if (literals < count) {
      pack(values, literals, count, bitWidth, out);
    }
  }

  /** Packs values, least significant bit first, and fills the last group up with zeros. */
  private static void pack(int[] values, int start, int end, int bitWidth, GrowableBytes out) {
    int groups = (end - start + GROUP - 1) / GROUP;
    out.putVarInt((groups << 1) | 1);
    int bytes = groups * bitWidth;
    byte[] data = out.reserve(bytes + Long.BYTES);
    int at = out.size();
    long word = 0;
    int bits = 0;
    for (int i = start; i < end; i++) {
      word |= (long) values[i] << bits;
      bits += bitWidth;
      if (bits >= 32) {
        GrowableBytes.INT.set(data, at, (int) word);
        at += 4;
        word >>>= 32;
        bits -= 32;
      }
    }
    int last = out.size() + bytes;
    while (at < last) {
      data[at++] = (byte) word;
      word >>>= 8;
    }
    out.setSize(last);
  }
}
