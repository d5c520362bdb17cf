package io.sluice.formats.unpack;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;

/**
 * A file's unpacked bytes, in order. Not thread-safe, whatever threads are at work behind it.
 *
 * <p>All bytes before a damaged place come out before its failure.
 */
public final class Unpacked implements Closeable {
  /** So many blocks wait for their reader at most. */
  private static final int BLOCKS_AHEAD = 3;

  private final Ahead<Block> ahead;
  private final Blocks blocks;
  private Block block;
  private int at;
  private long stored;

  Unpacked(Steps<Block> steps, Blocks blocks, Ahead.Pace pace) {
    this.ahead = Ahead.of(steps, pace, BLOCKS_AHEAD);
    this.blocks = blocks;
  }

  /**
   * Reads at least one byte, if there is one; -1 at the end.
   *
   * @throws EOFException if the archive ends too early
   * @throws IOException if it is damaged, or cannot be read
   */
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (block == null || at == block.length()) {
      if (block != null) {
        blocks.giveBack(block);
      }
      block = ahead.take();
      at = 0;
      if (block == null) {
        return -1;
      }
      stored = block.stored();
    }
    int n = Math.min(length, block.length() - at);
    System.arraycopy(block.bytes(), at, target, offset, n);
    at += n;
    return n;
  }

  /** How many stored bytes the bytes read so far have taken, up to a few blocks. */
  public long storedBytes() {
    return stored;
  }

  @Override
  public void close() throws IOException {
    ahead.close();
  }
}
