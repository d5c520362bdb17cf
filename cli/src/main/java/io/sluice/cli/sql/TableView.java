package io.sluice.cli.sql;

import io.sluice.ledger.LiveFile;
import io.sluice.spec.lake.BookkeepingColumns;
import io.sluice.spec.type.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table as a DuckDB view: the catalog's columns with the catalog's types, over exactly the files
 * given. Partition values come from the ledger, not from paths, because a path cannot tell null
 * from the texts that stand for it.
 *
 * @param columns in the order of the table, partition keys last
 */
public record TableView(
    String database, String name, List<ViewColumn> columns, List<LiveFile> files) {
  /** Above this, partitions are joined to rows instead of being planned one by one. */
  static final int MAX_PLANNED_PARTITIONS = 256;

  private static final String PATH = BookkeepingColumns.PREFIX + "path";

  /** A column and where its values are. */
  record ViewColumn(String name, DataType type, Place place) {
    private String cast(String expression) {
      return "CAST(" + expression + " AS " + DuckTypes.of(type) + ") AS " + Quoted.name(name);
    }
  }

  /** Where a column's values are. */
  enum Place {
    FILE,
    PARTITION
  }

  /** The statement that creates the view. */
  String create() {
    return "CREATE OR REPLACE VIEW "
        + Quoted.name(database)
        + "."
        + Quoted.name(name)
        + " AS SELECT "
        + joined(columns.stream().map(c -> c.cast(Quoted.name(c.name()))).toList())
        + " FROM ("
        + nothing()
        + rows()
        + ")";
  }

  /** No row, and all columns: also those that no file has (yet, or any more). */
  private String nothing() {
    return "SELECT " + joined(columns.stream().map(c -> c.cast("NULL")).toList()) + " WHERE false";
  }

  private String rows() {
    if (files.isEmpty()) {
      return "";
    }
    List<ViewColumn> keys = columns.stream().filter(c -> c.place() == Place.PARTITION).toList();
    if (keys.isEmpty()) {
      return union("SELECT * FROM " + read(files, ""));
    }
    Map<Map<String, String>, List<LiveFile>> partitions = new LinkedHashMap<>();
    for (LiveFile file : files) {
      partitions.computeIfAbsent(file.partition(), p -> new ArrayList<>()).add(file);
    }
    return partitions.size() <= MAX_PLANNED_PARTITIONS
        ? planned(keys, partitions)
        : joinedToRows(keys);
  }

  /** One branch a partition: DuckDB leaves out those that a condition on the keys excludes. */
  private static String planned(
      List<ViewColumn> keys, Map<Map<String, String>, List<LiveFile>> partitions) {
    StringBuilder branches = new StringBuilder();
    partitions.forEach(
        (values, files) ->
            branches.append(
                union(
                    "SELECT *, "
                        + joined(
                            keys.stream()
                                .map(key -> key.cast(Quoted.text(values.get(key.name()))))
                                .toList())
                        + " FROM "
                        + read(files, ""))));
    return branches.toString();
  }

  private String joinedToRows(List<ViewColumn> keys) {
    List<String> names = keys.stream().map(key -> Quoted.name(key.name())).toList();
    List<String> live = new ArrayList<>();
    for (LiveFile file : files) {
      List<String> values = new ArrayList<>();
      values.add(Quoted.text(file.path()));
      keys.forEach(key -> values.add(Quoted.text(file.partition().get(key.name()))));
      live.add("(" + joined(values) + ")");
    }
    return union(
        "SELECT data.* EXCLUDE ("
            + PATH
            + "), "
            + joined(keys.stream().map(key -> key.cast("live." + Quoted.name(key.name()))).toList())
            + " FROM "
            + read(files, ", filename = '" + PATH + "'")
            + " data JOIN (VALUES "
            + joined(live)
            + ") live("
            + PATH
            + ", "
            + joined(names)
            + ") ON data."
            + PATH
            + " = live."
            + PATH);
  }

  private static String read(List<LiveFile> files, String options) {
    return "read_parquet(["
        + joined(files.stream().map(file -> Quoted.file(Path.of(file.path()))).toList())
        + "], union_by_name = true, hive_partitioning = false"
        + options
        + ")";
  }

  private static String union(String select) {
    return " UNION ALL BY NAME " + select;
  }

  private static String joined(List<String> parts) {
    return parts.stream().collect(Collectors.joining(", "));
  }
}
