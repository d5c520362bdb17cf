package io.sluice.formats.read;

import java.io.IOException;

/**
 * A file cannot be read (on). The message names the file, the place, and what to do. Where its
 * bytes cannot be had at all, it is an {@link UnreadableException}.
 */
public class ReadException extends IOException {
  private static final long serialVersionUID = 1;

  private final String what;
  private final String remedy;

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
    this.what = what;
    this.remedy = remedy;
  }

  /** What is wrong, without the file's name. */
  public final String what() {
    return what;
  }

  /** What to do about it. */
  public final String remedy() {
    return remedy;
  }
}
