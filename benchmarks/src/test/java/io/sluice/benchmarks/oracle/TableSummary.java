package io.sluice.benchmarks.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A table in figures that do not depend on the order of its rows. */
record TableSummary(long rows, List<ColumnSummary> columns) {

  TableSummary {
    columns = List.copyOf(columns);
  }

  /** With a column a line. */
  String json() throws JsonProcessingException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    printer.indentArraysWith(lines);
    printer.indentObjectsWith(lines);
    return TestDataSet.JSON.writer(printer).writeValueAsString(this) + "\n";
  }

  /**
   * Summarises a query, column by column.
   *
   * @param duckdb its session's time zone should be UTC
   */
  static TableSummary of(Connection duckdb, String query) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP TABLE summarised AS " + query);
      List<ColumnSummary> columns = new ArrayList<>();
      for (String[] column : columns(statement)) {
        columns.add(summary(statement, column[0], column[1]));
      }
      long rows;
      try (ResultSet result = statement.executeQuery("SELECT count(*) FROM summarised")) {
        result.next();
        rows = result.getLong(1);
      }
      statement.execute("DROP TABLE summarised");
      return new TableSummary(rows, columns);
    }
  }

  private static List<String[]> columns(Statement statement) throws SQLException {
    List<String[]> columns = new ArrayList<>();
    try (ResultSet result = statement.executeQuery("DESCRIBE summarised")) {
      while (result.next()) {
        columns.add(new String[] {result.getString(1), result.getString(2)});
      }
    }
    return columns;
  }

  private static ColumnSummary summary(Statement statement, String name, String type)
      throws SQLException {
    boolean nested = type.startsWith("STRUCT") || type.startsWith("MAP") || type.endsWith("[]");
    String column = '"' + name.replace("\"", "\"\"") + '"';
    String text = (nested ? "to_json(" + column + ")" : column) + "::VARCHAR";
    String sql =
        "SELECT count(*) - count(%1$s), count(DISTINCT %2$s), %3$s, %4$s, %5$s FROM summarised"
            .formatted(
                column,
                text,
                nested ? "NULL" : "min(" + column + ")::VARCHAR",
                nested ? "NULL" : "max(" + column + ")::VARCHAR",
                "coalesce(sum(('0x' || substr(md5(" + text + "), 1, 8))::BIGINT), 0)::VARCHAR");
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return new ColumnSummary(
          name,
          type,
          result.getLong(1),
          result.getLong(2),
          result.getString(3),
          result.getString(4),
          result.getString(5));
    }
  }
}
