package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.Table;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.testing.SmallLake;
import io.sluice.ingest.upkeep.LakeCheck;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.parquet.copy.FileCheck.Depth;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of tables and columns, with what a user expects of them. */
class TableNamesTest {
  /** A table may be called as a file's ending is. */
  @ParameterizedTest
  @ValueSource(strings = {"json", "yml", "csv", "parquet", "gz"})
  void theSecondRunReadsWhatTheFirstKept(String name, @TempDir Path folder) throws Exception {
    SmallLake lake = new SmallLake(folder);
    String target = "target: {database: d, table: " + name + "}\n";
    lake.write("1.csv", "id,empty\n1,\n");
    assertEquals(1, lake.done(target).data().totals().written());
    lake.write("2.csv", "id,empty\n2,7\n");
    assertEquals(1, lake.done(target).data().totals().written());
  }

  /** Catalogs know no upper case: the run says so neither too late nor at all. */
  @Test
  void upperCaseBecomesLowerCase(@TempDir Path folder) throws Exception {
    SmallLake lake = new SmallLake(folder).write("1.csv", "id\n1\n");
    lake.done("target: {database: Sales, table: Orders}\n");
    lake.write("2.csv", "id\n2\n");
    assertEquals(
        1, lake.done("target: {database: sales, table: ORDERS}\n").data().totals().written());
    try (Lake opened = lake.lake()) {
      assertEquals(
          List.of("sales.orders"),
          opened.catalog().tables().stream().map(Table::qualifiedName).toList());
      assertEquals(2, opened.ledger().liveFiles("sales.orders", Kind.DATA).size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The spec pins what the first run called customerid.
        "schema: [{name: CustomerId, type: bigint}, {name: DAY, type: date}]\n",
        "schema: [{name: CUSTOMERID, type: bigint}, {name: day, type: date}]\naudit: {columns: [run_id]}\n"
      })
  void aColumnKeepsItsSpelling(String spec, @TempDir Path folder) throws Exception {
    String target = "target: {table: t, partition_by: [year(Day)], bloom_filters: [CustomerID]}\n";
    SmallLake lake = new SmallLake(folder).write("1.csv", "CustomerId,Day\n1,2024-01-01\n");
    lake.done(target);
    List<String> columns = lake.columns();
    assertEquals(List.of("customerid bigint", "day date"), columns);
    lake.write("2.csv", "customerID,day\n2,2025-01-01\n");
    lake.done(spec + target);
    assertEquals(columns, lake.columns().subList(0, 2));
    lake.write("3.csv", "CUSTOMERID,DAY\n3,2026-01-01\n");
    lake.done(target);
    assertEquals(List.of("1", "2", "3"), lake.rows("customerid"));
    assertSound(lake);
  }

  @Test
  void soDoesOneThatATransformMakes(@TempDir Path folder) throws Exception {
    SmallLake lake = new SmallLake(folder).write("1.csv", "id\n1\n");
    String schema = "schema: [{name: id, type: int}]\n";
    lake.done(schema + "transforms: [{rename: {id: CustomerId}}]\n");
    lake.write("2.csv", "id\n2\n");
    lake.done(schema + "transforms: [{rename: {id: customerid}}]\n");
    assertEquals(List.of("CustomerId int"), lake.columns());
    assertEquals(List.of("1", "2"), lake.rows("customerid"));
    assertSound(lake);
  }

  @Test
  void aPartitionKeyKeepsItsSpelling(@TempDir Path folder) throws Exception {
    SmallLake lake = new SmallLake(folder).write("1.csv", "Country,n\nde,1\n");
    lake.done("target: {table: t, partition_by: COUNTRY}\n");
    lake.write("2.csv", "Country,n\nfr,2\n");
    lake.done(
        "schema: [{name: Country, type: string}, {name: N, type: bigint}]\n"
            + "target: {table: t, partition_by: Country}\n");
    assertSound(lake);
  }

  private static void assertSound(SmallLake lake) throws IOException {
    try (Lake opened = lake.lake()) {
      assertEquals(
          List.of(),
          new LakeCheck(opened, opened.storages()).check(table -> true, Depth.FOOTER).faults());
    }
  }

  /** What the catalog would refuse must not be found out when the run is recorded. */
  @Test
  void twoColumnsOfOneNameAreRefusedBeforeAnythingIsWritten(@TempDir Path folder) throws Exception {
    SmallLake lake = new SmallLake(folder).write("1.csv", "id,_run_id\n1,a\n");
    lake.done("");
    lake.write("2.csv", "id,_run_id\n2,b\n");
    Outcome refused = lake.ingest("audit: {columns: [run_id]}\n");
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.failure().orElseThrow().getMessage().contains("_run_id"));
    lake.done("");
    assertEquals(List.of("1", "2"), lake.rows("id"));
  }

  /** The key's own name counts, too: 171 bytes of it leave 83 for the value. */
  @ParameterizedTest
  @ValueSource(strings = {"", "transforms: [{rename: {x: KEY}}]\n"})
  void aValueThatDoesNotFitBesideItsKeyIsRejected(String transforms, @TempDir Path folder)
      throws Exception {
    String key = "한".repeat(57);
    String schema =
        "schema: [{name: id, type: int}, {name: "
            + (transforms.isEmpty() ? key + ", from: x" : "x")
            + ", type: string}]\n";
    SmallLake lake =
        new SmallLake(folder)
            .write("1.csv", "id,x\n1,short\n2," + "y".repeat(83) + "\n3," + ":".repeat(28) + "\n");
    RunReport report =
        lake.done(
            schema
                + transforms.replace("KEY", key)
                + "target: {table: t, partition_by: "
                + key
                + "}\n");
    assertEquals(2, report.data().totals().written());
    assertEquals(1, report.data().totals().rejected());
    assertSound(lake);
  }

  @Test
  void aKeyThatLeavesNoRoomIsRefused(@TempDir Path folder) throws Exception {
    String key = "한".repeat(84);
    SmallLake lake = new SmallLake(folder).write("1.csv", "id," + key + "\n1,0123456789\n");
    Outcome outcome = lake.ingest("target: {table: t, partition_by: " + key + "}\n");
    assertEquals(ExitCode.USAGE, outcome.exitCode());
    assertTrue(outcome.failure().orElseThrow().getMessage().contains("too long for the name of a"));
  }

  @Test
  void aTextThatIsTooLongAlsoWhenItIsCutIsRejected(@TempDir Path folder) throws Exception {
    SmallLake lake =
        new SmallLake(folder)
            .write("1.csv", "id,x\n1," + "y".repeat(300) + "\n2," + "ä".repeat(300) + "\n");
    RunReport report = lake.done("target: {table: t, partition_by: 'truncate(x, 200)'}\n");
    assertEquals(1, report.data().totals().written());
    assertEquals(1, report.data().totals().rejected());
    assertSound(lake);
  }
}
