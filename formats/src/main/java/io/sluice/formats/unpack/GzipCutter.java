package io.sluice.formats.unpack;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Cuts a gzip file in stretches, before headers of members where it finds some. Where members end
 * is only known when they have been unpacked; that something looks like a header is nearly a proof.
 * So bgzip's files, and those of many members, can be unpacked in several places at once.
 */
final class GzipCutter implements Steps<GzipPart> {
  /** A stretch of members has at least so much, as a smaller one would not be worth passing on. */
  private static final int LEAST_BYTES = 96 << 10;

  private final StoredBytes stored;
  private final Blocks blocks;
  private final int least;
  private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
  private byte[] carried = new byte[0];
  private long cutAt;
  private boolean opens = true;
  private boolean ended;

  GzipCutter(StoredBytes stored, Blocks blocks) {
    this(stored, blocks, LEAST_BYTES);
  }

  /**
   * @param least how many bytes a stretch that begins with a member should have at least; none has
   *     more than twice as many
   */
  GzipCutter(StoredBytes stored, Blocks blocks, int least) {
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
    // Behind a stretch without a header there may be one anywhere, even at its end.
    int from = begins ? least : 0;
    int to = Math.max(0, length - GzipHeader.FIXED_BYTES);
    int cut = GzipHeader.find(bytes, from, to);
    if (cut == 0) {
      begins = true;
      cut = GzipHeader.find(bytes, least, to);
    }
    opens = cut > 0;
    if (cut < 0) {
      cut = ended ? length : to;
    }
    carried = Arrays.copyOfRange(bytes, cut, length);
    cutAt += cut;
    return new GzipPart(bytes, cut, cutAt, begins, blocks);
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

  /** Takes back the bytes of a stretch that has been unpacked. */
  void giveBack(GzipPart part) {
    free.add(part.bytes());
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
