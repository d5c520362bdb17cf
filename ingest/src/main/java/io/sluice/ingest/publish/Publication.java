package io.sluice.ingest.publish;

import io.sluice.catalog.Table;
import io.sluice.catalog.TableCodec;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.table.TableMerge;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.lake.TableLayout;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a recorded run visible: files, then the catalog, then the ledger, whose commit is when the
 * live set changes. What the run replaces stays until {@link Cleaning}. Each step may be done
 * again, so a crash anywhere in it is mended by doing it all again.
 */
public final class Publication {
  private final Lake lake;
  private final Storages storages;

  public Publication(Lake lake, Storages storages) {
    this.lake = lake;
    this.storages = storages;
  }

  /**
   * Carries out a manifest that is in the ledger.
   *
   * @param location the table's
   * @param table the lease of the run's table
   * @throws io.sluice.ingest.store.PendingGoneException if a file is gone that is to be published
   */
  public void carryOut(Lease run, Lease table, String location, Manifest manifest)
      throws IOException {
    for (Kind kind : Kind.values()) {
      publish(location(location, kind), files(manifest, kind));
    }
    if (manifest.table().isPresent()) {
      // Where the text says, the table lay when it was written: the lake may have been moved since.
      Table needed = TableCodec.read(manifest.table().get()).withLocation(location);
      Optional<Table> now = lake.catalog().table(needed.database(), needed.name());
      Table merged = TableMerge.onto(now, needed, new ArrayList<>());
      if (!merged.partitionKeys().isEmpty()) {
        Table stored = lake.catalog().put(merged);
        new PartitionSync(lake.ledger(), lake.catalog()).forward(stored, manifest);
      } else if (lake.catalog().readersListFolders()) {
        // Columns and folder in one step: it is the switch from the old rows to the new ones.
        lake.catalog().put(new ListedFolder(lake.ledger()).forward(merged, run.name(), manifest));
      } else {
        lake.catalog().put(merged);
      }
    }
    keepReport(run.name(), RunReports.toJson(manifest.report()));
    // Nobody looks for pending files of a run that is committed.
    discardPending(run.name(), location);
    lake.ledger().commit(run, table, Instant.now());
  }

  /**
   * Why a recorded run must not be carried out any more: another has moved one of its partitions
   * since. Empty: it may be. To be used with the table's lease.
   */
  public Optional<String> overtaken(RunRecord of, Manifest manifest) {
    return lake.catalog().readersListFolders()
        ? new PlaceCheck(lake, of.table(), of.location(), of.runId())
            .misplaced(manifest)
            .map(
                partition ->
                    "another run has replaced "
                        + (partition.isEmpty()
                            ? "the files of table " + of.table()
                            : "the files of partition " + partition)
                        + " since")
        : Optional.empty();
  }

  /**
   * Undoes what a run has published, and gives it up: its files go, what it would have replaced
   * stays. To be used with the table's lease.
   *
   * @param of the run
   * @param recorded its manifest, if it had recorded one
   */
  public void giveUp(Lease run, RunRecord of, Optional<Manifest> recorded) throws IOException {
    if (recorded.isPresent()) {
      takeBack(of.location(), recorded.get());
    }
    discardAll(of.runId(), of.table(), of.location());
    lake.ledger()
        .abort(run, Instant.now(), "given up", recorded.map(manifest -> failed(manifest.report())));
  }

  private void takeBack(String location, Manifest manifest) throws IOException {
    if (manifest.table().isPresent()) {
      Table needed = TableCodec.read(manifest.table().get());
      Optional<Table> now = lake.catalog().table(needed.database(), needed.name());
      if (now.isPresent() && !now.get().partitionKeys().isEmpty()) {
        new PartitionSync(lake.ledger(), lake.catalog()).back(now.get(), manifest);
      } else if (now.isPresent() && lake.catalog().readersListFolders()) {
        lake.catalog().put(new ListedFolder(lake.ledger()).back(now.get()));
      }
    }
    for (Kind kind : Kind.values()) {
      String at = location(location, kind);
      storages.at(at).delete(at, files(manifest, kind).stream().map(PendingFile::path).toList());
    }
  }

  private static RunReport failed(RunReport report) {
    return report.ended(RunState.FAILED, Optional.of("given up: nothing of it is in the table"));
  }

  /** Removes what a run left pending at a table and at its rejects. */
  public void discardPending(String runId, String location) throws IOException {
    for (Kind kind : Kind.values()) {
      discard(runId, location(location, kind));
    }
  }

  /**
   * Removes all that a run left pending that is not to be published: at its table, and where the
   * rejects of refused runs are kept, which it may have been about to do.
   *
   * @param table {@code database.table}
   */
  public void discardAll(String runId, String table, String location) throws IOException {
    discardPending(runId, location);
    discard(runId, lake.location().refused(table));
  }

  private void discard(String runId, String location) throws IOException {
    storages.at(location).discard(new RunFiles(location, runId));
  }

  /** Writes the report into the lake, whole or not at all. */
  public void keepReport(String runId, String reportJson) throws IOException {
    String path = lake.location().report(runId);
    storages.at(path).put(path, reportJson.getBytes(StandardCharsets.UTF_8));
  }

  private void publish(String location, List<PendingFile> files) throws IOException {
    if (!files.isEmpty()) {
      Storage storage = storages.at(location);
      storage.publish(location, files);
    }
  }

  /** Where outputs of a kind lie. */
  static String location(String table, Kind kind) {
    return kind == Kind.DATA ? table : TableLayout.rejects(table);
  }

  private static List<PendingFile> files(Manifest manifest, Kind kind) {
    return manifest.outputs().stream()
        .filter(output -> output.kind() == kind)
        .map(output -> new PendingFile(output.path(), output.handle()))
        .toList();
  }
}
