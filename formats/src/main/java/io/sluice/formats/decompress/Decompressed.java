package io.sluice.formats.decompress;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;

/**
 * A file's decompressed bytes, in order. Not thread-safe, whatever threads are at work for it.
 *
 * <p>All bytes before a damaged place come out before its failure.
 */
public final class Decompressed implements Closeable {
  /** So many blocks wait for their reader at most. */
  private static final int PREFETCHED_BLOCKS = 3;

  private final Prefetch<Block> prefetch;
  private final Blocks blocks;
  private Block block;
  private int at;
  private long stored;

  Decompressed(Steps<Block> steps, Blocks blocks, Prefetch.Pace pace) {
    this.prefetch = Prefetch.of(steps, pace, PREFETCHED_BLOCKS);
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
      block = prefetch.take();
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
    prefetch.close();
  }
}
