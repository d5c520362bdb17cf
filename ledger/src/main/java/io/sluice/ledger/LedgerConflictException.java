package io.sluice.ledger;

/**
 * What a run asks of the ledger no longer fits what the ledger contains: another run has changed it
 * meanwhile, or the run is not in the state that the step begins from. Nothing was changed; running
 * again starts from the present state.
 */
public class LedgerConflictException extends RuntimeException {
  public LedgerConflictException(String message) {
    super(message);
  }
}
