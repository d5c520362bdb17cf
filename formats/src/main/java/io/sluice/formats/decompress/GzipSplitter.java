package io.sluice.formats.decompress;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Splits a gzip file in stretches, before headers of members where it finds some. Where members end
 * is only known when they have been decompressed; that something looks like a header is nearly a
 * proof. So bgzip's files, and those of many members, can be decompressed in several places at
 * once.
 */
final class GzipSplitter implements Steps<GzipPart> {
  /** A stretch of members has at least so much, as a smaller one would not be worth passing on. */
  private static final int LEAST_BYTES = 96 << 10;

  private final StoredBytes stored;
  private final Blocks blocks;
  private final int least;
  private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
  private byte[] carried = new byte[0];
  private long splitAt;
  private boolean opens = true;
  private boolean ended;

  GzipSplitter(StoredBytes stored, Blocks blocks) {
    this(stored, blocks, LEAST_BYTES);
  }

  /**
   * @param least how many bytes a stretch that begins with a member should have at least; none has
   *     more than twice as many
   */
  GzipSplitter(StoredBytes stored, Blocks blocks, int least) {
    this.stored = stored;
    this.blocks = blocks;
    this.least = least;
  }

  @Override
  public GzipPart next() throws IOException {
    byte[] bytes = free.poll();
    if (bytes == null) {
      bytes = new byte[(int) Math.min(2L * least, stored.size() + 1)];
    }
    System.arraycopy(carried, 0, bytes, 0, carried.length);
    int length = fill(bytes, carried.length);
    if (length == 0) {
      stored.throwFailure();
      return null;
    }
    boolean begins = opens;
    // After a stretch without a header there may be one anywhere, even at its end.
    int from = begins ? least : 0;
    int to = Math.max(0, length - GzipHeader.FIXED_BYTES);
    int place = GzipHeader.find(bytes, from, to);
    if (place == 0) {
      begins = true;
      place = GzipHeader.find(bytes, least, to);
    }
    opens = place > 0;
    if (place < 0) {
      place = ended ? length : to;
    }
    carried = Arrays.copyOfRange(bytes, place, length);
    splitAt += place;
    return new GzipPart(bytes, place, splitAt, begins, blocks);
  }

  private int fill(byte[] bytes, int from) {
    int length = from;
    while (length < bytes.length && !ended) {
      int n = stored.readBeforeFailure(bytes, length, bytes.length - length);
      ended = n < 0;
      length += Math.max(n, 0);
    }
    return length;
  }

  /** Takes back the bytes of a stretch that has been decompressed. */
  void giveBack(GzipPart part) {
    free.add(part.bytes());
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
