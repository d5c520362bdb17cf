package io.sluice.jobs.target;

import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.jobs.lake.Lake;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.TargetSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Fits what a run writes to the table that is there, or refuses before anything is written. */
public final class TargetResolver {
  private final DatasetSpec spec;
  private final String location;

  public TargetResolver(DatasetSpec spec, String location) {
    this.spec = spec;
    this.location = location;
  }

  /**
   * @param columns what the run writes
   * @param comments by column name
   * @param parameters kept with the table, over those it has
   * @throws JobException if the table there cannot take such rows
   */
  public Target resolve(
      Optional<Table> existing,
      List<OutputColumn> columns,
      Map<String, String> comments,
      Map<String, String> parameters) {
    TargetSpec target = spec.target();
    checkPartitionColumns(target.partitionBy(), columns);
    List<PartitionKey> keys = keys(target.partitionBy(), columns);
    Set<String> identity =
        target.partitionBy().stream()
            .filter(field -> field.function() == PartitionFunction.IDENTITY)
            .map(PartitionField::column)
            .collect(Collectors.toSet());
    List<TableColumn> stored = new ArrayList<>();
    for (OutputColumn column : columns) {
      if (!identity.contains(column.name())) {
        stored.add(
            new TableColumn(
                column.name(),
                column.type(),
                column.nullable(),
                comments.getOrDefault(column.name(), "")));
      }
    }
    List<String> drift = new ArrayList<>();
    List<TableColumn> merged =
        existing.map(table -> merge(table, stored, keys, drift)).orElse(stored);
    Map<String, String> merging = new HashMap<>(existing.map(Table::parameters).orElse(Map.of()));
    merging.putAll(parameters);
    Table table =
        new Table(
            target.database(),
            target.table(),
            location,
            merged,
            keys,
            merging,
            existing.map(Table::version).orElse(0L));
    return new Target(table, Lake.rejectsLocation(location), columns, existing, drift);
  }

  private static void checkPartitionColumns(
      List<PartitionField> fields, List<OutputColumn> columns) {
    Set<String> names = columns.stream().map(OutputColumn::name).collect(Collectors.toSet());
    for (PartitionField field : fields) {
      if (!names.contains(field.column())) {
        throw new JobException(
            ExitCode.USAGE,
            "target.partition_by names the column "
                + field.column()
                + ", which the table has not. It has: "
                + columns.stream().map(OutputColumn::name).collect(Collectors.joining(", ")));
      }
    }
  }

  private static List<PartitionKey> keys(List<PartitionField> fields, List<OutputColumn> columns) {
    try {
      PartitionScheme scheme = new PartitionScheme(fields, columns);
      List<PartitionKey> keys = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        keys.add(
            new PartitionKey(
                scheme.keys().get(i).name(), scheme.keys().get(i).type(), fields.get(i)));
      }
      return keys;
    } catch (IllegalArgumentException e) {
      throw new JobException(ExitCode.USAGE, "target.partition_by: " + e.getMessage(), e);
    }
  }

  private List<TableColumn> merge(
      Table table, List<TableColumn> incoming, List<PartitionKey> keys, List<String> drift) {
    if (!table.location().equals(location)) {
      throw new JobException(
          ExitCode.USAGE,
          "table "
              + table.qualifiedName()
              + " lies at "
              + table.location()
              + ", but the spec's target is "
              + location
              + ". Set target.location to the former, or give the table another name");
    }
    if (!table.partitionKeys().equals(keys)) {
      throw new JobException(
          ExitCode.USAGE,
          "table "
              + table.qualifiedName()
              + " is partitioned by ["
              + names(table.partitionKeys())
              + "], but the spec says ["
              + names(keys)
              + "]. Set target.partition_by to the former, or write to a new table");
    }
    Map<String, TableColumn> byName = new HashMap<>();
    table.columns().forEach(column -> byName.put(column.name(), column));
    List<TableColumn> merged = new ArrayList<>();
    Map<String, TableColumn> news = new HashMap<>();
    incoming.forEach(column -> news.put(column.name(), column));
    for (TableColumn old : table.columns()) {
      merged.add(keep(old, news.get(old.name()), drift));
    }
    for (TableColumn column : incoming) {
      TableColumn old = byName.get(column.name());
      if (old == null) {
        // Earlier files do not have it: it is null there whatever the spec says of new rows.
        merged.add(new TableColumn(column.name(), column.type(), true, column.comment()));
      } else if (!old.type().equals(column.type())) {
        throw new JobException(
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
    return new TableColumn(old.name(), old.type(), old.nullable() || incoming.nullable(), comment);
  }

  private static String names(List<PartitionKey> keys) {
    return keys.stream().map(PartitionKey::name).collect(Collectors.joining(", "));
  }
}
