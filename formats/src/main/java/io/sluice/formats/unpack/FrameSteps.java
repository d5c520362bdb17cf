package io.sluice.formats.unpack;

import io.sluice.formats.unpack.Ahead.Pace;
import java.io.EOFException;
import java.io.IOException;

/**
 * Unpacks a file of frames: joins what {@link FrameCutter} cut. Parts of whole frames have been
 * unpacked by then, if their pace is ahead; pieces of a frame go through one decoder, one behind
 * the other. No decoder meets a frame that is cut off behind one that is whole: that of zstd would
 * take it for the end of the file.
 */
final class FrameSteps implements Steps<Block> {
  /** Parts may be of some megabytes: more of them would take too much memory. */
  private static final int MOST_PARTS = 6;

  private final FrameCutter cutter;
  private final Ahead<FramePart> parts;
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
  FrameSteps(FrameCutter cutter, BlockFiller.Decoder decoder, Blocks blocks, Pace pace) {
    this.cutter = cutter;
    this.parts = new Ahead<>(cutter, pace, () -> Math.min(MOST_PARTS, AheadThreads.share()));
    this.decoder = decoder;
    this.blocks = blocks;
    AheadThreads.readerOpened();
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
        cutter.giveBack(part);
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
        pieces = new FramePieces(taken, parts, cutter);
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
    EOFException cut = new EOFException(failure.getMessage());
    cut.initCause(failure);
    return cut;
  }

  private Block end() {
    if (endTold) {
      return null;
    }
    // Without bytes, but with the count of those stored behind the data.
    endTold = true;
    Block none = blocks.take();
    none.setStored(stored);
    return none;
  }

  @Override
  public void close() throws IOException {
    AheadThreads.readerClosed();
    if (part != null) {
      part.discard();
    }
    if (filler != null) {
      filler.close();
    }
    parts.close();
  }
}
