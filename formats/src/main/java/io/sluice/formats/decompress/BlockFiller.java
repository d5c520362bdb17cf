package io.sluice.formats.decompress;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Decompresses into blocks with a stream, to its end or its failure, which both come once. */
final class BlockFiller implements Closeable {
  /** Decoders lose what they had decoded of a read that fails: so it must not be much. */
  private static final int READ_BYTES = 8 << 10;

  /** Opens a decoder on stored bytes. */
  interface Decoder {
    InputStream on(InputStream stored) throws IOException;
  }

  private final InputStream stored;
  private final Decoder decoder;
  private InputStream in;
  private boolean over;
  private Exception failure;

  /** Owns the stored bytes. Opens nothing yet. */
  BlockFiller(InputStream stored, Decoder decoder) {
    this.stored = stored;
    this.decoder = decoder;
  }

  /** Fills what room the block has, as far as there is something to fill it with. */
  void fill(Block block) {
    try {
      if (in == null && !over) {
        in = decoder.on(stored);
      }
      while (block.room() > 0 && !over) {
        int n = in.read(block.bytes(), block.length(), Math.min(READ_BYTES, block.room()));
        over = n < 0;
        block.setLength(block.length() + Math.max(n, 0));
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
      over = true;
    }
  }

  /** Whether nothing more will come. */
  boolean over() {
    return over;
  }

  /** What went wrong; null if nothing is known to have. */
  Exception failure() {
    return failure;
  }

  /** The failure as it is told. */
  IOException told() {
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
