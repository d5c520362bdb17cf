package io.sluice.spark.write;

import io.sluice.ingest.failure.Failures;
import org.apache.spark.SparkEnv;

/** What Spark is told of that a task cannot go on. */
final class TaskErrors {
  /** How Spark calls it. */
  private static final String DRIVER = "driver";

  private TaskErrors() {}

  /**
   * The same, except for a lack of memory where tasks run in the driver's process: Spark ends the
   * process of a task that throws that, at once, and with it the run that is still to be undone. It
   * looks for it among the causes too, so it is none.
   */
  static Throwable told(Throwable failure) {
    boolean inDriver = SparkEnv.get().executorId().equals(DRIVER);
    return inDriver && failure instanceof OutOfMemoryError ? Failures.outOfMemory() : failure;
  }
}
