package io.sluice.cli.sql;

import io.sluice.formats.source.Parallel;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.LiveFile;
import io.sluice.spec.lake.Locations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of a table where DuckDB can read them: those of this machine as they are, others as copies
 * in a folder. A published file never changes, so it is copied once.
 */
final class LocalCopies {
  private final Storages storages;
  private final Path folder;
  private final Map<String, Path> copies = new HashMap<>();

  /**
   * @param folder for the copies; whoever made it deletes it
   */
  LocalCopies(Storages storages, Path folder) {
    this.storages = storages;
    this.folder = folder;
  }

  /** The files, in their order, with local paths. Copies several at a time. */
  List<LiveFile> of(List<LiveFile> files) {
    List<LiveFile> missing =
        files.stream()
            .filter(file -> !Locations.isLocal(file.path()) && !copies.containsKey(file.path()))
            .toList();
    for (LiveFile file : missing) {
      copies.put(file.path(), folder.resolve(copies.size() + ".parquet"));
    }
    try {
      var unused = Parallel.map(missing, this::copy);
    } catch (IOException e) {
      missing.forEach(file -> copies.remove(file.path()));
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return files.stream().map(this::local).toList();
  }

  private Path copy(LiveFile file) throws IOException {
    Path to = copies.get(file.path());
    try (InputStream in = storages.at(file.path()).open(file.path(), 0)) {
      Files.copy(in, to);
    }
    return to;
  }

  private LiveFile local(LiveFile file) {
    Path copy = copies.get(file.path());
    return copy == null
        ? file
        : new LiveFile(file.runId(), copy.toString(), file.partition(), file.rows(), file.bytes());
  }
}
