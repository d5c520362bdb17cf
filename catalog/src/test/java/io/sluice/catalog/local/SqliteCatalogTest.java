package io.sluice.catalog.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.CatalogContract;
import io.sluice.catalog.Catalogs;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.sqlite.SqliteFile;
import io.sluice.sqlite.SqliteFileException;
import io.sluice.sqlite.SqliteFileException.Reason;
import io.sluice.sqlite.SqliteSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogTest extends CatalogContract {
  @TempDir Path folder;

  @Override
  protected LakeLocation lake() {
    return LakeLocation.of(folder.resolve("lake"));
  }

  @Test
  void everyVersionOfATableIsKept() throws SQLException {
    catalog.put(flights(0, "id"));
    catalog.put(flights(1, "id", "note"));
    List<Integer> versions = new ArrayList<>();
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + lake().own("catalog.sqlite"));
        Statement statement = c.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT version FROM table_versions ORDER BY version")) {
      while (rows.next()) {
        versions.add(rows.getInt(1));
      }
    }
    assertEquals(List.of(1, 2), versions);
  }

  @Test
  void aMovedLakeReadsAsItLies() throws Exception {
    Table table = catalog.put(flights(0, "id"));
    String outside = folder.resolve("elsewhere").toString();
    catalog.putPartitions(
        table,
        List.of(
            new Partition(List.of("2024", "AA"), location("db/flights/2024"), 1, 2),
            new Partition(List.of("2025", "AA"), outside, 1, 2)));
    catalog.close();
    Path moved = Files.move(folder.resolve("lake"), folder.resolve("moved"));
    LakeLocation lake = LakeLocation.of(moved);
    try (Catalog there = Catalogs.open(lake)) {
      Table same = there.table("db", "flights").orElseThrow();
      assertEquals(table.withLocation(moved + "/db/flights"), same);
      // The same table in the lake's new place is no change.
      assertEquals(same, there.put(same));
      assertEquals(
          List.of(moved + "/db/flights/2024", outside),
          there.partitions(same).stream().map(Partition::location).toList());
    }
  }

  @Test
  void aLocationThatNoCatalogTakesIsNamed() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Catalogs.open(new LakeLocation("abc://bucket/lake")));
    assertTrue(e.getMessage().contains("abc://bucket/lake"), e.getMessage());
  }

  @Test
  void aCatalogOfADevelopmentVersionIsRefused() {
    LakeLocation old = LakeLocation.of(folder.resolve("old"));
    SqliteSchema first =
        new SqliteSchema("catalog", 0x536c4374, 1, List.of("CREATE TABLE tables (a TEXT)"));
    SqliteFile.open(Path.of(old.own("catalog.sqlite")), first).close();
    SqliteFileException e =
        assertThrows(SqliteFileException.class, () -> Catalogs.open(old).close());
    assertEquals(Reason.OLDER, e.reason());
  }
}
