package io.sluice.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.Catalog.ConcurrentTableChangeException;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
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

/** What every catalog promises. A catalog's own test extends this and says which lake it is for. */
public abstract class CatalogContract {
  protected Catalog catalog;

  /** The lake that all catalogs of one test belong to; new for each test. */
  protected abstract LakeLocation lake();

  /** Opens the lake's catalog once more, as another process would. */
  protected Catalog open() {
    return Catalogs.open(lake());
  }

  @BeforeEach
  void openFirst() {
    catalog = open();
  }

  @AfterEach
  void closeFirst() {
    catalog.close();
  }

  @Test
  void aTableComesBackAsItWasPut() {
    Table stored = catalog.put(flights(0, "id"));
    assertEquals(flights(1, "id"), stored);
    assertEquals(Optional.of(stored), catalog.table("db", "flights"));
    assertEquals(Optional.empty(), catalog.table("db", "other"));
    try (Catalog again = Catalogs.open(lake())) {
      assertEquals(List.of(stored), again.tables());
    }
  }

  @Test
  void locationsInsideTheLakeAndOutsideComeBack() {
    String outside = "/somewhere/else/t";
    for (String location : List.of(location("db/t"), lake().root(), outside, "s3://b/a:b/t")) {
      Table table = catalog.put(flights(0, "id").withLocation(location));
      assertEquals(location, table.location());
      assertEquals(table, catalog.table("db", "flights").orElseThrow());
      List<Partition> partitions =
          List.of(new Partition(List.of("2024", "AA"), location + "/x=1:2/y", 1, 2));
      catalog.putPartitions(table, partitions);
      assertEquals(partitions, catalog.partitions(table));
      catalog.drop(table);
    }
  }

  @Test
  void theFolderThatReadersListIsSwitched() {
    Table first = catalog.put(table("db", "plain", "id").withFolder("data"));
    assertEquals(first, catalog.table("db", "plain").orElseThrow());
    Table switched = catalog.put(first.withFolder("run-1"));
    assertEquals("run-1", switched.folder());
    assertEquals(location("l") + "/run-1", switched.listed());
    assertEquals(switched, catalog.table("db", "plain").orElseThrow());
    assertEquals(switched, catalog.put(switched));
  }

  @Test
  void versionsGrowWithChangesOnly() {
    Table first = catalog.put(flights(0, "id"));
    assertEquals(first, catalog.put(first));
    Table second = catalog.put(flights(1, "id", "note"));
    assertEquals(2, second.version());
    assertEquals(List.of(second), catalog.tables());
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
    Partition none = new Partition(Arrays.asList("2024", null), location("l0"), 1, 10);
    Partition a = new Partition(List.of("2024", "AA"), location("l1"), 2, 20);
    Partition odd = new Partition(List.of("2025", "한\"글,"), location("l2"), 3, 30);
    catalog.putPartitions(table, List.of(odd, a, none));
    assertEquals(List.of(none, a, odd), catalog.partitions(table));
    Partition grown = new Partition(a.values(), location("l1"), 200, 2_000);
    catalog.putPartitions(table, List.of(grown));
    assertEquals(List.of(none, grown, odd), catalog.partitions(table));
    catalog.removePartitions(table, List.of(none.values(), List.of("1999", "ZZ")));
    assertEquals(List.of(grown, odd), catalog.partitions(table));
    assertEquals(1, catalog.table("db", "flights").orElseThrow().version());
  }

  @Test
  void partitionsOfTheWrongShapeAreRefusedAndNoneIsAdded() {
    Table table = catalog.put(flights(0, "id"));
    Partition right = new Partition(List.of("2024", "AA"), location("l1"), 2, 20);
    Partition wrong = new Partition(List.of("2024"), location("l1"), 2, 20);
    assertThrows(
        IllegalArgumentException.class, () -> catalog.putPartitions(table, List.of(right, wrong)));
    assertEquals(List.of(), catalog.partitions(table));
  }

  @Test
  void aDroppedTableIsGoneAndItsNameIsFree() {
    Table table = catalog.put(flights(0, "id"));
    catalog.putPartitions(
        table, List.of(new Partition(List.of("2024", "AA"), location("l"), 1, 1)));
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
                            try (Catalog mine = open()) {
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
    assertEquals(2, catalog.table("db", "flights").orElseThrow().version());
  }

  protected Table flights(long version, String... columns) {
    return new Table(
        "db",
        "flights",
        location("db/flights"),
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

  private Table table(String database, String name, String... columns) {
    return new Table(database, name, location("l"), columns(columns), List.of(), Map.of(), 0);
  }

  protected String location(String inLake) {
    return lake().root() + "/" + inLake;
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
