package io.sluice.aws.dynamo;

/**
 * A step was tried until its budget of attempts was spent. What it had done until then is harmless:
 * it counts only once the step is complete.
 */
public final class LedgerBusyException extends RuntimeException {
  LedgerBusyException(String message) {
    super(message);
  }
}
