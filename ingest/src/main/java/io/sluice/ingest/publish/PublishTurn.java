package io.sluice.ingest.publish;

import io.sluice.ingest.failure.Stop;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Lets one run at a time publish into a table. */
final class PublishTurn {
  private static final long SHORTEST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 5_000;

  /** Of the time that was waited so far. */
  private static final double PAUSE = 0.25;

  private static final double JITTER = 0.5;

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
   * How long until it asks again: the longer it has waited, the longer. Of hundreds that wait, each
   * question hinders the one they wait for.
   *
   * @param random from 0 to 1: so that those who began together do not ask together
   */
  static long pauseMillis(long waitedMillis, double random) {
    double pause = Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, waitedMillis * PAUSE));
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
