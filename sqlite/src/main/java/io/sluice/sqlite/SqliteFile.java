package io.sluice.sqlite;

import io.sluice.sqlite.SqliteFileException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite database in one file, for a few writers that must never lose a change. Usable by
 * several threads (which take turns) and by several processes (which wait for each other up to
 * {@link #BUSY_TIMEOUT}).
 *
 * <p>The journal is SQLite's default, the rollback journal, not the write-ahead log: a write-ahead
 * log needs shared memory, which network and container mounts may lack, and a copy of the database
 * file without its log is a database without its last changes. With {@code synchronous=EXTRA} a
 * committed change survives a power cut. Changes are few and short here, so the speed of a log
 * would buy nothing.
 */
public final class SqliteFile implements AutoCloseable {
  /** How long a change waits for another process's to end. */
  public static final Duration BUSY_TIMEOUT = Duration.ofSeconds(60);

  private final Path file;
  private final SqliteSchema schema;
  private final Connection connection;

  private SqliteFile(Path file, SqliteSchema schema, Connection connection) {
    this.file = file;
    this.schema = schema;
    this.connection = connection;
  }

  /** Work inside one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Opens the database, creating file and folder if they are missing and bringing an older schema
   * up to date.
   *
   * @throws SqliteFileException if the file is not such a database, is one that this build no
   *     longer or not yet reads, or cannot be opened
   */
  public static SqliteFile open(Path file, SqliteSchema schema) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      createDurably(folder);
    } catch (IOException e) {
      throw new SqliteFileException(
          file,
          Reason.NOT_WRITABLE,
          "The "
              + schema.what()
              + " "
              + file
              + " cannot be created, because its folder cannot: "
              + why(e)
              + ". Choose another lake folder or change its permissions",
          e);
    }
    Connection connection = null;
    try {
      connection = connect(file);
      SqliteFile database = new SqliteFile(file, schema, connection);
      database.migrate();
      return database;
    } catch (SQLException e) {
      closeQuietly(connection, e);
      throw SqliteErrors.explain(file, schema.what(), e);
    } catch (RuntimeException | Error e) {
      closeQuietly(connection, e);
      throw e;
    }
  }

  /** A folder outlasts a power failure only once its name is on disk, in the folder above it. */
  private static void createDurably(Path folder) throws IOException {
    List<Path> missing = new ArrayList<>();
    // createDirectories itself takes a link to a folder for an obstacle.
    for (Path at = folder; !Files.isDirectory(at); at = at.getParent()) {
      missing.add(at);
    }
    if (!missing.isEmpty()) {
      Files.createDirectories(folder);
      for (Path made : missing) {
        try (FileChannel above = FileChannel.open(made.getParent(), StandardOpenOption.READ)) {
          above.force(true);
        }
      }
    }
  }

  private static String why(IOException failure) {
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (failure instanceof FileAlreadyExistsException file) {
      return file.getFile() + " is a file";
    }
    return failure.getMessage();
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous=EXTRA");
    } catch (SQLException e) {
      closeQuietly(connection, e);
      throw e;
    }
    return connection;
  }

  private static void closeQuietly(Connection connection, Throwable reason) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
  }

  private void migrate() {
    if (read(this::checkedVersion) == schema.version()) {
      return;
    }
    write(
        c -> {
          // Asked again under the write lock: another process may have migrated meanwhile.
          int from = checkedVersion(c);
          try (Statement statement = c.createStatement()) {
            for (String script : schema.scriptsFrom(from)) {
              statement.executeUpdate(script);
            }
            statement.executeUpdate("PRAGMA application_id=" + schema.applicationId());
            statement.executeUpdate("PRAGMA user_version=" + schema.version());
          }
          return null;
        });
  }

  /** The schema version in the file; 0 for an empty one. Refuses files that are not ours. */
  private int checkedVersion(Connection c) throws SQLException {
    int application = pragma(c, "application_id");
    int version = pragma(c, "user_version");
    if (application == 0 && version == 0 && empty(c)) {
      return 0;
    }
    if (application != schema.applicationId()) {
      throw new SqliteFileException(
          file,
          Reason.FOREIGN,
          file
              + " is a database of some other program, not a "
              + schema.what()
              + " of Sluice. Move it away, or choose another lake folder",
          null);
    }
    if (version < schema.oldest()) {
      throw new SqliteFileException(
          file,
          Reason.OLDER,
          "The "
              + schema.what()
              + " "
              + file
              + " was made by a development version of Sluice from before schema "
              + schema.oldest()
              + " (it has schema "
              + version
              + "), which this one cannot read. Ingest into a new lake folder",
          null);
    }
    if (version > schema.version()) {
      throw new SqliteFileException(
          file,
          Reason.NEWER,
          "The "
              + schema.what()
              + " "
              + file
              + " was written by a newer Sluice (schema "
              + version
              + "; this one knows up to "
              + schema.version()
              + "). Use that version or a later one",
          null);
    }
    return version;
  }

  private static boolean empty(Connection c) throws SQLException {
    return Sql.first(c, row -> row.getInt(1), "SELECT count(*) FROM sqlite_master").orElse(0) == 0;
  }

  /** What SQLite finds wrong in the file; none if all is well. */
  public List<String> faults() {
    List<String> found = read(c -> Sql.list(c, row -> row.getString(1), "PRAGMA integrity_check"));
    return found.equals(List.of("ok"))
        ? List.of()
        : found.stream().map(text -> file + ": " + text).toList();
  }

  private static int pragma(Connection c, String name) throws SQLException {
    return Sql.first(c, row -> row.getInt(1), "PRAGMA " + name).orElse(0);
  }

  /** Runs a change: all of it is durable on return, or none of it is done. */
  public <T> T write(Work<T> work) {
    return transaction("BEGIN IMMEDIATE", work);
  }

  /** Runs queries that see one state of the database. */
  public <T> T read(Work<T> work) {
    return transaction("BEGIN", work);
  }

  private synchronized <T> T transaction(String begin, Work<T> work) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(begin);
      try {
        T result = work.run(connection);
        statement.executeUpdate("COMMIT");
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollback(statement, e);
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteErrors.explain(file, schema.what(), e);
    }
  }

  private static void rollback(Statement statement, Throwable reason) {
    try {
      statement.executeUpdate("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has already rolled back by itself after some errors, a full disk among them.
      reason.addSuppressed(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteErrors.explain(file, schema.what(), e);
    }
  }
}
