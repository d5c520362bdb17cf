package io.sluice.ingest.publish;

import io.sluice.ingest.failure.Stop;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Lets one run at a time publish into a table.
 *
 * <p>Who waits asks for the lease again and again; there is no queue. A queue would be a mark of
 * each waiting run in the ledger, and whoever is first in it may be dead, which on AWS takes a
 * minute to find out: all others would wait for it. Instead, runs that have waited long ask more
 * often again, so that those who come later do not always find the table free before them.
 */
final class PublishTurn {
  private static final long SHORTEST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 5_000;

  /** Of the time that was waited so far. */
  private static final double PAUSE = 0.25;

  private static final double JITTER = 0.5;

  /** Who has waited for longer than others mostly do is hurried. */
  private static final long LONG_MILLIS = 30_000;

  private static final long SHORTEST_WHEN_HURRIED_MILLIS = 1_000;

  private PublishTurn() {}

  /** What is done with the table's lease. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T with(Lease table) throws E;
  }

  /**
   * Waits for the table's lease, does the work, and gives the lease back.
   *
   * @throws io.sluice.ingest.failure.IngestException if a stop is requested while it waits
   */
  static <T, E extends Exception> T take(Ledger ledger, String table, Stop stop, Work<T, E> work)
      throws E {
    Optional<Lease> lease = ledger.leaseTable(table);
    long begun = System.nanoTime();
    while (lease.isEmpty()) {
      stop.requireGoingOn();
      pause(
          pauseMillis(
              (System.nanoTime() - begun) / 1_000_000, ThreadLocalRandom.current().nextDouble()));
      lease = ledger.leaseTable(table);
    }
    try {
      return work.with(lease.get());
    } finally {
      ledger.giveBack(lease.get());
    }
  }

  /**
   * How long until it asks again: the longer it has waited, the longer, since of hundreds that wait
   * each question hinders the one they wait for; and after a while the shorter again.
   *
   * @param random from 0 to 1: so that those who began together do not ask together
   */
  static long pauseMillis(long waitedMillis, double random) {
    double pause = Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, waitedMillis * PAUSE));
    if (waitedMillis > LONG_MILLIS) {
      pause =
          Math.max(
              SHORTEST_WHEN_HURRIED_MILLIS, (double) LONGEST_MILLIS * LONG_MILLIS / waitedMillis);
    }
    return (long) (pause * (1 - JITTER * random));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another run publishes", e);
    }
  }
}
