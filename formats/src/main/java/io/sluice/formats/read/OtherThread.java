package io.sluice.formats.read;

import java.io.IOException;
import java.io.InterruptedIOException;

/** What happens to a thread that waits for the work of another. */
public final class OtherThread {
  private OtherThread() {}

  /** Throws what the work threw; returns if that is null. */
  public static void throwFailure(Throwable failure) throws IOException {
    if (failure instanceof IOException known) {
      throw known;
    }
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    if (failure instanceof Error known) {
      throw known;
    }
    if (failure != null) {
      throw new IOException(failure);
    }
  }

  /**
   * What to throw if this thread was interrupted while it waited. The thread stays interrupted.
   *
   * @param what was interrupted, for the message
   */
  public static InterruptedIOException interrupted(String what, InterruptedException e) {
    Thread.currentThread().interrupt();
    InterruptedIOException told = new InterruptedIOException(what + " was interrupted");
    told.initCause(e);
    return told;
  }
}
