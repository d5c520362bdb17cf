package io.sluice.ingest.store;

import io.sluice.formats.source.LocalFile;
import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.source.LocalLister;
import io.sluice.ingest.source.SourceLister;
import io.sluice.spec.lake.Locations;
import java.io.IOException;

/** Files of this machine and nothing else. */
public enum LocalStorages implements Storages {
  INSTANCE;

  @Override
  public boolean reaches(String location) {
    return Locations.isLocal(location);
  }

  @Override
  public SourceLister lister(String sourcePath) {
    if (!reaches(sourcePath)) {
      throw new IngestException(ExitCode.USAGE, unreachable(sourcePath));
    }
    return new LocalLister();
  }

  @Override
  public Storage at(String location) throws IOException {
    requireLocal(location);
    return new LocalStorage();
  }

  @Override
  public ObjectSource source(String uri, long size) throws IOException {
    requireLocal(uri);
    return LocalFile.of(Locations.source(uri), uri, size);
  }

  private static void requireLocal(String location) throws IOException {
    if (!Locations.isLocal(location)) {
      throw new IOException(unreachable(location));
    }
  }

  private static String unreachable(String location) {
    return "Cannot reach "
        + location
        + ", because threads of this process read and write local files only. Run it by Spark"
        + " (--engine spark), with a file system for it on the class path";
  }
}
