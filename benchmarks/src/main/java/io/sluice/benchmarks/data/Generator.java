package io.sluice.benchmarks.data;

import io.sluice.benchmarks.data.Input.Format;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** A DuckDB that writes data: rows in their order, the same bytes each time. */
final class Generator implements AutoCloseable {
  private final Connection connection;

  Generator() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      for (String macro : Table.MACROS) {
        statement.execute(macro);
      }
    }
  }

  /** Writes what a query selects, the table's columns, as one file. */
  void copy(Table table, String query, Format format, Path file) throws SQLException {
    String copy =
        switch (format) {
          case CSV ->
              "COPY (%s) TO '%s' (FORMAT csv, HEADER true%s)"
                  .formatted(query, text(file), quoted(table));
          case JSONL -> "COPY (%s) TO '%s' (FORMAT json)".formatted(query, text(file));
          case FIXED_WIDTH ->
              ("COPY (SELECT %s FROM (%s)) TO '%s'"
                      + " (FORMAT csv, HEADER false, DELIMITER '', QUOTE '', ESCAPE '')")
                  .formatted(padded(table), query, text(file));
        };
    try (Statement statement = connection.createStatement()) {
      statement.execute(copy);
    }
  }

  private static String quoted(Table table) {
    return table.quoted().isEmpty()
        ? ""
        : ", FORCE_QUOTE (" + String.join(", ", table.quoted()) + ")";
  }

  private static String padded(Table table) {
    return table.columns().stream()
        .map(c -> "rpad(" + c.name() + "::VARCHAR, " + c.width() + ", ' ')")
        .collect(Collectors.joining(" || "));
  }

  /**
   * The query that reads lineitem. Quantities stay whole numbers, as TPC-H writes them.
   *
   * @param delimiter as SQL; a file with bars has one at the end of each line, too, and no header
   */
  String lineItem(Path file, String delimiter) {
    boolean bars = delimiter.equals("'|'");
    String columns =
        LineItems.columns().stream()
            .map(c -> "'" + c.name() + "': '" + sqlType(c) + "'")
            .collect(Collectors.joining(", "));
    String end = bars ? ", 'line_end': 'VARCHAR'" : "";
    return ("SELECT * %s FROM read_csv('%s', delim = %s, header = %s, quote = '%s',"
            + " auto_detect = false, columns = {%s%s})")
        .formatted(
            bars ? "EXCLUDE (line_end)" : "",
            text(file),
            delimiter,
            !bars,
            bars ? "" : "\"",
            columns,
            end);
  }

  private static String sqlType(DataColumn column) {
    return switch (column.name()) {
      case "l_quantity" -> "BIGINT";
      default -> column.type().equals("string") ? "VARCHAR" : column.type();
    };
  }

  private static String text(Path file) {
    return file.toString().replace("'", "''");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
