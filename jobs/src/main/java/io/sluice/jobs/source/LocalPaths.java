package io.sluice.jobs.source;

import io.sluice.spark.store.Storages;
import java.nio.file.Path;

/** Local paths in the one form that ledger, catalog and reports use. */
public final class LocalPaths {
  private LocalPaths() {}

  /** The path of a local path or {@code file:} URI, absolute and normalised. */
  public static Path path(String path) {
    return Storages.localPath(path).toAbsolutePath().normalize();
  }
}
