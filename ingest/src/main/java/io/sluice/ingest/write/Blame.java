package io.sluice.ingest.write;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.read.UnreadableException;
import io.sluice.ingest.failure.Failures;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Whether a failure is worth the search for wrong splits, which reads every doubtful file. */
final class Blame {
  private Blame() {}

  /**
   * Whether tasks may have failed of what they saw because they began where no record begins. A
   * full disk, a file that is gone, a connection that broke or a run that was stopped fails them
   * wherever they begin.
   */
  static boolean mayBeOfWrongSplits(Throwable failure) {
    boolean may = true;
    for (Throwable cause = failure; cause != null; cause = Failures.next(cause)) {
      if (cause instanceof FileSystemException
          || cause instanceof UnreadableException
          || Failures.noSpace(cause)
          || cause instanceof InterruptedException) {
        return false;
      }
      // What is wrong with a file's content is told by a ReadException, all else is transport.
      may &= !(cause instanceof IOException) || cause instanceof ReadException;
    }
    return may;
  }
}
