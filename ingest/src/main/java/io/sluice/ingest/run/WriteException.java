package io.sluice.ingest.run;

/**
 * A run's tasks failed. The message is that of the first error in the task that failed, and the
 * cause is that error.
 */
public final class WriteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WriteException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The failure of a task. */
  public static WriteException of(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new WriteException(message, failure);
  }
}
