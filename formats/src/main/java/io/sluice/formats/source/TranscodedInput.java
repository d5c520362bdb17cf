package io.sluice.formats.source;

import io.sluice.formats.source.Transcoder.Tail;
import java.io.IOException;
import java.nio.charset.Charset;

/**
 * Text of any encoding that Java knows, as UTF-8. Works in chunks; the file's own bytes of a chunk
 * are kept until its text is released, so that a position can be mapped back by transcoding the
 * chunk again, which only rejected records and columns of offsets ask for.
 */
final class TranscodedInput implements Utf8Input {
  static final int CHUNK_BYTES = 32 << 10;

  /** No character and no run of malformed bytes becomes more. */
  static final int SPILL_BYTES = 16;

  private final RawInput in;
  private final long start;
  private final int chunkBytes;
  private final OriginalChunks chunks = new OriginalChunks();
  private Charset charset;
  private Transcoder transcoder;

  private byte[] raw = new byte[0];
  private int rawAt;
  private int rawEnd;

  /** Where in the file {@code raw[0]} stands. */
  private long rawOffset;

  private long position;
  private Tail tail = Tail.GOES_ON;

  /** A character for which there was no room. */
  private final byte[] spill = new byte[SPILL_BYTES];

  private int spillAt;
  private int spillEnd;

  /**
   * @param start where in the file {@code in} begins
   */
  TranscodedInput(RawInput in, Charset charset, long start) {
    this(in, charset, start, CHUNK_BYTES);
  }

  TranscodedInput(RawInput in, Charset charset, long start, int chunkBytes) {
    this.in = in;
    this.charset = charset;
    this.start = start;
    this.rawOffset = start;
    this.chunkBytes = chunkBytes;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (spillAt < spillEnd) {
        int n = Math.min(length, spillEnd - spillAt);
        System.arraycopy(spill, spillAt, target, offset, n);
        spillAt += n;
        return n;
      }
      int before = rawAt;
      if (rawAt < rawEnd) {
        int n = transcode(target, offset, offset + length);
        if (n > 0) {
          return n;
        }
        if (length < SPILL_BYTES) {
          spillAt = 0;
          spillEnd = transcode(spill, 0, SPILL_BYTES);
        }
      }
      if (rawAt == before) {
        if (tail == Tail.ENDS) {
          return -1;
        }
        nextChunk();
      }
    }
  }

  private int transcode(byte[] target, int from, int limit) {
    int n = transcoder.transcode(raw, rawAt, rawEnd, tail, target, from, limit);
    rawAt += transcoder.taken();
    position += n;
    return n;
  }

  /** After what is left of the last one, which is the beginning of a character. */
  private void nextChunk() throws IOException {
    int left = rawEnd - rawAt;
    byte[] next = chunks.array(chunkBytes + SPILL_BYTES);
    System.arraycopy(raw, rawAt, next, 0, left);
    rawOffset += rawAt;
    int length = left;
    int most = left + chunkBytes;
    while (length < most && tail == Tail.GOES_ON) {
      int n = in.readRaw(next, length, most - length);
      if (n < 0) {
        tail = Tail.ENDS;
      } else {
        in.advance(n);
        length += n;
      }
    }
    raw = next;
    rawAt = 0;
    rawEnd = length;
    if (transcoder == null) {
      if (start == 0) {
        charset = ByteOrderMark.resolve(charset, raw, length);
        rawAt = ByteOrderMark.length(charset, raw, length);
      }
      transcoder = Transcoder.of(charset);
    }
    chunks.add(rawOffset + rawAt, position, raw, rawAt, rawEnd, tail, charset);
  }

  @Override
  public long storedBytes() {
    return in.storedBytes();
  }

  @Override
  public long fileOffset(long at) {
    return transcoder == null ? start : chunks.fileOffset(at);
  }

  @Override
  public long position(long fileOffset) {
    boolean passed = transcoder != null && rawOffset + rawAt >= fileOffset;
    return passed ? chunks.position(fileOffset) : Long.MAX_VALUE;
  }

  @Override
  public void release(long at) {
    chunks.release(at);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
