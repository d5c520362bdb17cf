package io.sluice.aws.s3;

import io.sluice.aws.AwsSettings;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.source.LocalLister;
import io.sluice.ingest.source.SourceLister;
import java.io.IOException;

/** Runs tasks on threads of this process, over S3 and files of this machine. */
public final class S3Runner {
  private S3Runner() {}

  /**
   * @param threads how many tasks run at a time
   */
  public static ThreadRunner of(int threads, Stop stop, AwsSettings settings) {
    S3Storages storages = new S3Storages(settings);
    return new ThreadRunner(threads, stop, storages, path -> lister(storages, path));
  }

  /** Lists a source path, on S3 or on this machine. */
  public static SourceLister lister(S3Storages storages, String sourcePath) {
    if (!S3Uri.is(sourcePath)) {
      return new LocalLister();
    }
    try {
      return storages.lister(sourcePath);
    } catch (IOException e) {
      throw new IngestException(ExitCode.FAILED, e.getMessage(), e);
    }
  }
}
