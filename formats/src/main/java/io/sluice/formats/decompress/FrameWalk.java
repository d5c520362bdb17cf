package io.sluice.formats.decompress;

/**
 * Goes through compressed data from one header to the next, to find where frames end without
 * decompressing them. A walk that meets what it does not understand is lost: what that is worth,
 * the decoder says.
 */
abstract sealed class FrameWalk permits ZstdWalk, Lz4Walk {
  /** Where the last step led. */
  enum Place {
    WITHIN_FRAME,
    AFTER_FRAME,
    /** After a frame that holds no data of the file. */
    AFTER_SKIPPED,
    LOST
  }

  /** The same in zstd and lz4: sixteen magic numbers, then the size, then that many bytes. */
  private static final int SKIPPABLE = 0x184D2A50;

  private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
  private static final int INT_BYTES = 4;

  private boolean atStart = true;
  private boolean skipping;
  private Place place = Place.AFTER_FRAME;

  /** How many bytes the next step must see. */
  final int need() {
    return atStart || skipping ? INT_BYTES : headerNeed();
  }

  final Place place() {
    return place;
  }

  /**
   * Takes the next step.
   *
   * @param bytes in which what the step must see begins at {@code at}
   * @return how many bytes after {@code at} the next one is to be taken
   */
  final long step(byte[] bytes, int at) {
    place = Place.WITHIN_FRAME;
    if (skipping) {
      skipping = false;
      atStart = true;
      place = Place.AFTER_SKIPPED;
      return INT_BYTES + (littleEndian(bytes, at, INT_BYTES) & 0xFFFFFFFFL);
    }
    if (!atStart) {
      return header(bytes, at);
    }
    atStart = false;
    int magic = littleEndian(bytes, at, INT_BYTES);
    if ((magic & SKIPPABLE_MASK) == SKIPPABLE) {
      skipping = true;
    } else if (magic != magic()) {
      place = Place.LOST;
    }
    return INT_BYTES;
  }

  /** What a frame begins with, little-endian. */
  abstract int magic();

  /** How many bytes {@link #header} must see. */
  abstract int headerNeed();

  /** A step from a header within a frame. */
  abstract long header(byte[] bytes, int at);

  /** To be said by the header that knows the frame's end. */
  final void endFrame() {
    atStart = true;
    place = Place.AFTER_FRAME;
  }

  final void lose() {
    place = Place.LOST;
  }

  static int littleEndian(byte[] bytes, int at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[at + i] & 0xFF) << (Byte.SIZE * i);
    }
    return value;
  }
}
