package io.sluice.ledger;

/**
 * A step was asked for with a lease that is not held, or not any more: it was given back, or
 * somebody else holds the run or table now. Nothing was changed.
 */
public final class LeaseLostException extends LedgerConflictException {
  private final Lease lease;

  /**
   * @param reason what became of the lease, as a clause
   */
  public LeaseLostException(Lease lease, String reason) {
    super(
        "This process does not hold "
            + lease
            + " (any more): "
            + reason
            + ". Nothing was changed; run again");
    this.lease = lease;
  }

  public Lease lease() {
    return lease;
  }
}
