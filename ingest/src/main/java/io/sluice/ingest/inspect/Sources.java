package io.sluice.ingest.inspect;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.FileVersion;
import java.io.IOException;

/** Opens source files where the run is planned. They are read until a stop is requested. */
public final class Sources {
  private final Storages storages;
  private final Stop stop;

  public Sources(Storages storages, Stop stop) {
    this.storages = storages;
    this.stop = stop;
  }

  /**
   * Opens a listed file, up to its listed size.
   *
   * @throws IngestException if the file is gone or may not be read
   */
  public ObjectSource open(FileVersion file) {
    try {
      return new StoppableSource(storages.source(file.uri(), file.size(), file.identity()), stop);
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }
}
