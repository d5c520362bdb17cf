package io.sluice.formats.decompress;

import io.sluice.formats.decompress.Prefetch.Pace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whole frames, which can be decompressed by themselves, or a piece of a frame, which cannot. Its
 * bytes are its own.
 */
final class FramePart extends Part {
  /**
   * So much is decompressed in advance, so that memory is bounded; the rest when it is asked for.
   */
  private static final int MOST_BLOCKS = 32;

  /** Makes the parts of a file. */
  interface Maker {
    /**
     * @param length how many of the bytes there are
     * @param continues whether the part before ended within a frame
     * @param closes whether this one ends with a frame
     * @param storedEnd how many stored bytes of the file have been taken with this part
     */
    FramePart part(byte[] bytes, int length, boolean continues, boolean closes, long storedEnd);
  }

  private final byte[] bytes;
  private final int length;
  private final boolean closes;
  private final long storedEnd;
  private final Blocks blocks;
  private final Pace pace;
  private final Deque<Block> decompressed = new ArrayDeque<>();

  /** Null: a piece. */
  private final BlockFiller filler;

  /**
   * @param pace whether whole frames are decompressed in advance
   */
  FramePart(
      byte[] bytes,
      int length,
      boolean continues,
      boolean closes,
      long storedEnd,
      Blocks blocks,
      Pace pace,
      BlockFiller.Decoder decoder) {
    this.bytes = bytes;
    this.length = length;
    this.closes = closes;
    this.storedEnd = storedEnd;
    this.blocks = blocks;
    this.pace = pace;
    this.filler =
        continues || !closes
            ? null
            : new BlockFiller(new ByteArrayInputStream(bytes, 0, length), decoder);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Whether it ends with a frame. */
  boolean closes() {
    return closes;
  }

  /** Whether it consists of whole frames. */
  boolean whole() {
    return filler != null;
  }

  long storedEnd() {
    return storedEnd;
  }

  @Override
  boolean pending() {
    return pace == Pace.PREFETCH && whole() && length > 0;
  }

  @Override
  void work() {
    for (int i = 0; i < MOST_BLOCKS && !filler.over(); i++) {
      decompressed.add(fill());
    }
  }

  /**
   * The next bytes of whole frames; null after them.
   *
   * @throws IOException if they are damaged
   */
  Block next() throws IOException {
    if (length == 0) {
      return null;
    }
    Block block = decompressed.poll();
    if (block == null && !filler.over()) {
      block = fill();
    }
    if (block == null) {
      filler.close();
      if (filler.failure() != null) {
        throw filler.told();
      }
    }
    return block;
  }

  private Block fill() {
    Block block = blocks.take();
    filler.fill(block);
    block.setStored(storedEnd);
    return block;
  }

  @Override
  void discard() {
    decompressed.forEach(blocks::giveBack);
    decompressed.clear();
    if (filler != null) {
      try {
        filler.close();
      } catch (IOException e) {
        // It was in memory, and will not be used.
      }
    }
  }
}
