package io.sluice.formats.decompress;

import java.io.IOException;
import java.util.Arrays;

/**
 * Splits a bzip2 file before everything that looks like the mark of a block or of a stream's end:
 * what stands before the first is a stream's header. Within a block such bits turn up once in some
 * terabytes; {@link Bzip2Steps} finds that out.
 */
final class Bzip2Splitter implements Steps<Bzip2Part> {
  private static final int READ_BYTES = 128 << 10;

  /** More than any block has: 900,000 symbols of at most 20 bits, and tables. */
  private static final int MOST_BYTES = 3 << 20;

  private static final long MARK_MASK = (1L << Bzip2Format.MARK_BITS) - 1;

  /** Which values the fourth of eight bytes may have if a mark ends in the last. */
  private static final boolean[] POSSIBLE = possible();

  private final StoredBytes stored;
  private final Blocks blocks;
  private byte[] bytes = new byte[2 * READ_BYTES];
  private int limit;
  private int searched;

  /** The last eight bytes searched. */
  private long last;

  private long partBit;
  private long dropped;
  private int level = 9;
  private boolean ended;

  Bzip2Splitter(StoredBytes stored, Blocks blocks) {
    this.stored = stored;
    this.blocks = blocks;
  }

  private static boolean[] possible() {
    boolean[] values = new boolean[256];
    for (int shift = 0; shift < 8; shift++) {
      values[(int) (Bzip2Format.BLOCK >>> (16 - shift)) & 0xFF] = true;
      values[(int) (Bzip2Format.END >>> (16 - shift)) & 0xFF] = true;
    }
    return values;
  }

  @Override
  public Bzip2Part next() throws IOException {
    while (true) {
      long mark = findMark();
      if (mark > partBit || limit - (int) (partBit >>> 3) > MOST_BYTES) {
        return split(mark >= 0 ? mark : 8L * limit);
      }
      if (mark < 0) {
        if (ended) {
          stored.throwFailure();
          return 8L * limit > partBit ? split(8L * limit) : null;
        }
        fill();
      }
    }
  }

  /** The bit at which the next mark begins, or -1 if none ends in the bytes present. */
  private long findMark() {
    byte[] in = bytes;
    int end = limit;
    long word = last;
    for (int i = searched; i < end; i++) {
      word = (word << 8) | (in[i] & 0xFF);
      if (POSSIBLE[(int) (word >>> 16) & 0xFF]) {
        for (int shift = 7; shift >= 0; shift--) {
          long mark = (word >>> shift) & MARK_MASK;
          long at = 8L * (i + 1) - shift - Bzip2Format.MARK_BITS;
          if ((mark == Bzip2Format.BLOCK || mark == Bzip2Format.END) && at > partBit) {
            last = word;
            searched = i + 1;
            return at;
          }
        }
      }
    }
    last = word;
    searched = end;
    return -1;
  }

  private Bzip2Part split(long end) {
    BitSpan bits = BitSpan.copyOf(bytes, partBit, end);
    level = Bzip2Part.levelAfter(bits, level);
    partBit = end;
    slide();
    long storedEnd = dropped + (partBit >>> 3);
    return new Bzip2Part(bits, level, ended && partBit == 8L * limit, storedEnd, blocks);
  }

  private void slide() {
    int used = (int) (partBit >>> 3);
    System.arraycopy(bytes, used, bytes, 0, limit - used);
    limit -= used;
    searched -= used;
    dropped += used;
    partBit -= 8L * used;
  }

  private void fill() {
    if (bytes.length - limit < READ_BYTES) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    int n = stored.readBeforeFailure(bytes, limit, READ_BYTES);
    ended = n < 0;
    limit += Math.max(n, 0);
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
