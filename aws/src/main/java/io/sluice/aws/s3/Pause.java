package io.sluice.aws.s3;

import io.sluice.aws.requests.Backoff;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits between attempts. */
final class Pause {
  private static final Backoff BACKOFF =
      new Backoff(Integer.MAX_VALUE, Duration.ofMillis(200), Duration.ofMillis(6_400));

  private Pause() {}

  /**
   * @param failed attempts so far, from 1
   */
  static void after(int failed) throws InterruptedIOException {
    try {
      BACKOFF.await(failed + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
