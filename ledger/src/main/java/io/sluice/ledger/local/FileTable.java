package io.sluice.ledger.local;

import io.sluice.sqlite.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The keys of one feed's source files, in an open transaction. */
final class FileTable implements AutoCloseable {
  static final String FIND = "SELECT file_id FROM files WHERE feed_id = ? AND uri = ?";

  private final long feedId;
  private final PreparedStatement find;
  private final PreparedStatement insert;

  FileTable(Connection c, long feedId) throws SQLException {
    this.feedId = feedId;
    find = c.prepareStatement(FIND);
    try {
      insert =
          c.prepareStatement("INSERT INTO files (feed_id, uri) VALUES (?, ?) RETURNING file_id");
    } catch (SQLException e) {
      find.close();
      throw e;
    }
  }

  long findOrInsert(String uri) throws SQLException {
    Sql.bind(find, feedId, uri);
    List<Long> found = Sql.list(find, row -> row.getLong(1));
    return found.isEmpty() ? insert(uri) : found.get(0);
  }

  long insert(String uri) throws SQLException {
    Sql.bind(insert, feedId, uri);
    return Sql.list(insert, row -> row.getLong(1)).get(0);
  }

  @Override
  public void close() throws SQLException {
    try (find) {
      insert.close();
    }
  }
}
