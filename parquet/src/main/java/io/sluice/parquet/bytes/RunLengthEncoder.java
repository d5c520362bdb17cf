package io.sluice.parquet.bytes;

/**
 * Parquet's hybrid of run lengths and bit packing, for levels and dictionary indices. A run of
 * eight or more equal values becomes a run; all else is packed in groups of eight.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class RunLengthEncoder {
  private static final int GROUP = 8;

  private RunLengthEncoder() {}

  /** Bits that hold every value up to {@code max}. */
  public static int bitWidth(int max) {
    return 32 - Integer.numberOfLeadingZeros(max);
  }

  /** Appends one run. */
  public static void run(int value, int count, int bitWidth, GrowableBytes out) {
    out.putVarInt(count << 1);
    for (int bits = 0; bits < bitWidth; bits += 8) {
      out.write(value >>> bits);
    }
  }

  /** Appends {@code values[0 .. count)}, none negative, each of at most {@code bitWidth} bits. */
  public static void encode(int[] values, int count, int bitWidth, GrowableBytes out) {
    if (bitWidth == 0 && count > 0) {
      run(0, count, bitWidth, out);
      return;
    }
    int literals = 0;
    int i = 0;
    while (i + GROUP <= count) {
      if (!equalGroup(values, i)) {
        i += GROUP;
        continue;
      }
      int end = i + GROUP;
      while (end < count && values[end] == values[i]) {
        end++;
      }
      if (literals < i) {
        pack(values, literals, i, bitWidth, out);
      }
      run(values[i], end - i, bitWidth, out);
      i = end;
      literals = end;
    }
    if (literals < count) {
      pack(values, literals, count, bitWidth, out);
    }
  }

  /** One branch a group, where a comparison a value could not be foretold by the processor. */
  private static boolean equalGroup(int[] values, int at) {
    int first = values[at];
    return ((first ^ values[at + 1])
            | (first ^ values[at + 2])
            | (first ^ values[at + 3])
            | (first ^ values[at + 4])
            | (first ^ values[at + 5])
            | (first ^ values[at + 6])
            | (first ^ values[at + 7]))
        == 0;
  }

  /** Packs values, least significant bit first, and fills the last group up with zeros. */
  private static void pack(int[] values, int start, int end, int bitWidth, GrowableBytes out) {
    int groups = (end - start + GROUP - 1) / GROUP;
    out.putVarInt((groups << 1) | 1);
    int bytes = groups * bitWidth;
    // A group is written as two words, which may reach beyond its bytes.
    byte[] data = out.reserve(bytes + 2 * Long.BYTES);
    int at = out.end();
    int i = start;
    if (bitWidth <= 8) {
      for (; i + GROUP <= end; i += GROUP) {
        GrowableBytes.LONG.set(
            data, at, four(values, i, bitWidth) | four(values, i + 4, bitWidth) << (4 * bitWidth));
        at += bitWidth;
      }
    } else if (bitWidth <= 16) {
      int half = 4 * bitWidth;
      for (; i + GROUP <= end; i += GROUP) {
        long high = four(values, i + 4, bitWidth);
        // In two steps, because a shift by 64 is none.
        GrowableBytes.LONG.set(data, at, four(values, i, bitWidth) | high << (half - 1) << 1);
        GrowableBytes.LONG.set(data, at + 8, high >>> (64 - half));
        at += bitWidth;
      }
    }
    packOneByOne(values, i, end, bitWidth, data, at, out.end() + bytes);
    out.setEnd(out.end() + bytes);
  }

  private static long four(int[] values, int at, int bitWidth) {
    return values[at]
        | (long) values[at + 1] << bitWidth
        | (long) values[at + 2] << (2 * bitWidth)
        | (long) values[at + 3] << (3 * bitWidth);
  }

  private static void packOneByOne(
      int[] values, int start, int end, int bitWidth, byte[] data, int from, int to) {
    int at = from;
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
    while (at < to) {
      data[at++] = (byte) word;
      word >>>= 8;
    }
  }
}
