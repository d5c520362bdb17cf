package io.sluice.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Statements with arguments in one call. Arguments are strings, integers, longs or null.
 *
 * <p>Statements that run many times in a transaction are better prepared once by the caller.
 */
public final class Sql {
  private Sql() {}

  /** Makes a value of the row at which the result stands. */
  @FunctionalInterface
  public interface Row<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Runs a change and returns how many rows it touched. */
  public static int update(Connection connection, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      return statement.executeUpdate();
    }
  }

  /** All rows of a query. */
  public static <T> List<T> list(Connection connection, Row<T> row, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      return list(statement, row);
    }
  }

  /** All rows of a bound statement. */
  public static <T> List<T> list(PreparedStatement bound, Row<T> row) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = bound.executeQuery()) {
      while (result.next()) {
        rows.add(row.map(result));
      }
    }
    return rows;
  }

  /** The first row of a query, if it has one. */
  public static <T> Optional<T> first(
      Connection connection, Row<T> row, String sql, Object... arguments) throws SQLException {
    List<T> rows = list(connection, row, sql, arguments);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /** Sets all parameters of a statement and returns it. */
  public static PreparedStatement bind(PreparedStatement statement, Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
