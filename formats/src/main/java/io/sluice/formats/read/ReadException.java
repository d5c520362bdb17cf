package io.sluice.formats.read;

import java.io.IOException;

/** A file cannot be read (on). The message names the file, the place, and what to do. */
public final class ReadException extends IOException {
  private final String uri;
  private final long byteOffset;

  public ReadException(String uri, long byteOffset, String what, String remedy, Throwable cause) {
    super(
        uri + (byteOffset < 0 ? "" : " at byte " + byteOffset) + ": " + what + ". " + remedy,
        cause);
    this.uri = uri;
    this.byteOffset = byteOffset;
  }

  public String uri() {
    return uri;
  }

  /** In the decompressed file; -1 if unknown. */
  public long byteOffset() {
    return byteOffset;
  }
}
