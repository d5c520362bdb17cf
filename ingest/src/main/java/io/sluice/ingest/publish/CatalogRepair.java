package io.sluice.ingest.publish;

import io.sluice.catalog.FoundTables;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.catalog.TableCodec;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.publish.CatalogRepair.Difference.Kind;
import io.sluice.ingest.table.TableMerge;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds where a catalog says something else than the ledger, whose word counts, and puts it right.
 * What others added to tables of the lake (comments, parameters, columns) is no difference, what
 * they changed of its columns is.
 */
public final class CatalogRepair {
  private final Lake lake;

  public CatalogRepair(Lake lake) {
    this.lake = lake;
  }

  /**
   * One difference.
   *
   * @param table {@code database.table}
   * @param partition its values, as in a path; empty for the table itself
   * @param text what differs, for people
   */
  public record Difference(String table, Kind kind, String partition, String text) {
    /** What differs. */
    public enum Kind {
      /** The table has live files and is not in the catalog. */
      MISSING_TABLE,
      /** Others changed columns or formats of it in the catalog. */
      CHANGED_TABLE,
      /** A partition has live files and is not in the catalog. */
      MISSING_PARTITION,
      /** The catalog has a partition that no live file lies in. */
      EXTRA_PARTITION,
      /** Others changed columns or formats of a partition in the catalog. */
      CHANGED_PARTITION,
      /** The catalog has it at another place. */
      WRONG_LOCATION,
      /**
       * The catalog says other numbers of rows or bytes than the live files of a partition have.
       */
      WRONG_COUNTS,
      /** The catalog has the table, and no run of the ledger filled it. Stays as it is. */
      UNKNOWN_TABLE,
      /** What the catalog has under the table's name cannot be used. Stays as it is. */
      UNREADABLE;

      /** Whether it can be put right from what the ledger knows. */
      public boolean mendable() {
        return this != UNKNOWN_TABLE && this != UNREADABLE;
      }
    }
  }

  /** All differences of a table, by partition. */
  public List<Difference> differences(String table) {
    return differences(table, recorded(table));
  }

  private List<Difference> differences(String table, Optional<Table> needed) {
    FoundTables found = lake.catalog().find(List.of(table));
    if (!found.unreadable().isEmpty()) {
      return List.of(new Difference(table, Kind.UNREADABLE, "", found.unreadable().get(0).why()));
    }
    Optional<Table> stored = found.tables().stream().findFirst();
    if (needed.isPresent()) {
      return differences(needed.get(), stored);
    }
    return stored.isEmpty()
        ? List.of()
        : List.of(
            new Difference(
                table,
                Kind.UNKNOWN_TABLE,
                "",
                "is in the catalog, but the ledger has no run that filled it. Drop it there if"
                    + " nobody needs it"));
  }

  private List<Difference> differences(Table needed, Optional<Table> stored) {
    if (stored.isEmpty()) {
      return List.of(
          new Difference(
              needed.qualifiedName(),
              Kind.MISSING_TABLE,
              "",
              "is not in the catalog, but has live files"));
    }
    Table table = stored.get();
    List<Difference> differences = new ArrayList<>();
    for (String altered : lake.catalog().alterations(table)) {
      add(differences, table, Kind.CHANGED_TABLE, "", altered);
    }
    differences.addAll(
        table.partitionKeys().isEmpty() ? folderDifferences(table) : partitionDifferences(table));
    return differences;
  }

  private List<Difference> folderDifferences(Table table) {
    Table wanted = listing(table);
    return wanted.listed().equals(table.listed())
        ? List.of()
        : List.of(
            new Difference(
                table.qualifiedName(),
                Kind.WRONG_LOCATION,
                "",
                "lies at " + wanted.listed() + ", the catalog says " + table.listed()));
  }

  /** The table with the folder that readers are to list, if they list any. */
  private Table listing(Table table) {
    return table.partitionKeys().isEmpty() && lake.catalog().readersListFolders()
        ? new ListedFolder(lake.ledger()).back(table)
        : table;
  }

  private List<Difference> partitionDifferences(Table table) {
    Map<String, Partition> wanted = new TreeMap<>();
    live(table)
        .values()
        .forEach(partition -> wanted.put(text(table, partition.values()), partition));
    Map<String, Partition> found = new TreeMap<>();
    lake.catalog()
        .partitions(table)
        .forEach(partition -> found.put(text(table, partition.values()), partition));
    Map<String, List<String>> altered = new HashMap<>();
    lake.catalog()
        .partitionAlterations(table)
        .forEach((values, told) -> altered.put(text(table, values), told));
    List<Difference> differences = new ArrayList<>();
    wanted.forEach(
        (name, partition) -> {
          for (String each : altered.getOrDefault(name, List.of())) {
            add(differences, table, Kind.CHANGED_PARTITION, name, each);
          }
          Partition stored = found.get(name);
          if (stored == null) {
            add(differences, table, Kind.MISSING_PARTITION, name, "is not in the catalog");
          } else if (!stored.location().equals(partition.location())) {
            add(
                differences,
                table,
                Kind.WRONG_LOCATION,
                name,
                "lies at " + partition.location() + ", the catalog says " + stored.location());
          } else if (!counts(stored).equals(counts(partition))) {
            add(
                differences,
                table,
                Kind.WRONG_COUNTS,
                name,
                "has " + counts(partition) + ", the catalog says " + counts(stored));
          }
        });
    found.forEach(
        (name, partition) -> {
          if (!wanted.containsKey(name)) {
            add(
                differences,
                table,
                Kind.EXTRA_PARTITION,
                name,
                "is in the catalog at " + partition.location() + ", but no live file is in it");
          }
        });
    return differences;
  }

  private static void add(
      List<Difference> differences, Table table, Kind kind, String partition, String text) {
    differences.add(new Difference(table.qualifiedName(), kind, partition, text));
  }

  private static String counts(Partition partition) {
    return partition.rows() + " rows and " + partition.bytes() + " bytes";
  }

  private static String text(Table table, List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int key = 0; key < table.partitionKeys().size(); key++) {
      String value = values.get(key);
      parts.add(table.partitionKeys().get(key).name() + "=" + (value == null ? "(null)" : value));
    }
    return String.join("/", parts);
  }

  private Map<List<String>, Partition> live(Table table) {
    return PartitionSync.partitions(
        table, lake.ledger().liveFiles(table.qualifiedName(), Manifest.Kind.DATA));
  }

  /**
   * Brings a table's catalog entry to what is live, with the table's lease: no run publishes into
   * it meanwhile.
   *
   * @return what differed; what is {@link Difference.Kind#mendable} is put right
   */
  public List<Difference> repair(String table, Stop stop) throws IOException {
    return PublishTurn.take(
        lake.ledger(),
        table,
        stop,
        lease -> {
          Optional<Table> needed = recorded(table);
          List<Difference> differences = differences(table, needed);
          if (differences.stream().anyMatch(each -> each.kind().mendable())) {
            repair(needed.orElseThrow());
          }
          return differences;
        });
  }

  private void repair(Table needed) {
    Optional<Table> now = lake.catalog().table(needed.database(), needed.name());
    Table stored = lake.catalog().put(listing(TableMerge.onto(now, needed, new ArrayList<>())));
    if (stored.partitionKeys().isEmpty()) {
      return;
    }
    Map<List<String>, Partition> wanted = live(stored);
    lake.catalog().putPartitions(stored, List.copyOf(wanted.values()));
    lake.catalog()
        .removePartitions(
            stored,
            lake.catalog().partitions(stored).stream()
                .map(Partition::values)
                .filter(values -> !wanted.containsKey(values))
                .toList());
  }

  /** The table as its last committed run needed it; empty if no run has filled it. */
  private Optional<Table> recorded(String table) {
    for (RunRecord run :
        lake.ledger().runs(Optional.empty(), Optional.of(table), Integer.MAX_VALUE)) {
      if (run.state() == State.COMMITTED) {
        Optional<String> text = lake.ledger().manifest(run.runId()).flatMap(Manifest::table);
        if (text.isPresent()) {
          return Optional.of(TableCodec.read(text.get()).withLocation(run.location()));
        }
      }
    }
    return Optional.empty();
  }
}
