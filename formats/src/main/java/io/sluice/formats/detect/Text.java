package io.sluice.formats.detect;

import io.sluice.formats.source.Utf8Input;

/** The text that a format is looked for in. */
final class Text {
  private final byte[] bytes;
  private final boolean complete;
  private final String compression;
  private final String encoding;
  private final int markBytes;

  /**
   * @param bytes the file's beginning as UTF-8, without byte order mark; not copied
   * @param complete whether it is the whole file
   * @param markBytes how long the byte order mark was
   */
  Text(byte[] bytes, boolean complete, String compression, String encoding, int markBytes) {
    this.bytes = bytes;
    this.complete = complete;
    this.compression = compression;
    this.encoding = encoding;
    this.markBytes = markBytes;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean complete() {
    return complete;
  }

  String compression() {
    return compression;
  }

  String encoding() {
    return encoding;
  }

  /** The stored offset of a position in the text; 0 where it has none. */
  long stored(long position) {
    return Utf8Input.seekable(compression, encoding) ? markBytes + position : 0;
  }
}
