package io.sluice.ingest.table;

import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.schema.TableParameters;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeGrowth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fits the table that a run needs onto the table that is there: columns are added, none is removed,
 * and names that differ by case alone are the same. Asked when a run is planned, and again when it
 * is published, because another run may have changed the table between the two.
 */
public final class TableMerge {
  private TableMerge() {}

  /**
   * The table to put into the catalog.
   *
   * @param drift gets the differences, and what is done about them
   * @throws IngestException if the table there cannot take such rows
   */
  public static Table onto(Optional<Table> existing, Table needed, List<String> drift) {
    if (existing.isEmpty()) {
      return needed;
    }
    Table table = existing.get();
    Set<String> typed = new HashSet<>(typed(table));
    typed.addAll(typed(needed));
    Map<String, String> parameters =
        TableParameters.merged(table.parameters(), needed.parameters(), typed);
    return new Table(
        table.database(),
        table.name(),
        table.location(),
        table.folder(),
        columns(table, needed, drift),
        table.partitionKeys(),
        parameters,
        table.version());
  }

  /** The names of a table's columns that have a type of their own, as they are compared. */
  private static Set<String> typed(Table table) {
    Set<String> names =
        table.columns().stream()
            .map(column -> Spelling.key(column.name()))
            .collect(Collectors.toSet());
    TableParameters.untyped(table.parameters())
        .forEach(column -> names.remove(Spelling.key(column.name())));
    return names;
  }

  private static List<TableColumn> columns(Table table, Table needed, List<String> drift) {
    String location = needed.location();
    List<PartitionKey> keys = needed.partitionKeys();
    List<TableColumn> incoming = Spelling.of(Optional.of(table)).of(needed.columns());
    if (!table.location().equals(location)) {
      throw new IngestException(
          ExitCode.USAGE,
          "table "
              + table.qualifiedName()
              + " lies at "
              + table.location()
              + ", but the spec's target is "
              + location
              + ". Set target.location to the table's, or give the table another name");
    }
    if (!table.partitionKeys().equals(keys)) {
      throw new IngestException(
          ExitCode.USAGE,
          "table "
              + table.qualifiedName()
              + " is partitioned by ["
              + names(table.partitionKeys())
              + "], but the spec says ["
              + names(keys)
              + "]. Set target.partition_by to the table's, or write to a new table");
    }
    Map<String, TableColumn> byName = new HashMap<>();
    table.columns().forEach(column -> byName.put(column.name(), column));
    List<TableColumn> merged = new ArrayList<>();
    Map<String, TableColumn> news = new HashMap<>();
    incoming.forEach(column -> news.put(column.name(), column));
    Set<String> typed = typed(table);
    Set<String> typedNow = typed(needed);
    for (TableColumn old : table.columns()) {
      TableColumn now = news.get(old.name());
      if (now != null && !typed.contains(Spelling.key(old.name()))) {
        // No file has it, so that it is whatever its first values are.
        merged.add(new TableColumn(old.name(), now.type(), true, now.comment()));
      } else if (now != null && !typedNow.contains(Spelling.key(old.name()))) {
        merged.add(new TableColumn(old.name(), old.type(), true, old.comment()));
      } else {
        merged.add(keep(old, now, drift));
      }
    }
    for (TableColumn column : incoming) {
      TableColumn old = byName.get(column.name());
      if (old == null) {
        // Earlier files do not have it: it is null there whatever the spec says of new rows.
        merged.add(new TableColumn(column.name(), column.type(), true, column.comment()));
      } else if (typed.contains(Spelling.key(old.name()))
          && typedNow.contains(Spelling.key(old.name()))
          && !grown(old, column).equals(column.type())
          && !grown(column, old).equals(old.type())) {
        throw new IngestException(
            ExitCode.USAGE,
            "column "
                + column.name()
                + " is "
                + old.type().ddl()
                + " in table "
                + table.qualifiedName()
                + " and "
                + column.type().ddl()
                + " in this run. Pin 'type: "
                + old.type().ddl()
                + "' in the schema (values that do not fit are then rejected), or write to a new"
                + " table");
      }
    }
    return merged;
  }

  private static TableColumn keep(TableColumn old, TableColumn incoming, List<String> drift) {
    if (incoming == null) {
      drift.add("table column " + old.name() + " is not written by this run: null in its rows");
      return new TableColumn(old.name(), old.type(), true, old.comment());
    }
    String comment = incoming.comment().isEmpty() ? old.comment() : incoming.comment();
    return new TableColumn(
        old.name(), grown(old, incoming), old.nullable() || incoming.nullable(), comment);
  }

  /** The type of a column with those members of another's that it lacks. */
  private static DataType grown(TableColumn column, TableColumn other) {
    return TypeGrowth.grown(column.type(), other.type(), column.name(), new ArrayList<>());
  }

  private static String names(List<PartitionKey> keys) {
    return keys.stream().map(PartitionKey::name).collect(Collectors.joining(", "));
  }
}
