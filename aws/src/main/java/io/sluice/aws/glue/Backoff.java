package io.sluice.aws.glue;

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
record Backoff(int attempts, Duration first, Duration longest) {
  static final Backoff STANDARD = new Backoff(8, Duration.ofMillis(200), Duration.ofSeconds(10));

  /** Waits before attempt {@code next}, of which the first is 1. */
  void await(int next) {
    long limit = Math.min(first.toMillis() << Math.min(next - 2, 20), longest.toMillis());
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(limit + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GlueCatalogException("interrupted while it waited to try again", e);
    }
  }
}
