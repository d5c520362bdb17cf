package io.sluice.formats.decompress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * What stands between two marks of a bzip2 file: a block, if it begins with a block's mark. Made a
 * stream of its own it can be decompressed by itself, and is checked by its own checksum.
 */
final class Bzip2Part extends Part {
  /**
   * So much is decompressed in advance, so that memory is bounded: a usual block, but not a bomb.
   */
  private static final int MOST_BLOCKS = 8;

  /** The decoder loses what it had decoded of a read that fails: so it must not be much. */
  private static final int READ_BYTES = 8 << 10;

  private final BitSpan bits;
  private final int level;
  private final boolean last;
  private final long storedEnd;
  private final Blocks blocks;
  private final Deque<Block> decompressed = new ArrayDeque<>();
  private InputStream in;
  private boolean ended;
  private IOException failure;

  /**
   * @param level of the stream, as far as is known
   * @param last whether nothing follows in the file
   */
  Bzip2Part(BitSpan bits, int level, boolean last, long storedEnd, Blocks blocks) {
    this.bits = bits;
    this.level = level;
    this.last = last;
    this.storedEnd = storedEnd;
    this.blocks = blocks;
  }

  /** The level of the stream whose header ends these bits; the present one if none does. */
  static int levelAfter(BitSpan bits, int present) {
    int at = bits.length() - Bzip2Format.HEADER_BITS;
    int told = at < 0 ? 0 : Bzip2Format.level(bits.bits(at, Bzip2Format.HEADER_BITS));
    return told == 0 ? present : told;
  }

  /** This and the next part as one: for a mark that was none. */
  Bzip2Part with(Bzip2Part next) {
    return new Bzip2Part(bits.then(next.bits), level, next.last, next.storedEnd, blocks);
  }

  BitSpan bits() {
    return bits;
  }

  boolean last() {
    return last;
  }

  long storedEnd() {
    return storedEnd;
  }

  private long mark() {
    return bits.bits(0, Bzip2Format.MARK_BITS);
  }

  boolean isBlock() {
    return mark() == Bzip2Format.BLOCK;
  }

  boolean isEnd() {
    return mark() == Bzip2Format.END;
  }

  /** The checksum after the mark. */
  int checksum() {
    return (int) bits.bits(Bzip2Format.MARK_BITS, Bzip2Format.CHECKSUM_BITS);
  }

  @Override
  boolean pending() {
    return isBlock();
  }

  @Override
  void work() {
    for (int i = 0; i < MOST_BLOCKS && !ended && failure == null; i++) {
      Block block = blocks.take();
      decompress(block);
      decompressed.add(block);
    }
  }

  /** Why the block cannot be decompressed; null if nothing is known against it. */
  IOException failure() {
    return failure;
  }

  /**
   * The next bytes; null at the block's end.
   *
   * @throws IOException if it is damaged
   */
  Block next() throws IOException {
    Block block = decompressed.poll();
    if (block == null && !ended && failure == null) {
      block = blocks.take();
      decompress(block);
    }
    if (block == null && failure != null) {
      throw failure;
    }
    return block;
  }

  private void decompress(Block block) {
    try {
      if (in == null) {
        in = new BZip2CompressorInputStream(new ByteArrayInputStream(stream()));
      }
      while (block.room() > 0 && !ended) {
        int n = in.read(block.bytes(), block.length(), Math.min(block.room(), READ_BYTES));
        ended = n < 0;
        block.setLength(block.length() + Math.max(n, 0));
      }
    } catch (IOException | RuntimeException e) {
      failure = e instanceof IOException known ? known : new IOException(e.getMessage(), e);
    }
  }

  /** The block as a stream: of one block, the checksum is that block's. */
  private byte[] stream() {
    int overhead = Bzip2Format.HEADER_BITS + Bzip2Format.MARK_BITS + Bzip2Format.CHECKSUM_BITS + 16;
    byte[] stream = new byte[(bits.length() + overhead) >>> 3];
    long header = (Bzip2Format.MAGIC << 8) | ('0' + level);
    BitSpan.putBits(stream, 0, header, Bzip2Format.HEADER_BITS);
    bits.put(stream, Bzip2Format.HEADER_BITS);
    int at = Bzip2Format.HEADER_BITS + bits.length();
    BitSpan.putBits(stream, at, Bzip2Format.END, Bzip2Format.MARK_BITS);
    at += Bzip2Format.MARK_BITS;
    BitSpan.putBits(stream, at, checksum(), Bzip2Format.CHECKSUM_BITS);
    return stream;
  }

  @Override
  void discard() {
    decompressed.forEach(blocks::giveBack);
    decompressed.clear();
  }
}
