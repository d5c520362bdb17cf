package io.sluice.aws.s3;

import java.io.InterruptedIOException;
import java.util.concurrent.ThreadLocalRandom;

/** Waits between attempts: longer each time, and not as long as others do. */
final class Pause {
  private static final long FIRST_MILLIS = 200;
  private static final int MOST_DOUBLINGS = 5;

  private Pause() {}

  /**
   * @param failed attempts so far, from 1
   */
  static void before(int failed) throws InterruptedIOException {
    long longest = FIRST_MILLIS << Math.min(MOST_DOUBLINGS, failed - 1);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
