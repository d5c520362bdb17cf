package io.sluice.catalog.local;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.NoSuchTableException;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.catalog.TableCodec;
import io.sluice.catalog.TableNames;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.sqlite.Sql;
import io.sluice.sqlite.SqliteFile;
import io.sluice.sqlite.SqliteSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
      SqliteSchema.ofResources("catalog", 0x536c4374, SqliteCatalog.class, 2, 2);
  private static final String SELECT =
      "SELECT t.table_id, v.version, v.definition FROM tables t JOIN table_versions v USING"
          + " (table_id) ";

  private final LakeLocation lake;
  private final SqliteFile database;

  private SqliteCatalog(LakeLocation lake, SqliteFile database) {
    this.lake = lake;
    this.database = database;
  }

  /** A table and the key of its rows. */
  private record Stored(long tableId, Table table) {}

  /** Opens the catalog of a lake on this machine, creating it if there is none. */
  public static SqliteCatalog open(LakeLocation lake) {
    return new SqliteCatalog(lake, SqliteFile.open(file(lake), SCHEMA));
  }

  private static Path file(LakeLocation lake) {
    return Path.of(lake.own("catalog.sqlite"));
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

  @Override
  public Table put(Table table) {
    TableNames.check(table);
    return database.write(
        c -> {
          Optional<Stored> before = find(c, table.database(), table.name());
          long version = before.map(stored -> stored.table().version()).orElse(0L);
          if (version != table.version()) {
            throw ConcurrentTableChangeException.of(table, version);
          }
          String definition = definition(table);
          if (before.isPresent() && definition.equals(definition(before.get().table()))) {
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
          return table(version + 1, definition);
        });
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
              stored.table().checkWidth(partition.values());
              Sql.bind(
                      statement,
                      stored.tableId(),
                      PartitionValues.write(partition.values()),
                      lake.stored(partition.location()),
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
                            PartitionValues.read(row.getString(1)),
                            lake.resolved(row.getString(2)),
                            row.getLong(3),
                            row.getLong(4)),
                    "SELECT partition_values, location, row_count, byte_count FROM partitions WHERE"
                        + " table_id = ?",
                    require(c, table).tableId()));
    partitions.sort(Partition.BY_VALUES);
    return partitions;
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
              stored.table().checkWidth(partition);
              Sql.bind(statement, stored.tableId(), PartitionValues.write(partition))
                  .executeUpdate();
            }
          }
          return null;
        });
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

  private Stored require(Connection c, Table table) throws SQLException {
    return find(c, table.database(), table.name())
        .orElseThrow(
            () ->
                new NoSuchTableException(
                    "There is no table " + table.qualifiedName() + " in the catalog"));
  }

  private Optional<Stored> find(Connection c, String databaseName, String name)
      throws SQLException {
    return Sql.first(
        c,
        this::stored,
        SELECT
            + "WHERE t.dropped_at IS NULL AND v.version = t.version AND t.database_name = ? AND"
            + " t.table_name = ?",
        databaseName,
        name);
  }

  private Stored stored(ResultSet row) throws SQLException {
    return new Stored(row.getLong(1), table(row.getLong(2), row.getString(3)));
  }

  /** A table as it is stored: at a location relative to the lake. */
  private String definition(Table table) {
    return TableCodec.write(table.withLocation(lake.stored(table.location())));
  }

  private Table table(long version, String definition) {
    Table stored = TableCodec.read(definition);
    return stored.withLocation(lake.resolved(stored.location())).withVersion(version);
  }

  /** Nobody reads this catalog but Sluice, which reads the files that the ledger names. */
  @Override
  public boolean readersListFolders() {
    return false;
  }

  @Override
  public List<String> faults() {
    return database.faults();
  }

  @Override
  public void close() {
    database.close();
  }
}
