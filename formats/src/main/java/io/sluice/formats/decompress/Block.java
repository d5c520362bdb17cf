package io.sluice.formats.decompress;

/** Some decompressed bytes, {@code bytes[0 .. length)}. */
final class Block extends Part {
  private final byte[] bytes;
  private int length;
  private long stored;

  Block(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void setLength(int to) {
    length = to;
  }

  int room() {
    return bytes.length - length;
  }

  /** How many of the file's stored bytes had been taken when this was made. */
  long stored() {
    return stored;
  }

  void setStored(long count) {
    stored = count;
  }
}
