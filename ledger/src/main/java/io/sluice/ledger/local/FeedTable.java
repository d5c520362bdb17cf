package io.sluice.ledger.local;

import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Which dataset fills which table, in an open transaction. */
final class FeedTable {
  static final String FIND = "SELECT feed_id FROM feeds WHERE dataset = ? AND table_name = ?";
  static final String DATASETS = "SELECT DISTINCT dataset FROM feeds ORDER BY dataset";
  static final String TABLES = "SELECT DISTINCT table_name FROM feeds ORDER BY table_name";

  private FeedTable() {}

  static Optional<Long> find(Connection c, String dataset, String table) throws SQLException {
    return Sql.first(c, row -> row.getLong(1), FIND, dataset, table);
  }

  static long findOrInsert(Connection c, String dataset, String table) throws SQLException {
    Sql.update(
        c,
        "INSERT INTO feeds (dataset, table_name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        dataset,
        table);
    return find(c, dataset, table).orElseThrow();
  }

  static List<String> datasets(Connection c) throws SQLException {
    return Sql.list(c, row -> row.getString(1), DATASETS);
  }

  static List<String> tables(Connection c) throws SQLException {
    return Sql.list(c, row -> row.getString(1), TABLES);
  }
}
