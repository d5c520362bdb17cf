package io.sluice.formats.decompress;

/** The marks of bzip2's format: 48 bits that may begin at any bit. */
final class Bzip2Format {
  /** Begins a block: the digits of pi. */
  static final long BLOCK = 0x314159265359L;

  /** Begins a stream's end: the digits of its square root. */
  static final long END = 0x177245385090L;

  static final int MARK_BITS = 48;
  static final int CHECKSUM_BITS = 32;
  static final int HEADER_BITS = 32;

  /** A stream's first three bytes, "BZh"; a digit follows. */
  static final long MAGIC = 0x425A68;

  private Bzip2Format() {}

  /** The digit that says how large blocks are, 1 to 9; 0 if the 32 bits are no stream's header. */
  static int level(long header) {
    int digit = (int) (header & 0xFF) - '0';
    return header >>> 8 == MAGIC && digit >= 1 && digit <= 9 ? digit : 0;
  }
}
