package io.sluice.formats.decompress;

/** The frames of lz4's frame format, version 1.6. */
final class Lz4Walk extends FrameWalk {
  private static final int MAGIC = 0x184D2204;
  private static final int VERSION_MASK = 0xC0;
  private static final int VERSION = 0x40;
  private static final int BLOCK_CHECKSUM = 0x10;
  private static final int CONTENT_SIZE = 0x08;
  private static final int CONTENT_CHECKSUM = 0x04;
  private static final int DICTIONARY_ID = 0x01;
  private static final int CHECKSUM_BYTES = 4;
  private static final int SIZE_BYTES = 4;
  private static final int SIZE_MASK = 0x7FFFFFFF;

  private boolean withinFrame;
  private int flags;

  @Override
  int magic() {
    return MAGIC;
  }

  @Override
  int headerNeed() {
    return withinFrame ? SIZE_BYTES : 1;
  }

  @Override
  long header(byte[] bytes, int at) {
    return withinFrame ? block(littleEndian(bytes, at, SIZE_BYTES)) : frame(bytes[at]);
  }

  private long frame(int descriptor) {
    if ((descriptor & VERSION_MASK) != VERSION) {
      lose();
    }
    flags = descriptor;
    withinFrame = true;
    // The flags, the largest size of a block, and a byte of checksum after all.
    return 3L + ifSet(CONTENT_SIZE, Long.BYTES) + ifSet(DICTIONARY_ID, Integer.BYTES);
  }

  private int ifSet(int flag, int bytes) {
    return (flags & flag) != 0 ? bytes : 0;
  }

  private long block(int size) {
    if (size == 0) {
      withinFrame = false;
      endFrame();
      return (long) SIZE_BYTES + ifSet(CONTENT_CHECKSUM, CHECKSUM_BYTES);
    }
    return (long) SIZE_BYTES + (size & SIZE_MASK) + ifSet(BLOCK_CHECKSUM, CHECKSUM_BYTES);
  }
}
