package io.sluice.ingest.inspect;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.read.KeptFiles;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.FileVersion;
import java.io.IOException;

/** Opens source files where the run is planned. They are read until a stop is requested. */
public final class Sources {
  private final Storages storages;
  private final KeptFiles kept;
  private final Stop stop;

  /**
   * @param kept what is read here of small files, for the tasks
   */
  public Sources(Storages storages, KeptFiles kept, Stop stop) {
    this.storages = storages;
    this.kept = kept;
    this.stop = stop;
  }

  /**
   * Opens a listed file, up to its listed size.
   *
   * @throws IngestException if the file is gone or may not be read
   */
  public ObjectSource open(FileVersion file) {
    try {
      return new StoppableSource(kept.keep(storages, file), stop);
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  /** All files are read again: what was listed before this may have been of other versions. */
  void beginAnew() {
    kept.forget();
  }
}
