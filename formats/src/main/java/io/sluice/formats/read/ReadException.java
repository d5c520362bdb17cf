package io.sluice.formats.read;

import java.io.IOException;

/** A file cannot be read (on). The message names the file, the place, and what to do. */
public final class ReadException extends IOException {
  /**
   * @param byteOffset in the decompressed file; of a file that has become shorter, where its stored
   *     bytes end; -1 if unknown
   * @param what is wrong
   * @param remedy what to do about it
   */
  public ReadException(String uri, long byteOffset, String what, String remedy, Throwable cause) {
    super(
        uri + (byteOffset < 0 ? "" : " at byte " + byteOffset) + ": " + what + ". " + remedy,
        cause);
  }
}
