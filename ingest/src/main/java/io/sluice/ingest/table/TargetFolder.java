package io.sluice.ingest.table;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.store.Storage.StoredFile;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps a new table out of a folder that holds something else. */
public final class TargetFolder {
  /** For a list of all runs: clocks of other machines may be ahead. */
  private static final Duration ALL = Duration.ofDays(1);

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
    Set<String> ours = ours(target.table().qualifiedName());
    List<StoredFile> others = found.stream().filter(file -> !ours.contains(file.path())).toList();
    if (!others.isEmpty()) {
      throw new IngestException(
          ExitCode.USAGE,
          "the target "
              + target.location()
              + " contains "
              + others.size()
              + " files that do not belong to table "
              + target.table().qualifiedName()
              + ", for example "
              + others.get(0).path()
              + ". Choose an empty folder as target.location, or move them away");
    }
  }

  /**
   * The table's own files, though it is not in the catalog: that is so while its first run
   * publishes them, when that run died meanwhile, and when the catalog's entry was lost. To be
   * asked after the folder was listed.
   */
  private Set<String> ours(String table) {
    Set<String> ours = new HashSet<>();
    // In this order: what is committed meanwhile is live then.
    for (RunRecord run : ledger.unfinished()) {
      if (run.table().equals(table)) {
        ledger.manifest(run.runId()).stream()
            .flatMap(manifest -> manifest.outputs().stream())
            .forEach(output -> ours.add(output.path()));
      }
    }
    for (Kind kind : Kind.values()) {
      ledger.liveFiles(table, kind).forEach(file -> ours.add(file.path()));
    }
    for (RunRecord run : ledger.uncleaned(Instant.now().plus(ALL))) {
      if (run.table().equals(table)) {
        // A run that drops the table has none. What it took out need not go, and is nobody's.
        ledger
            .manifest(run.runId())
            .filter(manifest -> manifest.table().isPresent())
            .ifPresent(manifest -> ours.addAll(manifest.removed()));
      }
    }
    return ours;
  }
}
