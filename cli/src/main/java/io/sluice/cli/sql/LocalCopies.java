package io.sluice.cli.sql;

import io.sluice.formats.source.Parallel;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.LiveFile;
import io.sluice.spec.lake.Locations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
  private static final int COPIED_AT_A_TIME = 1 << 20;

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

  /**
   * The files, in their order, with local paths. Copies several at a time.
   *
   * @param goOn throws what shall end the copying; asked again and again, by several threads
   */
  List<LiveFile> of(List<LiveFile> files, Runnable goOn) {
    List<LiveFile> missing =
        files.stream()
            .filter(file -> !Locations.isLocal(file.path()) && !copies.containsKey(file.path()))
            .toList();
    for (LiveFile file : missing) {
      copies.put(file.path(), folder.resolve(copies.size() + ".parquet"));
    }
    try {
      var unused = Parallel.map(missing, file -> copy(file, goOn));
    } catch (IOException e) {
      missing.forEach(file -> copies.remove(file.path()));
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (SqlFailure e) {
      missing.forEach(file -> copies.remove(file.path()));
      throw e;
    }
    return files.stream().map(this::local).toList();
  }

  private Path copy(LiveFile file, Runnable goOn) throws IOException {
    Path to = copies.get(file.path());
    goOn.run();
    try (InputStream in = storages.at(file.path()).open(file.path(), 0);
        OutputStream out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[COPIED_AT_A_TIME];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        goOn.run();
      }
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
