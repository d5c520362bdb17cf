package io.sluice.formats.decompress;

import java.util.concurrent.ConcurrentLinkedDeque;

/** The blocks of one reader, used again and again: those in use at once are bounded elsewhere. */
final class Blocks {
  private static final int MOST_BYTES = 256 << 10;
  private static final int LEAST_BYTES = 16 << 10;

  private final int bytes;
  private final ConcurrentLinkedDeque<Block> free = new ConcurrentLinkedDeque<>();

  /**
   * @param storedBytes the size of the file: a small one needs no large blocks
   */
  Blocks(long storedBytes) {
    bytes = (int) Math.max(LEAST_BYTES, Math.min(8 * storedBytes, MOST_BYTES));
  }

  /** An empty block. */
  Block take() {
    Block block = free.poll();
    if (block == null) {
      return new Block(bytes);
    }
    block.setLength(0);
    return block;
  }

  void giveBack(Block block) {
    // The one used last is still in the processor's cache.
    free.push(block);
  }
}
