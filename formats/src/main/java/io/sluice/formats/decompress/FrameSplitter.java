package io.sluice.formats.decompress;

import io.sluice.formats.decompress.FrameWalk.Place;
import io.sluice.formats.decompress.Prefetch.Pace;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Splits a file of frames into parts of whole frames, and a frame that is too large for memory into
 * pieces. Where frames end is known for certain, as their headers are read as the decoder reads
 * them; from where they cannot be read on, all is one frame.
 */
final class FrameSplitter implements Steps<FramePart> {
  private static final int READ_BYTES = 128 << 10;

  /** A part has at least so much, as a smaller one would not be worth passing on. */
  private static final int LEAST_BYTES = 96 << 10;

  /** A larger frame is not held in memory. */
  private static final int MOST_BYTES = 4 << 20;

  private final StoredBytes stored;
  private final FrameWalk walk;
  private final FramePart.Maker maker;
  private final int least;
  private final int most;
  private final ConcurrentLinkedDeque<byte[]> free = new ConcurrentLinkedDeque<>();
  private byte[] bytes;
  private int limit;

  /** Where the walk stands; may lie beyond the bytes present. */
  private long point;

  /** The last frame's end in the bytes present; 0: there is none. */
  private int boundary;

  private long dropped;

  /** Whether the part before ended within a frame. */
  private boolean within;

  /** Whether a frame with data has ended in the part, and in the file. */
  private boolean dataInPart;

  private boolean dataInFile;
  private boolean ended;

  /**
   * @param pace on demand, large parts would only be waited for
   */
  FrameSplitter(StoredBytes stored, FrameWalk walk, FramePart.Maker maker, Pace pace) {
    this(stored, walk, maker, LEAST_BYTES, pace == Pace.PREFETCH ? MOST_BYTES : LEAST_BYTES);
  }

  /**
   * @param least bytes of a part of whole frames, as long as there are as many
   * @param most bytes of a part, about
   */
  FrameSplitter(StoredBytes stored, FrameWalk walk, FramePart.Maker maker, int least, int most) {
    this.stored = stored;
    this.walk = walk;
    this.maker = maker;
    this.least = least;
    this.most = most;
    this.bytes = new byte[Math.min(READ_BYTES, 2 * least)];
  }

  @Override
  public FramePart next() throws IOException {
    while (true) {
      walk();
      if (boundary > 0 && (within || boundary >= least || limit >= most || ended)) {
        return split(boundary);
      }
      if (limit > 0 && (limit >= (within ? least : most) || ended)) {
        return split(pieceEnd());
      }
      if (ended) {
        stored.throwFailure();
        return null;
      }
      fill();
    }
  }

  /** Goes on until there is something to split off, or nothing more to see. */
  private void walk() {
    while (boundary < least && walk.place() != Place.LOST) {
      if (point <= limit) {
        noteBoundary();
      }
      if (point + walk.need() > limit) {
        return;
      }
      point += walk.step(bytes, (int) point);
    }
  }

  private void noteBoundary() {
    boolean data = walk.place() == Place.AFTER_FRAME;
    // A decoder may want a frame with data in what it is given. Where it has had one, the frames
    // without any are left out.
    if (data || (walk.place() == Place.AFTER_SKIPPED && (dataInPart || (!within && dataInFile)))) {
      boundary = (int) point;
      dataInPart |= data && point > 0;
    }
  }

  /** Not within a header: the walk must see all of it. */
  private int pieceEnd() {
    boolean all = ended || walk.place() == Place.LOST;
    return all ? limit : (int) Math.min(limit, point);
  }

  private FramePart split(int end) {
    boolean closes = end == boundary;
    boolean empty = closes && !within && !dataInPart;
    byte[] own = bytes;
    bytes = take(Math.max(READ_BYTES, limit - end));
    System.arraycopy(own, end, bytes, 0, limit - end);
    FramePart part = maker.part(own, empty ? 0 : end, within, closes, dropped + end);
    limit -= end;
    point = Math.max(0, point - end);
    dropped += end;
    boundary = 0;
    within = !closes;
    dataInFile |= dataInPart;
    dataInPart = false;
    return part;
  }

  private byte[] take(int room) {
    byte[] used = free.poll();
    return used != null && used.length >= room ? used : new byte[room];
  }

  /** Takes back the bytes of a part that has been decompressed. */
  void giveBack(FramePart part) {
    free.push(part.bytes());
  }

  private void fill() {
    if (bytes.length == limit) {
      byte[] larger = take(2 * bytes.length);
      System.arraycopy(bytes, 0, larger, 0, limit);
      bytes = larger;
    }
    int n = stored.readBeforeFailure(bytes, limit, bytes.length - limit);
    ended = n < 0;
    limit += Math.max(n, 0);
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
