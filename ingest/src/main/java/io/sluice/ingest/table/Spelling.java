package io.sluice.ingest.table;

import io.sluice.catalog.Table;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.spec.PartitionField.PartitionFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a table spells its columns. Names are the same whatever their case, as in SQL: a column keeps
 * the spelling with which it came into the table, however a later spec writes it.
 */
final class Spelling {
  private final Map<String, String> names = new HashMap<>();

  private Spelling() {}

  /** That of a table; of none if there is none. */
  static Spelling of(Optional<Table> table) {
    Spelling spelling = new Spelling();
    table.ifPresent(spelling::take);
    return spelling;
  }

  private void take(Table table) {
    table.columns().forEach(column -> names.put(key(column.name()), column.name()));
    // Of the others the columns are in the files, and thus among the above.
    table.partitionKeys().stream()
        .filter(key -> key.field().function() == PartitionFunction.IDENTITY)
        .forEach(key -> names.put(key(key.name()), key.name()));
  }

  /** A name as the table spells it; as it is if the table has no such column. */
  String of(String name) {
    return names.getOrDefault(key(name), name);
  }

  /** Columns with their names as the table spells them. */
  List<TableColumn> of(List<TableColumn> columns) {
    return columns.stream()
        .map(
            column ->
                new TableColumn(
                    of(column.name()), column.type(), column.nullable(), column.comment()))
        .toList();
  }

  /** What names are compared by. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
