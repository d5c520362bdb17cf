package io.sluice.aws.dynamo;

/** Waiting that an interrupt ends. */
final class Pauses {
  private Pauses() {}

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerBusyException("Interrupted while waiting for the ledger");
    }
  }
}
