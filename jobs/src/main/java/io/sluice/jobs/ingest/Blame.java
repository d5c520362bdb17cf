package io.sluice.jobs.ingest;

import io.sluice.formats.read.ReadException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.apache.spark.SparkException;

/** Whether a failure is worth the search for wrong cuts, which reads every doubtful file. */
final class Blame {
  private Blame() {}

  /**
   * Whether tasks may have failed of what they saw because they began where no record begins. A
   * full disk, a file that is gone, a connection that broke or a job that was cancelled fails them
   * wherever they begin.
   */
  static boolean mayBeOfWrongCuts(Throwable failure) {
    boolean may = true;
    for (Throwable cause = failure; cause != null; cause = Failures.next(cause)) {
      if (cause instanceof FileSystemException || Failures.noSpace(cause) || cancelled(cause)) {
        return false;
      }
      // What is wrong with a file's content is told by a ReadException, all else is transport.
      may &= !(cause instanceof IOException) || cause instanceof ReadException;
    }
    return may;
  }

  private static boolean cancelled(Throwable cause) {
    return cause instanceof InterruptedException
        || (cause instanceof SparkException
            && cause.getMessage() != null
            && cause.getMessage().contains("cancelled"));
  }
}
