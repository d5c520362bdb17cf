package io.sluice.ingest.upkeep;

import io.sluice.catalog.Table;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.lake.RunIds;
import io.sluice.ingest.publish.Cleaning;
import io.sluice.ingest.publish.Publication;
import io.sluice.ingest.recover.Recovery;
import io.sluice.ingest.store.Storage.StoredFile;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import io.sluice.ledger.RunStart;
import io.sluice.spec.lake.TableLayout;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.Run;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Drops a table: from the catalog, and from the ledger, so that its source files count as not
 * ingested. It is a run of its own of each dataset that filled the table, which takes the files out
 * and puts nothing in; so any ledger can do it, a crash in between is finished like that of any
 * other run, and the history stays. Can be done again after a crash at any point.
 */
public final class TableDrop {
  private final Lake lake;
  private final Storages storages;

  public TableDrop(Lake lake, Storages storages) {
    this.lake = lake;
    this.storages = storages;
  }

  /** What becomes of the table's files. */
  public enum Data {
    /** They stay where they are, and are nobody's. */
    KEEP,
    /** They are deleted, with the rejects and what refused runs left. */
    DELETE
  }

  /**
   * What was dropped.
   *
   * @param location where its files lay
   * @param files of rows and rejects
   */
  public record Dropped(String location, long rows, int files) {}

  /**
   * Drops a table.
   *
   * @param table {@code database.table}
   * @throws IngestException if a run into the table is going on
   */
  public Dropped drop(String table, Data data) throws IOException {
    new Recovery(lake, storages).finishOrphans(run -> run.table().equals(table));
    Lease lease = lake.ledger().leaseTable(table).orElseThrow(() -> busy("another run", table));
    try {
      return drop(table, lease, data);
    } finally {
      lake.ledger().giveBack(lease);
    }
  }

  private Dropped drop(String table, Lease lease, Data data) throws IOException {
    List<RunRecord> runs =
        lake.ledger().runs(Optional.empty(), Optional.of(table), Integer.MAX_VALUE);
    for (RunRecord run : runs) {
      if (!run.state().over()) {
        throw busy("run " + run.runId(), table);
      }
    }
    List<LiveFile> live = new ArrayList<>(lake.ledger().liveFiles(table, Kind.DATA));
    long rows = live.stream().mapToLong(LiveFile::rows).sum();
    live.addAll(lake.ledger().liveFiles(table, Kind.REJECTS));
    Optional<Table> known = catalogTable(table);
    String location =
        known
            .map(Table::location)
            .or(() -> runs.stream().findFirst().map(RunRecord::location))
            .orElseThrow();
    known.ifPresent(lake.catalog()::drop);
    catalogTable(table + TableLayout.REJECTS_SUFFIX).ifPresent(lake.catalog()::drop);
    List<String> removed = live.stream().map(LiveFile::path).toList();
    for (Map.Entry<String, List<String>> dataset : sources(runs).entrySet()) {
      takeOut(table, location, lease, dataset.getKey(), dataset.getValue(), removed, data);
      removed = List.of();
    }
    if (data == Data.DELETE) {
      new Cleaning(lake, storages).clean(java.time.Duration.ZERO, run -> run.table().equals(table));
      deleteRefused(table);
    }
    return new Dropped(location, rows, live.size());
  }

  private static IngestException busy(String who, String table) {
    return new IngestException(
        ExitCode.FAILED,
        who
            + " is working on "
            + table
            + ": wait for its end, or end its process. Nothing was dropped");
  }

  private Optional<Table> catalogTable(String table) {
    int dot = table.indexOf('.');
    return lake.catalog().table(table.substring(0, dot), table.substring(dot + 1));
  }

  /** By dataset, all files that its runs ever brought into the table. */
  private Map<String, List<String>> sources(List<RunRecord> runs) {
    Map<String, TreeSet<String>> found = new TreeMap<>();
    for (RunRecord run : runs) {
      if (run.state() == State.COMMITTED) {
        TreeSet<String> uris = found.computeIfAbsent(run.dataset(), name -> new TreeSet<>());
        lake.ledger()
            .report(run.runId())
            .ifPresent(
                report ->
                    report.data().files().stream()
                        .filter(file -> !file.identity().isEmpty())
                        .map(FileReport::uri)
                        .forEach(uris::add));
      }
    }
    Map<String, List<String>> sources = new TreeMap<>();
    found.forEach((dataset, uris) -> sources.put(dataset, List.copyOf(uris)));
    return sources;
  }

  /**
   * A run that takes the dataset's files, as versions that no file has, and has no rows of them.
   */
  private void takeOut(
      String table,
      String location,
      Lease lease,
      String dataset,
      List<String> uris,
      List<String> removed,
      Data data)
      throws IOException {
    Instant now = Instant.now();
    String id = RunIds.next(now);
    Lease run = lake.ledger().begin(new RunStart(id, dataset, table, location, now));
    lake.ledger()
        .claim(run, uris.stream().map(uri -> new FileVersion(uri, 0, "dropped:" + id)).toList());
    RunReport report = report(id, dataset, table, location, now, data);
    lake.ledger().record(run, lease, new Manifest(List.of(), removed, Optional.empty(), report));
    new Publication(lake, storages).keepReport(id, RunReports.toJson(report));
    lake.ledger().commit(run, lease, Instant.now());
    if (data == Data.KEEP) {
      lake.ledger().cleaned(id);
    }
  }

  private static RunReport report(
      String id, String dataset, String table, String location, Instant now, Data data) {
    boolean kept = data == Data.KEEP;
    String warning = "the table was dropped" + (kept ? "; its files stay at " + location : "");
    return new RunReport(
        new Run(id, dataset, table, location),
        new End(RunState.COMMITTED, Optional.empty(), now, Instant.now()),
        RunReport.Data.NONE,
        new Findings(List.of(), List.of(), List.of(), List.of(), List.of(warning)),
        Map.of(),
        Map.of(Cleaning.DROPPED_DATA, kept ? Cleaning.KEPT : "deleted"));
  }

  private void deleteRefused(String table) throws IOException {
    String refused = lake.location().refused(table);
    List<StoredFile> files = storages.at(refused).list(refused);
    storages.at(refused).delete(refused, files.stream().map(StoredFile::path).toList());
  }
}
