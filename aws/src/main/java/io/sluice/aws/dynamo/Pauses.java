package io.sluice.aws.dynamo;

import io.sluice.aws.requests.Backoff;
import java.time.Duration;

/** Waiting that an interrupt ends. */
final class Pauses {
  private static final Backoff BACKOFF =
      new Backoff(12, Duration.ofMillis(50), Duration.ofSeconds(3));

  private Pauses() {}

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /**
   * Waits before an attempt that is not the first, longer each time, and gives up at last.
   *
   * @param attempt from 0
   */
  static void before(int attempt, String what) {
    if (BACKOFF.isLast(attempt)) {
      throw new LedgerBusyException(
          "Could not "
              + what
              + " of the ledger in "
              + BACKOFF.attempts()
              + " attempts: DynamoDB is throttling, or many runs want the same items. Run again");
    }
    try {
      BACKOFF.await(attempt + 1);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static LedgerBusyException interrupted() {
    Thread.currentThread().interrupt();
    return new LedgerBusyException("Interrupted while waiting for the ledger");
  }
}
