package io.sluice.ingest.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks DuckDB. */
public final class DuckDb {
  private DuckDb() {}

  /** All rows, each its values as text joined by {@code |}. */
  public static List<String> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          row.append(i > 1 ? "|" : "").append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  public static long count(String sql) throws SQLException {
    return Long.parseLong(rows("SELECT count(*) FROM " + sql).get(0));
  }

  /** A table written below a folder, its partition columns included. */
  public static String table(Object location) {
    return "read_parquet('"
        + location
        + "/**/*.parquet', hive_partitioning=true, union_by_name=true)";
  }
}
