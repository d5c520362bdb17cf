package io.sluice.cli.lake;

import io.sluice.catalog.FoundTables;
import io.sluice.cli.error.UsageException;
import io.sluice.formats.source.LocalTree;
import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.TargetNames;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.lake.TableLayout;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A lake as commands ask about it. */
public final class LakeView implements AutoCloseable {
  private final Lake lake;

  private LakeView(Lake lake) {
    this.lake = lake;
  }

  /**
   * Opens the lake.
   *
   * @throws UsageException if there is none
   */
  public static LakeView open(LakeLocation location) {
    return new LakeView(
        Lake.openExisting(location)
            .orElseThrow(
                () ->
                    new UsageException(
                        "no lake at "
                            + location.root()
                            + (location.isLocal()
                                ? ": run 'sluice ingest' or 'sluice demo' first"
                                : ": make it with 'sluice init --lake " + location.root() + "'")
                            + ", or name one with --lake")));
  }

  public LakeLocation location() {
    return lake.location();
  }

  /** The lake itself, for commands that change it. */
  public Lake lake() {
    return lake;
  }

  /**
   * What the catalog has, but tables of rejects: all of it where it is this lake's own, as in a
   * folder; else, of a catalog that is many lakes', the tables that runs wanted to fill.
   */
  public FoundTables tables() {
    FoundTables found =
        location().isLocal() ? lake.catalog().findAll() : lake.catalog().find(filledTables());
    return new FoundTables(
        found.tables().stream()
            .filter(table -> !table.name().endsWith(TableLayout.REJECTS_SUFFIX))
            .toList(),
        found.unreadable());
  }

  /** {@code database.table} of every table that a run wanted to fill, by name. */
  public List<String> filledTables() {
    return lake.ledger().tables();
  }

  /** Likewise, and of those that only the catalog has: it is looked through as a whole. */
  public List<String> tableNames() {
    return tableNames(lake.catalog().findAll());
  }

  /**
   * {@code database.table} of every table that a run wanted to fill, or that was found, by name.
   */
  public List<String> tableNames(FoundTables all) {
    TreeSet<String> names = new TreeSet<>(filledTables());
    all.tables().forEach(table -> names.add(table.qualifiedName()));
    all.unreadable().forEach(table -> names.add(table.table()));
    names.removeIf(name -> name.endsWith(TableLayout.REJECTS_SUFFIX));
    return List.copyOf(names);
  }

  /** Names of all datasets that ever ran. */
  public List<String> datasets() {
    return lake.ledger().datasets();
  }

  /**
   * Runs, newest first; of one dataset if given.
   *
   * @param limit at most so many
   */
  public List<RunSummary> runs(Optional<String> dataset, int limit) {
    List<RunRecord> runs = lake.ledger().runs(dataset, Optional.empty(), limit);
    Set<String> living = living(runs);
    return runs.stream().map(run -> summary(run, living)).toList();
  }

  /** The run and how it stands. */
  public RunSummary summary(RunRecord run) {
    return summary(run, living(List.of(run)));
  }

  private static RunSummary summary(RunRecord run, Set<String> living) {
    return RunSummary.of(run, !run.state().over() && !living.contains(run.runId()));
  }

  private Set<String> living(List<RunRecord> runs) {
    return lake.ledger()
        .living(runs.stream().filter(run -> !run.state().over()).map(RunRecord::runId).toList());
  }

  /** A run's report, if it has one. */
  public Optional<RunReport> report(RunRecord run) {
    return lake.ledger().report(run.runId());
  }

  /** A table's published files, in order of their commits. */
  public List<LiveFile> liveFiles(String table, Kind kind) {
    return lake.ledger().liveFiles(table, kind);
  }

  /** The files that refused runs of a table left for the user to look at. */
  public List<LiveFile> refusedFiles(String table) {
    String refused = lake.location().refused(table);
    try {
      return lake.storages().at(refused).list(refused).stream()
          .filter(file -> file.path().endsWith(".parquet"))
          .map(file -> new LiveFile("", file.path(), Map.of(), 0, file.size()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + refused + ": " + LocalTree.why(e), e);
    }
  }

  /**
   * The table that a dataset's name, a {@code database.table} or a table's name stands for.
   *
   * @throws UsageException naming what there is, if nothing or more than one table fits
   */
  public String resolveTable(String name) {
    if (filledTables().contains(name)) {
      return name;
    }
    List<String> tables = tableNames();
    if (tables.contains(name)) {
      return name;
    }
    String folded = TargetNames.folded(name);
    if (tables.contains(folded)) {
      return folded;
    }
    List<RunRecord> runs = lake.ledger().runs(Optional.of(name), Optional.empty(), 1);
    if (!runs.isEmpty()) {
      return runs.get(0).table();
    }
    List<String> found =
        tables.stream().filter(table -> table.endsWith("." + folded)).distinct().toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      TreeSet<String> known = new TreeSet<>(datasets());
      known.addAll(tables);
      throw new UsageException(Known.unknown("dataset or table", name, List.copyOf(known)));
    }
    throw new UsageException(
        "'" + name + "' can be " + String.join(" or ", found) + ": add the database");
  }

  /**
   * The newest run that filled, or wanted to fill, the table.
   *
   * @throws UsageException if there is none
   */
  public RunRecord lastRun(String table) {
    return lake.ledger().runs(Optional.empty(), Optional.of(table), 1).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "no run has filled " + table + " yet: 'sluice ingest' starts one"));
  }

  /**
   * The run of this id, or the only one whose id begins so, or with {@code last} the newest.
   *
   * @throws UsageException if there is none
   */
  public RunRecord resolveRun(String idOrPrefix) {
    List<RunRecord> newest = lake.ledger().runs(Optional.empty(), Optional.empty(), 1);
    if (newest.isEmpty()) {
      throw new UsageException(
          "the lake at " + location().root() + " has no runs yet: 'sluice ingest' starts one");
    }
    if (idOrPrefix.equals("last")) {
      return newest.get(0);
    }
    List<RunRecord> found = lake.ledger().runsByPrefix(idOrPrefix, 2);
    if (found.isEmpty()) {
      throw new UsageException(
          "no run's id begins with '" + idOrPrefix + "': 'sluice runs' lists them");
    }
    if (found.size() == 1 || found.get(0).runId().equals(idOrPrefix)) {
      return found.get(0);
    }
    throw new UsageException(
        "several runs' ids begin with '"
            + idOrPrefix
            + "', for example "
            + found.get(0).runId()
            + " and "
            + found.get(1).runId()
            + ": give more of it");
  }

  @Override
  public void close() {
    lake.close();
  }
}
