package io.sluice.spark.write;

/**
 * A run's job failed. The message is that of the first error in the task that failed, and the cause
 * is that error; nothing is pending any more.
 */
public final class WriteException extends RuntimeException {
  WriteException(String message, Throwable cause) {
    super(message, cause);
  }
}
