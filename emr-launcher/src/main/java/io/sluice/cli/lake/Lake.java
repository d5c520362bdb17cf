package io.sluice.cli.lake;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.Table;
import io.sluice.catalog.local.SqliteCatalog;
import io.sluice.cli.UsageException;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.local.SqliteLedger;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A lake on this machine, opened to be looked at. */
public final class Lake implements AutoCloseable {
  /** What is appended to a table's name to name the table of its rejected records. */
  public static final String REJECTS_SUFFIX = "__rejects";

  /** Likewise for the records that made runs be refused; no run published them. */
  public static final String REFUSED_SUFFIX = "__refused";

  private final Path folder;
  private final Ledger ledger;
  private final Catalog catalog;

  private Lake(Path folder, Ledger ledger, Catalog catalog) {
    this.folder = folder;
    this.ledger = ledger;
    this.catalog = catalog;
  }

  /**
   * Opens the lake in the folder.
   *
   * @throws UsageException if there is none
   */
  public static Lake open(Path folder) {
    Optional<SqliteLedger> ledger = SqliteLedger.openExisting(folder);
    if (ledger.isEmpty()) {
      throw new UsageException(
          "no lake at "
              + folder
              + ": run 'sluice ingest' or 'sluice demo' first, or name one with --lake");
    }
    try {
      // Where a first run was refused there may be a ledger, but no table yet.
      return new Lake(folder, ledger.get(), SqliteCatalog.open(folder));
    } catch (RuntimeException e) {
      ledger.get().close();
      throw e;
    }
  }

  public Path folder() {
    return folder;
  }

  /** All tables of the catalog but those of rejects, by name. */
  public List<Table> tables() {
    return catalog.tables().stream().filter(t -> !t.name().endsWith(REJECTS_SUFFIX)).toList();
  }

  /** {@code database.table} of every table that the catalog holds or a run wanted to fill. */
  public List<String> tableNames() {
    TreeSet<String> names = new TreeSet<>();
    tables().forEach(table -> names.add(table.qualifiedName()));
    runs(Optional.empty()).forEach(run -> names.add(run.table()));
    return List.copyOf(names);
  }

  /** Names of all datasets that ever ran. */
  public List<String> datasets() {
    TreeSet<String> names = new TreeSet<>();
    runs(Optional.empty()).forEach(run -> names.add(run.dataset()));
    return List.copyOf(names);
  }

  /** Runs, newest first; of one dataset if given. */
  public List<RunRecord> runs(Optional<String> dataset) {
    return ledger.runs(dataset, Integer.MAX_VALUE);
  }

  /** Runs with what their reports say, newest first; of one dataset if given. */
  public List<RunSummary> runSummaries(Optional<String> dataset) {
    return summaries(runs(dataset));
  }

  /** The run with what its report says. */
  public RunSummary summary(RunRecord run) {
    return summaries(List.of(run)).get(0);
  }

  private List<RunSummary> summaries(List<RunRecord> runs) {
    Map<String, Set<String>> orphans = new HashMap<>();
    List<RunSummary> summaries = new ArrayList<>();
    for (RunRecord run : runs) {
      boolean ended = run.finishedAt().isPresent();
      boolean orphan =
          !ended
              && orphans
                  .computeIfAbsent(run.dataset(), dataset -> orphanIds(dataset))
                  .contains(run.runId());
      summaries.add(RunSummary.of(run, run.report().map(RunReports::fromJson), orphan));
    }
    return summaries;
  }

  private Set<String> orphanIds(String dataset) {
    return ledger.orphans(dataset).stream().map(RunRecord::runId).collect(Collectors.toSet());
  }

  /** A table's published files, in order of their commits. */
  public List<LiveFile> liveFiles(String table, Kind kind) {
    List<LiveFile> files = new ArrayList<>();
    for (Ledger.LiveOutput live : ledger.liveOutputs(table, kind)) {
      files.add(LiveFile.of(live.output()));
    }
    return files;
  }

  /** The files that refused runs of a table left for the user to look at. */
  public List<LiveFile> refusedFiles(String table) {
    Path refused = folder.resolve("_sluice").resolve("refused").resolve(table);
    if (!Files.isDirectory(refused)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(refused)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .sorted()
          .map(file -> new LiveFile(file, Map.of(), 0, 0))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + refused + ": " + e.getMessage(), e);
    }
  }

  /**
   * The table that a dataset's name, a {@code database.table} or a table's name stands for.
   *
   * @throws UsageException naming what there is, if nothing or more than one table fits
   */
  public String resolveTable(String name) {
    List<String> tables = tableNames();
    if (tables.contains(name)) {
      return name;
    }
    List<RunRecord> runs = runs(Optional.of(name));
    if (!runs.isEmpty()) {
      return runs.get(0).table();
    }
    List<String> found =
        tables.stream().filter(table -> table.endsWith("." + name)).distinct().toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      TreeSet<String> known = new TreeSet<>(datasets());
      known.addAll(tables);
      throw new UsageException(Known.unknown("dataset or table", name, List.copyOf(known)));
    }
    throw new UsageException(
        "'" + name + "' can be " + String.join(" or ", found) + ": name the database too");
  }

  /**
   * The newest run that filled, or wanted to fill, the table.
   *
   * @throws UsageException if there is none
   */
  public RunRecord lastRun(String table) {
    return runs(Optional.empty()).stream()
        .filter(run -> run.table().equals(table))
        .findFirst()
        .orElseThrow(() -> new UsageException("no run has filled " + table + " yet"));
  }

  /**
   * The run of this id, or the only one whose id begins so, or with {@code last} the newest.
   *
   * @throws UsageException if there is none
   */
  public RunRecord resolveRun(String idOrPrefix) {
    List<RunRecord> runs = runs(Optional.empty());
    if (runs.isEmpty()) {
      throw new UsageException("the lake at " + folder + " has no runs yet");
    }
    if (idOrPrefix.equals("last")) {
      return runs.get(0);
    }
    List<RunRecord> found =
        runs.stream().filter(run -> run.runId().startsWith(idOrPrefix)).toList();
    for (RunRecord run : found) {
      if (run.runId().equals(idOrPrefix) || found.size() == 1) {
        return run;
      }
    }
    if (found.isEmpty()) {
      throw new UsageException(
          "no run's id begins with '" + idOrPrefix + "': 'sluice runs' lists them");
    }
    throw new UsageException(
        found.size()
            + " runs' ids begin with '"
            + idOrPrefix
            + "', for example "
            + found.get(0).runId()
            + " and "
            + found.get(1).runId()
            + ": give more of it");
  }

  @Override
  public void close() {
    try {
      ledger.close();
    } finally {
      catalog.close();
    }
  }
}
