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

  /** A file of any feed. */
  long findOrInsert(long feed, String uri) throws SQLException {
    Sql.bind(find, feed, uri);
    List<Long> found = Sql.list(find, row -> row.getLong(1));
    return found.isEmpty() ? insert(feed, uri) : found.get(0);
  }

  long insert(String uri) throws SQLException {
    return insert(feedId, uri);
  }

  private long insert(long feed, String uri) throws SQLException {
    Sql.bind(insert, feed, uri);
    return Sql.list(insert, row -> row.getLong(1)).get(0);
  }

  @Override
  public void close() throws SQLException {
    try (find) {
      insert.close();
    }
  }
}
