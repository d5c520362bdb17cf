package io.sluice.catalog.local;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.NoSuchTableException;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.sqlite.Sql;
import io.sluice.sqlite.SqliteFile;
import io.sluice.sqlite.SqliteSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The catalog of a lake on a local disk: {@code <lake>/_sluice/catalog.sqlite}. Keeps every version
 * of every table's definition.
 *
 * <p>Methods throw {@link io.sluice.sqlite.SqliteFileException} when the database cannot be used.
 */
public final class SqliteCatalog implements Catalog {
  private static final SqliteSchema SCHEMA =
      SqliteSchema.ofResources("catalog", 0x536c4374, SqliteCatalog.class, 1);
  private static final String SELECT =
      "SELECT t.table_id, t.database_name, t.table_name, v.version, v.definition FROM tables t JOIN"
          + " table_versions v USING (table_id) ";

  private final SqliteFile database;

  private SqliteCatalog(SqliteFile database) {
    this.database = database;
  }

  /** A table and the key of its rows. */
  private record Stored(long tableId, Table table) {}

  /**
   * Opens the lake's catalog, creating it if there is none.
   *
   * @param lakeDir the lake's folder
   */
  public static SqliteCatalog open(Path lakeDir) {
    return new SqliteCatalog(SqliteFile.open(file(lakeDir), SCHEMA));
  }

  /** Opens the lake's catalog if there is one; for those who only want to look. */
  public static Optional<SqliteCatalog> openExisting(Path lakeDir) {
    return Files.isRegularFile(file(lakeDir)) ? Optional.of(open(lakeDir)) : Optional.empty();
  }

  private static Path file(Path lakeDir) {
    return lakeDir.resolve("_sluice").resolve("catalog.sqlite");
  }

  @Override
  public Optional<Table> table(String databaseName, String name) {
    return database.read(c -> find(c, databaseName, name).map(Stored::table));
  }

  @Override
  public List<Table> tables() {
    return database.read(
        c ->
            Sql.list(
                c,
                row -> stored(row).table(),
                SELECT
                    + "WHERE t.dropped_at IS NULL AND v.version = t.version ORDER BY"
                    + " t.database_name, t.table_name"));
  }

  /** All versions of a table that there is now, oldest first. */
  public List<Table> history(String databaseName, String name) {
    return database.read(
        c ->
            Sql.list(
                c,
                row -> stored(row).table(),
                SELECT
                    + "WHERE t.dropped_at IS NULL AND t.database_name = ? AND t.table_name = ?"
                    + " ORDER BY v.version",
                databaseName,
                name));
  }

  @Override
  public Table put(Table table) {
    TableNames.check(table);
    return database.write(
        c -> {
          Optional<Stored> before = find(c, table.database(), table.name());
          long version = before.map(stored -> stored.table().version()).orElse(0L);
          if (version != table.version()) {
            throw new ConcurrentTableChangeException(changedMeanwhile(table, version));
          }
          String definition = TableJson.write(table);
          if (before.isPresent() && definition.equals(TableJson.write(before.get().table()))) {
            return before.get().table();
          }
          long tableId = before.isPresent() ? before.get().tableId() : insert(c, table);
          Sql.update(
              c,
              "INSERT INTO table_versions (table_id, version, changed_at, definition) VALUES (?, ?,"
                  + " ?, ?)",
              tableId,
              version + 1,
              Instant.now().toString(),
              definition);
          Sql.update(c, "UPDATE tables SET version = ? WHERE table_id = ?", version + 1, tableId);
          return TableJson.read(table.database(), table.name(), version + 1, definition);
        });
  }

  private static String changedMeanwhile(Table table, long version) {
    return "Table "
        + table.qualifiedName()
        + (version == 0
            ? " was dropped since it was read at version " + table.version()
            : " is at version "
                + version
                + " now, but the change was made from version "
                + table.version())
        + ": another run changed it meanwhile. Run again";
  }

  private static long insert(Connection c, Table table) throws SQLException {
    return Sql.first(
            c,
            row -> row.getLong(1),
            "INSERT INTO tables (database_name, table_name, version) VALUES (?, ?, 0) RETURNING"
                + " table_id",
            table.database(),
            table.name())
        .orElseThrow();
  }

  @Override
  public void putPartitions(Table table, List<Partition> partitions) {
    database.write(
        c -> {
          Stored stored = require(c, table);
          try (PreparedStatement statement =
              c.prepareStatement(
                  "INSERT INTO partitions (table_id, partition_values, location, row_count,"
                      + " byte_count) VALUES (?, ?, ?, ?, ?) ON CONFLICT (table_id,"
                      + " partition_values) DO UPDATE SET location = excluded.location, row_count ="
                      + " excluded.row_count, byte_count = excluded.byte_count")) {
            for (Partition partition : partitions) {
              checkWidth(stored.table(), partition.values());
              Sql.bind(
                      statement,
                      stored.tableId(),
                      TableJson.writeValues(partition.values()),
                      partition.location(),
                      partition.rows(),
                      partition.bytes())
                  .executeUpdate();
            }
          }
          return null;
        });
  }

  @Override
  public List<Partition> partitions(Table table) {
    List<Partition> partitions =
        database.read(
            c ->
                Sql.list(
                    c,
                    row ->
                        new Partition(
                            TableJson.readValues(row.getString(1)),
                            row.getString(2),
                            row.getLong(3),
                            row.getLong(4)),
                    "SELECT partition_values, location, row_count, byte_count FROM partitions WHERE"
                        + " table_id = ?",
                    require(c, table).tableId()));
    partitions.sort((a, b) -> compare(a.values(), b.values()));
    return partitions;
  }

  private static int compare(List<String> a, List<String> b) {
    Comparator<String> nullFirst = Comparator.nullsFirst(Comparator.naturalOrder());
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = nullFirst.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  @Override
  public void removePartitions(Table table, List<List<String>> values) {
    database.write(
        c -> {
          Stored stored = require(c, table);
          try (PreparedStatement statement =
              c.prepareStatement(
                  "DELETE FROM partitions WHERE table_id = ? AND partition_values = ?")) {
            for (List<String> partition : values) {
              checkWidth(stored.table(), partition);
              Sql.bind(statement, stored.tableId(), TableJson.writeValues(partition))
                  .executeUpdate();
            }
          }
          return null;
        });
  }

  private static void checkWidth(Table table, List<String> values) {
    if (values.size() != table.partitionKeys().size()) {
      throw new IllegalArgumentException(
          "Table "
              + table.qualifiedName()
              + " has "
              + table.partitionKeys().size()
              + " partition keys, but a partition is given with the values "
              + values);
    }
  }

  @Override
  public void drop(Table table) {
    database.write(
        c -> {
          Optional<Stored> stored = find(c, table.database(), table.name());
          if (stored.isPresent()) {
            long tableId = stored.get().tableId();
            Sql.update(c, "DELETE FROM partitions WHERE table_id = ?", tableId);
            Sql.update(
                c,
                "UPDATE tables SET dropped_at = ? WHERE table_id = ?",
                Instant.now().toString(),
                tableId);
          }
          return null;
        });
  }

  private static Stored require(Connection c, Table table) throws SQLException {
    return find(c, table.database(), table.name())
        .orElseThrow(
            () ->
                new NoSuchTableException(
                    "There is no table " + table.qualifiedName() + " in the catalog"));
  }

  private static Optional<Stored> find(Connection c, String databaseName, String name)
      throws SQLException {
    return Sql.first(
        c,
        SqliteCatalog::stored,
        SELECT
            + "WHERE t.dropped_at IS NULL AND v.version = t.version AND t.database_name = ? AND"
            + " t.table_name = ?",
        databaseName,
        name);
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getLong(1),
        TableJson.read(row.getString(2), row.getString(3), row.getLong(4), row.getString(5)));
  }

  @Override
  public void close() {
    database.close();
  }
}
