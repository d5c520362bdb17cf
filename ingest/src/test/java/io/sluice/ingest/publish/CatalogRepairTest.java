package io.sluice.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.ingest.Ingest;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.publish.CatalogRepair.Difference;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody did to the catalog beside us is found, and put right. */
class CatalogRepairTest {
  private static final String TABLE = "db.t";

  @TempDir Path folder;

  @BeforeEach
  void lake() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "id,p\n1,x\n2,y\n3,\n");
    Stop stop = new Stop();
    try (Lake lake = open();
        ThreadRunner runner = ThreadRunner.ofMachine(stop, lake.storages())) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      assertEquals(
          ExitCode.DONE,
          new Ingest(
                  SpecReader.read(
                      "dataset: t\nsource: {path: "
                          + folder.resolve("a.csv")
                          + "}\ntarget: {database: db, table: t, partition_by: [p]}\n",
                      "t.yml"),
                  lake,
                  runner,
                  "threads",
                  stop,
                  silent)
              .run()
              .exitCode());
    }
  }

  private Lake open() {
    return Lake.open(LakeLocation.of(folder.resolve("lake")));
  }

  /** Does something to the catalog; finds it; mends it; finds nothing. */
  private List<String> found(BiConsumer<Catalog, Table> harm) throws IOException {
    try (Lake lake = open()) {
      Table table = lake.catalog().table("db", "t").orElseThrow();
      List<Partition> before = lake.catalog().partitions(table);
      harm.accept(lake.catalog(), table);
      CatalogRepair repair = new CatalogRepair(lake);
      List<Difference> differences = repair.differences(TABLE);
      assertEquals(differences, repair.repair(TABLE, new Stop()));
      assertEquals(List.of(), repair.differences(TABLE));
      Table mended = lake.catalog().table("db", "t").orElseThrow();
      assertEquals(before, lake.catalog().partitions(mended));
      return differences.stream().map(d -> d.kind() + " " + d.partition()).toList();
    }
  }

  @Test
  void nothingDiffers() throws IOException {
    assertEquals(List.of(), found((catalog, table) -> {}));
  }

  @Test
  void aDroppedTable() throws IOException {
    assertEquals(List.of("MISSING_TABLE "), found(Catalog::drop));
  }

  @Test
  void aDroppedPartition() throws IOException {
    assertEquals(
        List.of("MISSING_PARTITION p=x"),
        found((catalog, table) -> catalog.removePartitions(table, List.of(List.of("x")))));
  }

  @Test
  void aPartitionThatPointsNowhere() throws IOException {
    assertEquals(
        List.of("EXTRA_PARTITION p=z"),
        found(
            (catalog, table) ->
                catalog.putPartitions(
                    table, List.of(new Partition(List.of("z"), "/nowhere/p=z", 1, 1)))));
  }

  @Test
  void aMovedPartition() throws IOException {
    assertEquals(
        List.of("WRONG_LOCATION p=y"),
        found(
            (catalog, table) ->
                catalog.putPartitions(
                    table, List.of(new Partition(List.of("y"), "/elsewhere/p=y", 1, 1)))));
  }

  /** As a run leaves it that was paused for longer than its lease. */
  @Test
  void wrongCounts() throws IOException {
    assertEquals(
        List.of("WRONG_COUNTS p=x", "WRONG_COUNTS p=y"),
        found(
            (catalog, table) -> {
              List<Partition> wrong = new ArrayList<>();
              for (Partition each : catalog.partitions(table)) {
                if (List.of("x").equals(each.values())) {
                  wrong.add(new Partition(each.values(), each.location(), 2, each.bytes()));
                } else if (List.of("y").equals(each.values())) {
                  wrong.add(new Partition(each.values(), each.location(), each.rows(), 7));
                }
              }
              catalog.putPartitions(table, wrong);
            }));
  }

  /** What the ledger knows nothing of is shown and left. */
  @Test
  void aTableThatNoRunFilled() throws IOException {
    try (Lake lake = open()) {
      Table other = lake.catalog().table("db", "t").orElseThrow();
      lake.catalog()
          .put(
              new Table(
                  "db",
                  "other",
                  other.location() + "2",
                  other.columns(),
                  other.partitionKeys(),
                  other.parameters(),
                  0));
      CatalogRepair repair = new CatalogRepair(lake);
      List<Difference> differences = repair.differences("db.other");
      assertEquals(List.of(Difference.Kind.UNKNOWN_TABLE), kinds(differences));
      assertEquals(differences, repair.repair("db.other", new Stop()));
      assertTrue(lake.catalog().table("db", "other").isPresent());
    }
  }

  private static List<Difference.Kind> kinds(List<Difference> differences) {
    return differences.stream().map(Difference::kind).toList();
  }
}
