package io.sluice.formats.decompress;

import io.sluice.formats.decompress.Prefetch.Pace;
import java.io.EOFException;
import java.io.IOException;

/**
 * Decompresses a file of frames: joins what {@link FrameSplitter} split. Parts of whole frames have
 * been decompressed by then, if they are prefetched; pieces of a frame go through one decoder, one
 * after the other. No decoder meets a frame that is incomplete after one that is whole: that of
 * zstd would take it for the end of the file.
 */
final class FrameSteps implements Steps<Block> {
  /** Parts may be of some megabytes: more of them would take too much memory. */
  private static final int MOST_PARTS = 6;

  private final FrameSplitter splitter;
  private final Prefetch<FramePart> parts;
  private final BlockFiller.Decoder decoder;
  private final Blocks blocks;

  /** Whole frames, of which there may be more; null: there are none. */
  private FramePart part;

  /** A frame in pieces, and its decoder; null: there is none. */
  private FramePieces pieces;

  private BlockFiller filler;
  private long stored;
  private boolean endTold;

  /**
   * @param pace that of the parts
   */
  FrameSteps(FrameSplitter splitter, BlockFiller.Decoder decoder, Blocks blocks, Pace pace) {
    this.splitter = splitter;
    this.parts =
        new Prefetch<>(splitter, pace, () -> Math.min(MOST_PARTS, PrefetchThreads.share()));
    this.decoder = decoder;
    this.blocks = blocks;
    PrefetchThreads.readerOpened();
  }

  @Override
  public Block next() throws IOException {
    while (true) {
      Block block = part != null ? part.next() : pieces != null ? ofPieces() : null;
      if (block != null) {
        stored = block.stored();
        return block;
      }
      if (part != null) {
        splitter.giveBack(part);
        part = null;
      }
      FramePart taken = parts.take();
      if (taken == null) {
        return end();
      }
      stored = taken.storedEnd();
      if (taken.whole()) {
        part = taken;
      } else {
        pieces = new FramePieces(taken, parts, splitter);
        filler = new BlockFiller(pieces, decoder);
      }
    }
  }

  private Block ofPieces() throws IOException {
    if (!filler.over()) {
      Block block = blocks.take();
      filler.fill(block);
      block.setStored(pieces.storedEnd());
      return block;
    }
    filler.close();
    if (filler.failure() != null) {
      throw told();
    }
    stored = pieces.storedEnd();
    pieces = null;
    filler = null;
    return null;
  }

  private IOException told() {
    IOException failure = filler.told();
    if (!pieces.atEnd() || failure instanceof EOFException) {
      return failure;
    }
    EOFException truncated = new EOFException(failure.getMessage());
    truncated.initCause(failure);
    return truncated;
  }

  private Block end() {
    if (endTold) {
      return null;
    }
    // Without bytes, but with the count of those stored after the data.
    endTold = true;
    Block none = blocks.take();
    none.setStored(stored);
    return none;
  }

  @Override
  public void close() throws IOException {
    PrefetchThreads.readerClosed();
    if (part != null) {
      part.discard();
    }
    if (filler != null) {
      filler.close();
    }
    parts.close();
  }
}
