package io.sluice.jobs.publish;

import io.sluice.catalog.Table;
import io.sluice.jobs.lake.Lake;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spark.publish.PendingArea;
import io.sluice.spark.publish.PendingFile;
import io.sluice.spark.publish.Publisher;
import io.sluice.spark.store.Storages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * Makes a recorded run visible: files, then catalog, then ledger. Each step may be done again, so a
 * crash anywhere in it is mended by doing it all again.
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
   * @param reportJson the run's report as it shall be kept
   */
  public void carryOut(String runId, Manifest manifest, Table table, String reportJson)
      throws IOException {
    String rejects = Lake.rejectsLocation(table.location());
    new Publisher(storages, table.location())
        .publish(
            pending(manifest, Kind.DATA),
            manifest.removed().stream().filter(path -> !isIn(rejects, path)).toList());
    new Publisher(storages, rejects)
        .publish(
            pending(manifest, Kind.REJECTS),
            manifest.removed().stream().filter(path -> isIn(rejects, path)).toList());
    new PartitionSync(lake).sync(table, manifest);
    keepReport(runId, reportJson);
    // Nobody looks after a run that is committed: this comes last.
    discardPending(runId, table.location());
    lake.ledger().commit(runId, Instant.now(), reportJson);
  }

  /** Removes what a run left pending at a table and at its rejects, and its pending report. */
  public void discardPending(String runId, String location) throws IOException {
    for (String folder : List.of(location, Lake.rejectsLocation(location))) {
      new PendingArea(folder, runId).discard(storages);
      storages.at(folder).deleteIfEmpty(folder);
    }
    Files.deleteIfExists(lake.pendingReport(runId));
  }

  /** Writes the report into the lake, whole or not at all. */
  public void keepReport(String runId, String reportJson) throws IOException {
    write(lake.report(runId), reportJson);
  }

  /** Keeps the report where a recovery finds it. */
  public void keepPendingReport(String runId, String reportJson) throws IOException {
    write(lake.pendingReport(runId), reportJson);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path aside = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(aside, text);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isIn(String location, String path) {
    return path.startsWith(location + "/");
  }

  private static List<PendingFile> pending(Manifest manifest, Kind kind) {
    return manifest.outputs().stream()
        .filter(output -> output.kind() == kind)
        .map(output -> new PendingFile(output.pendingPath(), output.path()))
        .toList();
  }
}
