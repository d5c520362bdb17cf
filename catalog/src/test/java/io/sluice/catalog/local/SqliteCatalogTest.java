package io.sluice.catalog.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.Catalog.ConcurrentTableChangeException;
import io.sluice.catalog.NoSuchTableException;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogTest {
  @TempDir Path lake;
  private SqliteCatalog catalog;

  @BeforeEach
  void open() {
    catalog = SqliteCatalog.open(lake);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void aTableComesBackAsItWasPut() {
    Table stored = catalog.put(flights(0, "id"));
    assertEquals(flights(1, "id"), stored);
    assertEquals(Optional.of(stored), catalog.table("db", "flights"));
    assertEquals(Optional.empty(), catalog.table("db", "other"));
    try (SqliteCatalog again = SqliteCatalog.openExisting(lake).orElseThrow()) {
      assertEquals(List.of(stored), again.tables());
    }
  }

  @Test
  void versionsGrowWithChangesOnlyAndAreKept() {
    Table first = catalog.put(flights(0, "id"));
    assertEquals(first, catalog.put(first));
    Table second = catalog.put(flights(1, "id", "note"));
    assertEquals(2, second.version());
    assertEquals(List.of(first, second), catalog.history("db", "flights"));
  }

  @Test
  void aChangeFromAnOldVersionIsRefused() {
    catalog.put(flights(0, "id"));
    catalog.put(flights(1, "id", "note"));
    ConcurrentTableChangeException e =
        assertThrows(
            ConcurrentTableChangeException.class, () -> catalog.put(flights(1, "id", "x")));
    assertTrue(e.getMessage().contains("at version 2 now"), e.getMessage());
    assertThrows(ConcurrentTableChangeException.class, () -> catalog.put(flights(0, "id")));
    catalog.drop(flights(2));
    e =
        assertThrows(
            ConcurrentTableChangeException.class, () -> catalog.put(flights(2, "id", "x")));
    assertTrue(e.getMessage().contains("was dropped"), e.getMessage());
  }

  @Test
  void partitionsAreAddedUpdatedSortedAndRemoved() {
    Table table = catalog.put(flights(0, "id"));
    Partition none = new Partition(Arrays.asList("2024", null), "l0", 1, 10);
    Partition a = new Partition(List.of("2024", "AA"), "l1", 2, 20);
    Partition odd = new Partition(List.of("2025", "한\"글,"), "l2", 3, 30);
    catalog.putPartitions(table, List.of(odd, a, none));
    assertEquals(List.of(none, a, odd), catalog.partitions(table));
    Partition grown = new Partition(a.values(), "l1", 200, 2_000);
    catalog.putPartitions(table, List.of(grown));
    assertEquals(List.of(none, grown, odd), catalog.partitions(table));
    catalog.removePartitions(table, List.of(none.values(), List.of("1999", "ZZ")));
    assertEquals(List.of(grown, odd), catalog.partitions(table));
    assertEquals(1, catalog.table("db", "flights").orElseThrow().version());
  }

  @Test
  void partitionsOfTheWrongShapeAreRefusedAndNoneIsAdded() {
    Table table = catalog.put(flights(0, "id"));
    Partition right = new Partition(List.of("2024", "AA"), "l1", 2, 20);
    Partition wrong = new Partition(List.of("2024"), "l1", 2, 20);
    assertThrows(
        IllegalArgumentException.class, () -> catalog.putPartitions(table, List.of(right, wrong)));
    assertEquals(List.of(), catalog.partitions(table));
  }

  @Test
  void aDroppedTableIsGoneAndItsNameIsFree() {
    Table table = catalog.put(flights(0, "id"));
    catalog.putPartitions(table, List.of(new Partition(List.of("2024", "AA"), "l", 1, 1)));
    catalog.drop(table);
    assertEquals(List.of(), catalog.tables());
    assertThrows(NoSuchTableException.class, () -> catalog.partitions(table));
    assertThrows(NoSuchTableException.class, () -> catalog.putPartitions(table, List.of()));
    Table again = catalog.put(flights(0, "other"));
    assertEquals(1, again.version());
    assertEquals(List.of(), catalog.partitions(again));
  }

  @Test
  void namesThatHiveWouldNotTakeAreRefusedWithOneThatItWould() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> catalog.put(table("db", "Flights-2024", "id")));
    assertTrue(e.getMessage().contains("\"flights_2024\""), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> catalog.put(table("", "t", "id")));
    assertThrows(IllegalArgumentException.class, () -> catalog.put(table("db", "t", "id", "ID")));
    assertThrows(IllegalArgumentException.class, () -> catalog.put(table("db", "t", " ")));
    assertEquals(List.of(), catalog.tables());
  }

  @Test
  void ofManyChangesFromOneVersionOneWins() throws Exception {
    catalog.put(flights(0, "id"));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> tries =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      pool.submit(
                          () -> {
                            try (SqliteCatalog mine = SqliteCatalog.open(lake)) {
                              mine.put(flights(1, "id", "c" + i));
                              return true;
                            } catch (ConcurrentTableChangeException e) {
                              return false;
                            }
                          }))
              .toList();
      int won = 0;
      for (Future<Boolean> one : tries) {
        won += one.get() ? 1 : 0;
      }
      assertEquals(1, won);
    } finally {
      pool.shutdownNow();
    }
    assertEquals(2, catalog.history("db", "flights").size());
  }

  private static Table flights(long version, String... columns) {
    return new Table(
        "db",
        "flights",
        "lake/db/flights",
        columns(columns),
        List.of(
            new PartitionKey(
                "day_year", Primitive.INT, new PartitionField("day", PartitionFunction.YEAR, 0)),
            new PartitionKey(
                "carrier",
                Primitive.STRING,
                new PartitionField("carrier", PartitionFunction.IDENTITY, 0))),
        Map.of("owner", "me", "a", "b"),
        version);
  }

  private static Table table(String database, String name, String... columns) {
    return new Table(database, name, "l", columns(columns), List.of(), Map.of(), 0);
  }

  private static List<TableColumn> columns(String... names) {
    return Arrays.stream(names)
        .map(
            name ->
                new TableColumn(
                    name,
                    TypeParser.parse("array<struct<a:decimal(15,2),`b c`:map<string,int>>>"),
                    false,
                    name.isEmpty() ? null : "what it \"means\""))
        .toList();
  }
}
