package io.sluice.aws.requests;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often something is tried again that others stood in the way of, and how long to wait between:
 * a random time up to a limit that doubles, so that several runners do not meet again.
 *
 * @param attempts in all
 * @param first the limit before the second attempt
 * @param longest what the limit grows to
 */
public record Backoff(int attempts, Duration first, Duration longest) {

  /**
   * Waits before an attempt; not at all before the first.
   *
   * @param attempt from 1
   */
  public void await(int attempt) throws InterruptedException {
    if (attempt > 1) {
      long limit = Math.min(first.toMillis() << Math.min(attempt - 2, 20), longest.toMillis());
      Thread.sleep(ThreadLocalRandom.current().nextLong(limit / 2, limit + 1));
    }
  }

  /** Whether no attempt is left after this one. */
  public boolean isLast(int attempt) {
    return attempt >= attempts;
  }
}
