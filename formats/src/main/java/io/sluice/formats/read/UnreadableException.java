package io.sluice.formats.read;

/**
 * The bytes of a file cannot be had: it is gone, may not be read, is no regular file, or what it
 * lies on fails. It says nothing about what is in it, nor about any other file.
 */
public final class UnreadableException extends ReadException {
  private static final long serialVersionUID = 1;

  private final String uri;

  /**
   * @param what is wrong
   * @param remedy what to do about it
   */
  public UnreadableException(String uri, String what, String remedy, Throwable cause) {
    super(uri, -1, what, remedy, cause);
    this.uri = uri;
  }

  /** The file, as it was listed. */
  public String uri() {
    return uri;
  }

  /** Why it cannot be read and what to do, without the file's name; for people. */
  public String why() {
    return what() + ". " + remedy();
  }
}
