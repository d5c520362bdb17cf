package io.sluice.formats.decompress;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A stretch of a gzip file. If a member seems to begin at its beginning it is decompressed on the
 * assumption that one does: right in all but one of billions of cases, and known when the stretch
 * before has been decompressed.
 */
final class GzipPart extends Part {
  /** So much is decompressed on an assumption, so that memory is bounded; the rest comes later. */
  private static final int MOST_BLOCKS = 8;

  private final byte[] bytes;
  private final int length;
  private final long storedEnd;
  private final Blocks blocks;
  private final Deque<Block> decompressed = new ArrayDeque<>();
  private final boolean opens;
  private GzipDecoder decoder;

  /**
   * @param storedEnd how many stored bytes of the file have been taken with this stretch
   * @param opens whether a member seems to begin here
   */
  GzipPart(byte[] bytes, int length, long storedEnd, boolean opens, Blocks blocks) {
    this.bytes = bytes;
    this.length = length;
    this.storedEnd = storedEnd;
    this.opens = opens;
    this.blocks = blocks;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  long storedEnd() {
    return storedEnd;
  }

  boolean opens() {
    return opens;
  }

  @Override
  boolean pending() {
    return opens;
  }

  @Override
  void work() {
    decoder = new GzipDecoder(storedEnd == length);
    decoder.feed(bytes, 0, length);
    for (int i = 0; i < MOST_BLOCKS && !decoder.hungry(); i++) {
      Block block = blocks.take();
      try {
        decoder.decode(block);
      } catch (IOException e) {
        // The decoder keeps it; whether it counts is known when the stretch's turn comes.
        blocks.giveBack(block);
        return;
      }
      decompressed.add(block);
    }
  }

  /** The first blocks, if a member does begin here. */
  Deque<Block> decompressed() {
    return decompressed;
  }

  /** The decoder that made the blocks and knows the rest; the caller closes it. */
  GzipDecoder decoder() {
    return decoder;
  }

  @Override
  void discard() {
    if (decoder != null) {
      decoder.close();
    }
    decompressed.forEach(blocks::giveBack);
    decompressed.clear();
  }
}
