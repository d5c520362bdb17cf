package io.sluice.formats.decompress;

import io.sluice.formats.decompress.Prefetch.Pace;
import java.io.EOFException;
import java.io.IOException;

/**
 * Decompresses a bzip2 file: joins the blocks that {@link Bzip2Splitter} split, and checks the
 * streams.
 */
final class Bzip2Steps implements Steps<Block> {
  private final Prefetch<Bzip2Part> parts;
  private final Blocks blocks;
  private Bzip2Part part;
  private Bzip2Part ahead;
  private boolean withinStream;
  private int checksum;

  Bzip2Steps(StoredBytes stored, Blocks blocks, Pace pace) {
    parts = new Prefetch<>(new Bzip2Splitter(stored, blocks), pace, PrefetchThreads::share);
    this.blocks = blocks;
    PrefetchThreads.readerOpened();
  }

  @Override
  public Block next() throws IOException {
    while (true) {
      Block block = part == null ? null : ofBlock();
      if (block != null) {
        return block;
      }
      boolean first = part == null;
      part = take();
      if (part == null) {
        if (withinStream) {
          throw new EOFException("the stream has no end");
        }
        return null;
      }
      if (part.isBlock() && withinStream) {
        verify();
        checksum = Integer.rotateLeft(checksum, 1) ^ part.checksum();
      } else if (part.isEnd() && withinStream) {
        end();
        // Without bytes, but with the count of those stored.
        Block none = blocks.take();
        none.setStored(part.storedEnd());
        return none;
      } else {
        begin(0, first);
      }
    }
  }

  private Bzip2Part take() throws IOException {
    Bzip2Part next = ahead == null ? parts.take() : ahead;
    ahead = null;
    return next;
  }

  private Block ofBlock() throws IOException {
    if (!part.isBlock()) {
      return null;
    }
    try {
      Block block = part.next();
      if (block != null) {
        block.setStored(part.storedEnd());
      }
      return block;
    } catch (IOException e) {
      if (part.last()) {
        EOFException truncated = new EOFException(e.getMessage());
        truncated.initCause(e);
        throw truncated;
      }
      throw e;
    }
  }

  /** A block that cannot be decompressed may go on after bits that only look like a mark. */
  private void verify() throws IOException {
    if (part.failure() == null) {
      return;
    }
    try {
      ahead = parts.take();
    } catch (IOException e) {
      // The block comes first; what is after it fails again when it is asked for.
      return;
    }
    if (ahead != null) {
      Bzip2Part longer = part.with(ahead);
      longer.work();
      if (longer.failure() == null) {
        part.discard();
        ahead.discard();
        ahead = null;
        part = longer;
      } else {
        longer.discard();
      }
    }
  }

  /** The end of a stream, and the header of the next, which must follow if anything does. */
  private void end() throws IOException {
    int at = Bzip2Format.MARK_BITS + Bzip2Format.CHECKSUM_BITS;
    if (part.bits().length() < at) {
      throw new EOFException("the stream's checksum is incomplete");
    }
    if (part.checksum() != checksum) {
      throw new IOException("BZip2 CRC error");
    }
    withinStream = false;
    checksum = 0;
    int toByte = part.bits().bitsToByte(at);
    if (part.bits().length() > at + toByte) {
      begin(at + toByte, false);
    }
  }

  private void begin(int at, boolean first) throws IOException {
    BitSpan bits = part.bits();
    int length = bits.length() - at;
    int known = Math.min(length, Bzip2Format.HEADER_BITS - 8) & -8;
    if (bits.bits(at, known) != Bzip2Format.MAGIC >>> (Bzip2Format.HEADER_BITS - 8 - known)) {
      throw new IOException(
          first ? "Stream is not in the BZip2 format" : "Garbage after a valid BZip2 stream");
    }
    if (length < Bzip2Format.HEADER_BITS) {
      throw new EOFException("the stream's header is incomplete");
    }
    if (Bzip2Format.level(bits.bits(at, Bzip2Format.HEADER_BITS)) == 0) {
      throw new IOException("BZip2 block size is invalid");
    }
    if (length > Bzip2Format.HEADER_BITS) {
      if (part.last() && length < Bzip2Format.HEADER_BITS + Bzip2Format.MARK_BITS) {
        throw new EOFException("the stream's first block is incomplete");
      }
      throw new IOException("Bad block header");
    }
    withinStream = true;
  }

  @Override
  public void close() throws IOException {
    PrefetchThreads.readerClosed();
    parts.close();
  }
}
