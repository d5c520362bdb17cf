package io.sluice.formats.decompress;

/** Zstandard's frames, as in RFC 8878, section 3.1.1. */
final class ZstdWalk extends FrameWalk {
  private static final int MAGIC = 0xFD2FB528;
  private static final int SINGLE_SEGMENT = 0x20;
  private static final int RESERVED = 0x08;
  private static final int CHECKSUM = 0x04;
  private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};
  private static final int CHECKSUM_BYTES = 4;
  private static final int BLOCK_HEADER_BYTES = 3;
  private static final int RUN_BLOCK = 1;
  private static final int RESERVED_BLOCK = 3;

  private boolean withinFrame;
  private int checksumBytes;

  @Override
  int magic() {
    return MAGIC;
  }

  @Override
  int headerNeed() {
    return withinFrame ? BLOCK_HEADER_BYTES : 1;
  }

  @Override
  long header(byte[] bytes, int at) {
    return withinFrame ? block(littleEndian(bytes, at, BLOCK_HEADER_BYTES)) : frame(bytes[at]);
  }

  private long frame(int descriptor) {
    if ((descriptor & RESERVED) != 0) {
      lose();
    }
    boolean single = (descriptor & SINGLE_SEGMENT) != 0;
    int sizeFlag = (descriptor >>> 6) & 3;
    int sizeBytes = sizeFlag == 0 ? (single ? 1 : 0) : 1 << sizeFlag;
    checksumBytes = (descriptor & CHECKSUM) != 0 ? CHECKSUM_BYTES : 0;
    withinFrame = true;
    return 1L + (single ? 0 : 1) + DICTIONARY_ID_BYTES[descriptor & 3] + sizeBytes;
  }

  private long block(int header) {
    int kind = (header >>> 1) & 3;
    if (kind == RESERVED_BLOCK) {
      lose();
      return BLOCK_HEADER_BYTES;
    }
    long end = BLOCK_HEADER_BYTES + (kind == RUN_BLOCK ? 1L : header >>> 3);
    if ((header & 1) == 0) {
      return end;
    }
    withinFrame = false;
    endFrame();
    return end + checksumBytes;
  }
}
