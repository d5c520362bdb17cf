package io.sluice.ingest.source;

import io.sluice.ledger.FileVersion;
import java.util.List;

/** Finds the files of a source path. */
public interface SourceLister {
  /**
   * Lists the files with their identities.
   *
   * @param path a file, a folder (read recursively) or a glob
   * @throws io.sluice.ingest.failure.IngestException if there is nothing at the path or it cannot
   *     be listed
   */
  Listing list(String path);

  /**
   * Whether size and time of a listed file are still as listed: what was read of it then is what
   * its identity says. Not of a file that is gone.
   *
   * @throws java.io.UncheckedIOException if that cannot be found out
   */
  boolean unchanged(FileVersion file);

  /** Those of the files that are not {@link #unchanged}, in their order. */
  default List<FileVersion> changed(List<FileVersion> files) {
    return files.stream().filter(file -> !unchanged(file)).toList();
  }
}
