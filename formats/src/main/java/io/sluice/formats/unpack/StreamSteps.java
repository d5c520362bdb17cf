package io.sluice.formats.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks with a stream that can only be read from its beginning to its end. */
final class StreamSteps implements Steps<Block> {
  /** Decoders lose what they had decoded of a read that fails: so it must not be much. */
  private static final int READ_BYTES = 8 << 10;

  /** Opens a decoder on stored bytes. */
  interface Decoder {
    InputStream on(InputStream stored) throws IOException;
  }

  private final StoredBytes stored;
  private final Decoder decoder;
  private final Blocks blocks;
  private InputStream in;
  private boolean ended;
  private boolean endTold;
  private Exception failure;

  StreamSteps(StoredBytes stored, Decoder decoder, Blocks blocks) {
    this.stored = stored;
    this.decoder = decoder;
    this.blocks = blocks;
  }

  @Override
  public Block next() throws IOException {
    Block block = blocks.take();
    if (!ended && failure == null) {
      try {
        fill(block);
      } catch (IOException | RuntimeException e) {
        failure = e;
      }
    }
    block.setStored(stored.count());
    if (block.length() > 0) {
      return block;
    }
    if (failure != null) {
      throw told();
    }
    if (endTold) {
      return null;
    }
    // Without bytes, but with the count of those stored behind the data.
    endTold = true;
    return block;
  }

  private void fill(Block block) throws IOException {
    if (in == null) {
      if (stored.isEmpty()) {
        ended = true;
        return;
      }
      in = decoder.on(stored);
    }
    while (block.room() > 0) {
      int n = in.read(block.bytes(), block.length(), Math.min(READ_BYTES, block.room()));
      if (n < 0) {
        ended = true;
        return;
      }
      block.setLength(block.length() + n);
    }
  }

  private IOException told() {
    if (stored.atEnd() && !(failure instanceof EOFException)) {
      EOFException cut = new EOFException(failure.getMessage());
      cut.initCause(failure);
      return cut;
    }
    return failure instanceof IOException known
        ? known
        : new IOException(failure.getMessage(), failure);
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
    stored.close();
  }
}
