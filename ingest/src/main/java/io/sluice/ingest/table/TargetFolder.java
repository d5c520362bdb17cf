package io.sluice.ingest.table;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.store.Storage.StoredFile;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Output;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps a new table out of a folder that holds something else. */
public final class TargetFolder {
  private static final int RUNS = 1_000;

  private final Storages storages;
  private final Ledger ledger;

  public TargetFolder(Storages storages, Ledger ledger) {
    this.storages = storages;
    this.ledger = ledger;
  }

  /**
   * @throws IngestException if there is no such table yet and its location is not empty
   */
  public void requireOurs(Target target) throws IOException {
    if (target.existing().isPresent()) {
      return;
    }
    List<StoredFile> found = storages.at(target.location()).list(target.location());
    if (found.isEmpty()) {
      return;
    }
    Set<String> published = published(target.table().qualifiedName());
    List<StoredFile> others =
        found.stream().filter(file -> !published.contains(file.path())).toList();
    if (!others.isEmpty()) {
      throw new IngestException(
          ExitCode.USAGE,
          "the target "
              + target.location()
              + " holds "
              + others.size()
              + " files that are not of table "
              + target.table().qualifiedName()
              + ", for example "
              + others.get(0).path()
              + ". Choose an empty folder as target.location, or move them away");
    }
  }

  /**
   * The files of runs that make the table just now, or that died while they did: it is in the
   * catalog only once all its files are there.
   */
  private Set<String> published(String table) {
    List<Manifest> manifests =
        ledger.runs(Optional.empty(), Optional.of(table), RUNS).stream()
            .flatMap(run -> ledger.manifest(run.runId()).stream())
            .toList();
    Set<String> published =
        manifests.stream()
            .flatMap(manifest -> manifest.outputs().stream())
            .map(Output::path)
            .collect(Collectors.toSet());
    // What a run took out of the table and left there, because the table was dropped, is not.
    manifests.forEach(manifest -> manifest.removed().forEach(published::remove));
    return published;
  }
}
