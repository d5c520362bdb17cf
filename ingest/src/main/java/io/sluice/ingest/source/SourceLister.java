package io.sluice.ingest.source;

import io.sluice.formats.source.Parallel;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the files of a source path. Implementations are thread-safe. */
public interface SourceLister {
  /**
   * Lists the files with their identities.
   *
   * @param source a file, a folder (read recursively) or a glob
   * @throws io.sluice.ingest.failure.IngestException if there is nothing at the path or it cannot
   *     be listed
   */
  Listing list(SourceSpec source);

  /** Lists a path alone. */
  default Listing list(String path) {
    return list(SourceSpec.of(path));
  }

  /**
   * Whether size and time of a listed file are still as listed: what was read of it then is what
   * its identity says. Not of a file that is gone, or may no longer be looked at.
   *
   * @throws UncheckedIOException if that cannot be found out
   */
  boolean unchanged(FileVersion file);

  /**
   * Those of the files that are not {@link #unchanged}, in their order. Asks for several at a time.
   *
   * @throws UncheckedIOException if that cannot be found out
   */
  default List<FileVersion> changed(List<FileVersion> files) {
    try {
      List<Boolean> unchanged = Parallel.map(files, this::unchanged);
      return IntStream.range(0, files.size())
          .filter(file -> !unchanged.get(file))
          .mapToObj(files::get)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
