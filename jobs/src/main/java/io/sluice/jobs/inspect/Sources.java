package io.sluice.jobs.inspect;

import io.sluice.formats.source.LocalFile;
import io.sluice.formats.source.ObjectSource;
import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.jobs.prepare.Session;
import io.sluice.jobs.schema.FieldProfiler;
import io.sluice.ledger.FileVersion;
import io.sluice.spark.read.HadoopObjectSource;
import io.sluice.spark.store.Storages;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens source files on the driver: local ones directly, others through Hadoop's connectors. They
 * are read until the session is asked to stop.
 */
public final class Sources {
  private final Session session;

  public Sources(Session session) {
    this.session = session;
  }

  /**
   * @throws JobException if the file is gone or may not be read
   */
  public ObjectSource open(FileVersion file) {
    try {
      ObjectSource source =
          Storages.isLocal(file.uri())
              ? LocalFile.of(Path.of(file.uri()))
              : new HadoopObjectSource(file.uri(), file.size(), session.storages().configuration());
      return new StoppableSource(source, session);
    } catch (IOException e) {
      throw new JobException(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  /** Infers columns with the source's options. */
  public FieldProfiler profiler(SourceOptions options) {
    return new FileInference(this, options);
  }
}
