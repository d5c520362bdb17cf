package io.sluice.ingest.table;

import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.catalog.TableNames;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.TargetSpec;
import io.sluice.spec.lake.FolderNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
   * @param columns what the run writes; in the target they have the table's spelling
   * @param comments by column name
   * @param untyped columns that the table has and the run does not write, for want of a type
   * @param parameters kept with the table, over those it has
   * @throws IngestException if the table there cannot take such rows
   */
  public Target resolve(
      Optional<Table> existing,
      List<OutputColumn> columns,
      Map<String, String> comments,
      List<ColumnSpec> untyped,
      Map<String, String> parameters) {
    TargetSpec target = spec.target();
    Spelling spelling = Spelling.of(existing);
    List<OutputColumn> written =
        columns.stream()
            .map(c -> new OutputColumn(spelling.of(c.name()), c.type(), c.nullable()))
            .toList();
    checkPartitionColumns(target.partitionBy(), written);
    List<PartitionKey> keys = keys(target.partitionBy(), written, existing.isEmpty());
    Set<String> identity =
        target.partitionBy().stream()
            .filter(field -> field.function() == PartitionFunction.IDENTITY)
            .map(field -> field.column().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    List<TableColumn> stored = new ArrayList<>();
    for (OutputColumn column : columns) {
      if (!identity.contains(column.name().toLowerCase(Locale.ROOT))) {
        stored.add(
            new TableColumn(
                column.name(),
                column.type(),
                column.nullable(),
                comments.getOrDefault(column.name(), "")));
      }
    }
    untyped.forEach(column -> stored.add(new TableColumn(column.name(), column.type(), true, "")));
    Table needed =
        new Table(
            target.database(), target.table(), location, spelling.of(stored), keys, parameters, 0);
    List<String> drift = new ArrayList<>();
    requireNames(needed);
    requireNames(TableMerge.onto(existing, needed, drift));
    return new Target(needed, written, existing, drift);
  }

  /**
   * Refuses, before anything of it is recorded, what the catalog would refuse.
   *
   * @throws IngestException with {@link ExitCode#USAGE}, naming what is wrong
   */
  public static void requireNames(Table table) {
    try {
      TableNames.check(table);
    } catch (IllegalArgumentException e) {
      throw new IngestException(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  private static void checkPartitionColumns(
      List<PartitionField> fields, List<OutputColumn> columns) {
    Set<String> names =
        columns.stream()
            .map(column -> column.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    for (PartitionField field : fields) {
      if (!names.contains(field.column().toLowerCase(Locale.ROOT))) {
        throw new IngestException(
            ExitCode.USAGE,
            "target.partition_by names the column "
                + field.column()
                + ", which the table does not have. It has: "
                + columns.stream().map(OutputColumn::name).collect(Collectors.joining(", ")));
      }
    }
  }

  private static List<PartitionKey> keys(
      List<PartitionField> fields, List<OutputColumn> columns, boolean newTable) {
    try {
      PartitionScheme scheme = new PartitionScheme(fields, columns);
      if (!fields.isEmpty() && scheme.fileColumns().isEmpty()) {
        throw new IllegalArgumentException(
            "every column is a partition column, and files need at least one other");
      }
      List<PartitionKey> keys = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        if (newTable
            && !FolderNames.leavesRoom(FolderNames.keyBytes(scheme.keys().get(i).name()))) {
          throw new IllegalArgumentException(
              "the name of column "
                  + fields.get(i).column()
                  + " is too long for the name of a folder, in which values follow it. Give the"
                  + " column a shorter one, or leave it out");
        }
        keys.add(
            new PartitionKey(
                scheme.keys().get(i).name(),
                scheme.keys().get(i).type(),
                scheme.keys().get(i).field()));
      }
      return keys;
    } catch (IllegalArgumentException e) {
      throw new IngestException(ExitCode.USAGE, "target.partition_by: " + e.getMessage(), e);
    }
  }
}
