package io.sluice.ingest.testing;

import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import java.io.IOException;

/** Storages that differ from others in how source files are opened. */
public abstract class ForwardingStorages implements Storages {
  private static final long serialVersionUID = 1;

  private final Storages storages;

  protected ForwardingStorages(Storages storages) {
    this.storages = storages;
  }

  /** The others. */
  protected final Storages storages() {
    return storages;
  }

  @Override
  public Storage at(String location) throws IOException {
    return storages.at(location);
  }

  @Override
  public boolean reaches(String location) {
    return storages.reaches(location);
  }

  @Override
  public SourceLister lister(String sourcePath) {
    return storages.lister(sourcePath);
  }
}
