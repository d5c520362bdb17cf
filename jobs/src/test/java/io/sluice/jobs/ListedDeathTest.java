package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.recover.Recovery;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.jobs.Consistency.Replaced;
import io.sluice.jobs.Death.Step;
import io.sluice.jobs.Death.When;
import io.sluice.ledger.RunRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A correction that dies at any step of its storage or of its catalog, in a lake whose catalog's
 * readers list folders: they see each partition as it was or as it becomes, and after the next run
 * exactly what is live.
 */
@Timeout(900)
class ListedDeathTest {
  private static final int MANY = 40;

  @TempDir private Path folder;
  private TestLake lake;
  private ListedTable table;
  private int version;

  @BeforeEach
  void makeLake() {
    lake = new TestLake(folder, Engines.THREADS, folder.resolve("listed/lake"));
    table = new ListedTable(lake);
  }

  @AfterEach
  void noMoreFailures() {
    ListedCatalogs.work();
  }

  private static String spec(String keys, String kept) {
    return "dataset: t\nsource: {path: in, format: csv}\nschema:\n  - {name: p, type: int}\n"
        + "  - {name: id, type: int}\n  - {name: v, type: int}\ntarget: {table: t, keep_replaced: "
        + kept
        + keys
        + "}\n";
  }

  private void writeNext() {
    version++;
    lake.file("a.csv", "p,id,v\n1,1,%1$d\n2,2,%1$d\n".formatted(version));
  }

  private void mend(String keys, String told) throws Exception {
    Outcome outcome = lake.ingest(lake.specOf(spec(keys, "0s")));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> told + ": " + outcome.failure());
    new Consistency(lake, "default.t", Replaced.DELETED)
        .assertHolds(
            "SELECT * FROM (VALUES (1, %1$d), (2, %1$d), (3, 0), (4, 0)) t(id, v)"
                .formatted(version),
            "id, v",
            told);
  }

  /** Of each partition: rows of one version beside those that never change. */
  private void assertEachPartitionIsWhole(String told) {
    for (ListedTable.Listed partition : table.locations()) {
      List<String> found =
          TestLake.sql("SELECT id, v FROM " + TestLake.from(partition.files()) + " ORDER BY id, v");
      List<String> corrected = found.stream().filter(row -> !row.endsWith("|0")).toList();
      List<String> ids = partition.values().isEmpty() ? List.of("1", "2") : partition.values();
      List<String> before = ids.stream().map(id -> id + "|" + (version - 1)).toList();
      List<String> after = ids.stream().map(id -> id + "|" + version).toList();
      assertTrue(
          corrected.equals(before) || corrected.equals(after),
          () -> told + ": " + partition + " has " + found);
      assertEquals(ids.size(), found.size() - corrected.size(), () -> told + ": " + found);
    }
  }

  private void begin(String keys) throws Exception {
    lake.file("b.csv", "p,id,v\n1,3,0\n2,4,0\n");
    Outcome first = lake.ingest(lake.specOf(spec(keys, "0s")));
    assertEquals(ExitCode.DONE, first.exitCode(), () -> first.failure().toString());
    writeNext();
    mend(keys, "begin");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "COPY;''",
        "COPY;', partition_by: [p]'",
        "BEGIN;', partition_by: [p]'",
        "PUBLISH;''",
        "PUBLISH;', partition_by: [p]'",
        "PUT;', partition_by: [p]'",
        "DISCARD;''",
        "DELETE;', partition_by: [p]'"
      },
      delimiter = ';')
  void ofItsStorage(Step step, String keys) throws Exception {
    begin(keys);
    for (When when : When.values()) {
      int number = 0;
      boolean died = true;
      while (died && ++number < MANY) {
        writeNext();
        Death death = new Death(when, step, number);
        String kept = step == Step.DELETE ? "0s" : "1h";
        died = lake.ingestUntil(death, lake.specOf(spec(keys, kept)));
        assertEachPartitionIsWhole(death.toString());
        mend(keys, death.toString());
      }
      assertTrue(number > 1, step + " never came");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", partition_by: [p]"})
  void ofItsCatalog(String keys) throws Exception {
    begin(keys);
    boolean died = true;
    int step = 0;
    while (died && ++step < MANY) {
      writeNext();
      ListedCatalogs.failFrom(step);
      Outcome outcome = lake.ingest(lake.specOf(spec(keys, "1h")));
      died = ListedCatalogs.failed();
      ListedCatalogs.work();
      assertEquals(died, outcome.failure().isPresent(), "step " + step);
      assertEachPartitionIsWhole("step " + step);
      mend(keys, "step " + step);
    }
    assertTrue(step > 2, "the catalog was not asked");
  }

  /** What it would have replaced is in its place again. */
  @ParameterizedTest
  @ValueSource(strings = {"", ", partition_by: [p]"})
  void andIsGivenUp(String keys) throws Exception {
    begin(keys);
    boolean died = true;
    int step = 0;
    while (died && ++step < MANY) {
      writeNext();
      ListedCatalogs.failFrom(step);
      var unused = lake.ingest(lake.specOf(spec(keys, "1h")));
      died = ListedCatalogs.failed();
      ListedCatalogs.work();
      if (died) {
        abandon();
        assertEquals(table.live(), table.files(), "step " + step);
        assertEquals(
            List.of((version - 1) + "|2", "0|2"),
            TestLake.sql(
                "SELECT v, count(*) FROM "
                    + TestLake.from(table.files())
                    + " GROUP BY v ORDER BY v DESC"));
      }
      mend(keys, "step " + step);
    }
  }

  private void abandon() throws Exception {
    try (Lake opened = Lake.open(lake.location())) {
      Optional<RunRecord> orphan = opened.ledger().orphans().stream().findFirst();
      assertTrue(new Recovery(opened, LocalStorages.INSTANCE).abandon(orphan.orElseThrow()));
    }
  }
}
