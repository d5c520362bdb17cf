package io.sluice.ingest.publish;

import io.sluice.ingest.failure.Stop;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import java.util.Optional;

/** Lets one run at a time publish into a table. */
final class PublishTurn {
  private static final long RETRY_MILLIS = 100;

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
    while (lease.isEmpty()) {
      stop.requireGoingOn();
      pause();
      lease = ledger.leaseTable(table);
    }
    try {
      return work.with(lease.get());
    } finally {
      ledger.giveBack(lease.get());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another run publishes", e);
    }
  }
}
