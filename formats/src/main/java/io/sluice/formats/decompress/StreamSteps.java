package io.sluice.formats.decompress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Decompresses with a stream that can only be read from its beginning to its end. */
final class StreamSteps implements Steps<Block> {
  private final StoredBytes stored;
  private final BlockFiller filler;
  private final Blocks blocks;
  private boolean endTold;

  StreamSteps(StoredBytes stored, BlockFiller.Decoder decoder, Blocks blocks) {
    this.stored = stored;
    this.filler =
        new BlockFiller(
            stored, in -> stored.isEmpty() ? InputStream.nullInputStream() : decoder.on(in));
    this.blocks = blocks;
  }

  @Override
  public Block next() throws IOException {
    Block block = blocks.take();
    filler.fill(block);
    block.setStored(stored.count());
    if (block.length() > 0) {
      return block;
    }
    if (filler.failure() != null) {
      throw told();
    }
    if (endTold) {
      return null;
    }
    // Without bytes, but with the count of those stored after the data.
    endTold = true;
    return block;
  }

  private IOException told() {
    IOException failure = filler.told();
    if (!stored.atEnd() || failure instanceof EOFException) {
      return failure;
    }
    EOFException truncated = new EOFException(failure.getMessage());
    truncated.initCause(failure);
    return truncated;
  }

  @Override
  public void close() throws IOException {
    filler.close();
  }
}
