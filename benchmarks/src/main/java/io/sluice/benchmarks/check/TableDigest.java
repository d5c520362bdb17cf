package io.sluice.benchmarks.check;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.workload.DuckDbTypes;
import io.sluice.benchmarks.workload.Output;
import io.sluice.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table in figures that do not depend on the order of its rows: rows, a checksum over whole rows,
 * and for each column its type, its nulls and a checksum. All of them computed by DuckDB.
 */
public final class TableDigest {
  /** The name of the number of rows. */
  public static final String ROWS = "rows";

  private TableDigest() {}

  /**
   * Digests the Parquet files of a run.
   *
   * @param table the folder with the files, in folders by partition where there are partitions
   * @return what each figure is of, and the figure
   */
  public static Map<String, String> of(Path table, Workload workload) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      String files =
          "read_parquet('%s/**/*.parquet', hive_partitioning = true)"
              .formatted(table.toString().replace("'", "''"));
      Map<String, String> types = types(statement, files);
      List<DataColumn> columns = columns(workload, types);
      Map<String, String> digest = new LinkedHashMap<>();
      sums(statement, files, columns, digest);
      for (DataColumn column : columns) {
        digest.put("type of " + column.name(), types.get(column.name()));
      }
      digest.put("columns", Integer.toString(types.size()));
      return digest;
    }
  }

  /** A spec's columns are those that its table has. */
  private static List<DataColumn> columns(Workload workload, Map<String, String> found) {
    if (workload.output().kind() == Output.Kind.SPEC) {
      return found.entrySet().stream()
          .map(column -> new DataColumn(column.getKey(), column.getValue(), 0))
          .toList();
    }
    List<DataColumn> columns = new ArrayList<>(workload.tableColumns());
    for (String date : workload.output().yearsOf()) {
      columns.add(new DataColumn(Output.yearColumn(date), "int", 0));
    }
    return columns;
  }

  private static Map<String, String> types(Statement statement, String files) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + files)) {
      while (rows.next()) {
        types.put(rows.getString(1), rows.getString(2));
      }
    }
    return types;
  }

  private static void sums(
      Statement statement, String files, List<DataColumn> columns, Map<String, String> digest)
      throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (DataColumn column : columns) {
      // The cast: a hash depends on the type, and a column made from folder names has any.
      String value = "CAST(" + column.name() + " AS " + DuckDbTypes.of(column.type()) + ")";
      values.add(value);
      names.add("nulls of " + column.name());
      sums.add("count(*) - count(" + column.name() + ")");
      names.add("checksum of " + column.name());
      sums.add("sum(hash(" + value + "))");
    }
    names.add(0, ROWS);
    sums.add(0, "count(*)");
    names.add(1, "checksum of rows");
    sums.add(1, "sum(hash(" + String.join(", ", values) + "))");
    String query = "SELECT " + String.join(", ", sums) + " FROM " + files;
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      for (int i = 0; i < names.size(); i++) {
        digest.put(names.get(i), row.getString(i + 1));
      }
    }
  }
}
