package io.sluice.ingest.upkeep;

import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.formats.source.Parallel;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.publish.StoredParquet;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storage.StoredFile;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.copy.FileCheck;
import io.sluice.parquet.copy.FileCheck.Depth;
import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks one table. */
final class TableCheck {
  private final Lake lake;
  private final Storages storages;
  private final Subject subject;
  private final Depth depth;
  private final List<Fault> faults = new ArrayList<>();
  private long files;
  private long bytes;

  /**
   * A table.
   *
   * @param location where its files lie
   * @param table as the catalog has it, if it has
   * @param unreadable why what the catalog has cannot be used; empty: nothing is wrong with it
   */
  record Subject(String name, String location, Optional<Table> table, String unreadable) {}

  TableCheck(Lake lake, Storages storages, Subject subject, Depth depth) {
    this.lake = lake;
    this.storages = storages;
    this.subject = subject;
    this.depth = depth;
  }

  List<Fault> faults() {
    return faults;
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  void run() throws IOException {
    Set<String> passing = passing();
    for (Kind kind : Kind.values()) {
      String location =
          kind == Kind.DATA ? subject.location() : TableLayout.rejects(subject.location());
      checkFiles(kind, location, passing);
    }
    List<LiveFile> live = lake.ledger().liveFiles(subject.name(), Kind.DATA);
    if (subject.table().isPresent()) {
      checkPartitions(subject.table().get(), live);
    } else if (!subject.unreadable().isEmpty()) {
      fault(subject.name(), subject.unreadable());
    } else if (!live.isEmpty()) {
      fault(subject.name(), "it has " + live.size() + " live files, but it is not in the catalog");
    }
  }

  /** Files that come or go: of runs that are not over, and those that wait to be deleted. */
  private Set<String> passing() {
    Set<String> passing = new HashSet<>();
    for (RunRecord run : lake.ledger().uncleaned(Instant.now())) {
      if (run.table().equals(subject.name())) {
        lake.ledger().manifest(run.runId()).map(Manifest::removed).ifPresent(passing::addAll);
      }
    }
    for (RunRecord run :
        lake.ledger().runs(Optional.empty(), Optional.of(subject.name()), Integer.MAX_VALUE)) {
      if (!run.state().over()) {
        lake.ledger()
            .manifest(run.runId())
            .ifPresent(manifest -> manifest.outputs().forEach(o -> passing.add(o.path())));
      }
    }
    return passing;
  }

  private void checkFiles(Kind kind, String location, Set<String> passing) throws IOException {
    Storage storage = storages.at(location);
    Map<String, Long> sizes = new HashMap<>();
    for (StoredFile file : storage.list(location)) {
      sizes.put(file.path(), file.size());
    }
    List<LiveFile> live = lake.ledger().liveFiles(subject.name(), kind);
    Parallel.map(live, file -> check(storage, kind, file, sizes.get(file.path())))
        .forEach(faults::addAll);
    files += live.size();
    bytes += live.stream().mapToLong(LiveFile::bytes).sum();
    live.forEach(file -> sizes.remove(file.path()));
    sizes.keySet().removeAll(passing);
    sizes.keySet().stream()
        .sorted()
        .forEach(
            path -> fault(path, "no run put it there, but readers that list the folder read it"));
  }

  private List<Fault> check(Storage storage, Kind kind, LiveFile file, Long size)
      throws IOException {
    List<String> found = new ArrayList<>();
    if (size == null) {
      found.add("it is gone");
    } else if (size != file.bytes()) {
      found.add("it has " + size + " bytes, but " + file.bytes() + " were written");
    } else {
      FileCheck check = FileCheck.of(StoredParquet.open(storage, file.path()), depth);
      found.addAll(check.faults());
      if (check.rows() >= 0 && check.rows() != file.rows()) {
        found.add("it has " + check.rows() + " rows, but the ledger says " + file.rows());
      }
      if (kind == Kind.DATA) {
        subject.table().ifPresent(table -> checkColumns(table, check.columns(), found));
      }
    }
    return found.stream().map(text -> new Fault(subject.name(), file.path(), text)).toList();
  }

  private static void checkColumns(Table table, List<OutputColumn> columns, List<String> found) {
    Map<String, TableColumn> known = new HashMap<>();
    table.columns().forEach(column -> known.put(lower(column.name()), column));
    for (OutputColumn column : columns) {
      TableColumn of = known.get(lower(column.name()));
      if (of == null) {
        found.add("it has a column " + column.name() + ", which the catalog does not have");
      } else if (!of.type().equals(column.type())) {
        found.add(
            "its column "
                + column.name()
                + " is "
                + column.type().ddl()
                + ", but in the catalog "
                + of.type().ddl());
      }
    }
  }

  /** Readers find columns whatever the case of their names. */
  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void checkPartitions(Table table, List<LiveFile> live) {
    if (table.partitionKeys().isEmpty()) {
      return;
    }
    Map<List<String>, Long> rows = new HashMap<>();
    for (LiveFile file : live) {
      List<String> values = new ArrayList<>();
      for (PartitionKey key : table.partitionKeys()) {
        values.add(file.partition().get(key.name()));
      }
      rows.merge(values, file.rows(), Long::sum);
    }
    for (Partition partition : lake.catalog().partitions(table)) {
      Long expected = rows.remove(partition.values());
      if (expected == null) {
        fault("partition " + partition.values(), "the catalog has it, but no live file is in it");
      } else if (expected != partition.rows()) {
        fault(
            "partition " + partition.values(),
            "it has " + partition.rows() + " rows in the catalog, but " + expected + " in files");
      }
    }
    rows.forEach(
        (values, count) ->
            fault("partition " + values, "it has " + count + " rows, but the catalog lacks it"));
  }

  private void fault(String what, String text) {
    faults.add(new Fault(subject.name(), what, text));
  }
}
