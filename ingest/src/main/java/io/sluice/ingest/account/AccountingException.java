package io.sluice.ingest.account;

/**
 * The sums of a run do not meet: some record was lost or counted twice. Nothing may be published.
 */
public final class AccountingException extends RuntimeException {
  AccountingException(String message) {
    super(message);
  }
}
