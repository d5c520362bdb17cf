package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.jobs.Consistency.Replaced;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.report.RunReport.Data;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads a table through the folders that its catalog names sees each row once, at any time. */
@Timeout(900)
class ListedReadersTest {
  private static final String SCHEMA =
      "schema:\n  - {name: p, type: int}\n  - {name: id, type: int}\n  - {name: v, type: string}\n";

  @TempDir private Path folder;
  private TestLake lake;
  private ListedTable table;

  @BeforeEach
  void makeLake() {
    lake = lake(Engines.THREADS);
  }

  private TestLake lake(Engines engine) {
    TestLake made =
        new TestLake(folder, engine, folder.resolve(ListedCatalogs.FOLDER).resolve("lake"));
    table = new ListedTable(made);
    return made;
  }

  private static String target(String more) {
    return "target: {table: t, keep_replaced: 1h" + more + "}\n";
  }

  @ParameterizedTest
  @CsvSource({"THREADS,true", "THREADS,false", "SPARK,true"})
  void duringCorrectionsAndOverwrites(Engines engine, boolean partitioned) throws Exception {
    TestLake made = lake(engine);
    VersionedFiles files = new VersionedFiles(made, 3, 200);
    ListedWatch watch = ListedWatch.start(made, files);
    // On, until it has read often: how often it does is the scheduler's affair.
    for (int round = 0; round < 6 || (watch.answers() <= 12 && !watch.failed()); round++) {
      assertTrue(round < 60, "only " + watch.answers() + " partitions were read");
      files.writeNext();
      String keys = partitioned ? ", partition_by: [p]" : "";
      String mode = round == 4 ? ", mode: overwrite_partitions" : "";
      String spec =
          "dataset: t\nsource: {path: in, format: csv}\n"
              + VersionedFiles.SCHEMA
              + target(keys + (partitioned ? mode : ""));
      ingest(made, spec);
      new Consistency(made, "default.t", Replaced.KEPT)
          .assertHolds(files.query(), "f, v, id", "round " + round);
    }
    watch.end();
  }

  private static void ingest(TestLake lake, String spec) {
    Outcome outcome = lake.ingest(lake.specOf(spec));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
  }

  private void ingest(String dataset, String more) {
    ingest(lake, spec(dataset, more));
  }

  /** Each dataset reads a folder of its own. */
  private static String spec(String dataset, String more) {
    return "dataset: %s\nsource: {path: in/%s, format: csv}\n".formatted(dataset, dataset)
        + SCHEMA
        + target(more);
  }

  private void assertListed(String... rows) {
    List<String> files = table.files();
    assertEquals(table.live(), files);
    assertEquals(
        List.of(rows),
        TestLake.sql("SELECT id, v FROM " + TestLake.from(files) + " ORDER BY id, v"));
  }

  private List<String> locations() {
    return table.locations().stream().map(ListedTable.Listed::location).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", partition_by: [p]"})
  void whatStaysGoesAlongAndWhatComesLaterToo(String keys) throws Exception {
    lake.file("t/a.csv", "p,id,v\n1,1,a\n");
    lake.file("t/b.csv", "p,id,v\n1,2,b\n2,3,b\n");
    lake.file("other/c.csv", "p,id,v\n1,4,c\n");
    ingest("t", keys);
    ingest("other", keys);
    assertListed("1|a", "2|b", "3|b", "4|c");
    List<String> before = locations();
    assertTrue(before.get(0).endsWith("/data"), before.toString());

    lake.file("t/a.csv", "p,id,v\n1,1,A\n");
    ingest("t", keys);
    assertListed("1|A", "2|b", "3|b", "4|c");
    List<String> moved = locations();
    assertNotEquals(before.get(0), moved.get(0));
    assertEquals(before.subList(1, before.size()), moved.subList(1, moved.size()), "untouched");

    // What was carried along is still its own dataset's, and new rows go where the others are.
    lake.file("other/d.csv", "p,id,v\n1,5,d\n");
    ingest("other", keys);
    assertEquals(moved, locations());
    assertListed("1|A", "2|b", "3|b", "4|c", "5|d");
    lake.file("other/c.csv", "p,id,v\n1,4,C\n");
    ingest("other", keys);
    assertListed("1|A", "2|b", "3|b", "4|C", "5|d");
    lake.file("t/b.csv", "p,id,v\n1,2,B\n2,3,B\n");
    ingest("t", keys);
    assertListed("1|A", "2|B", "3|B", "4|C", "5|d");
  }

  /** The folder of a partition that has nothing any more still has what was replaced. */
  @ParameterizedTest
  @ValueSource(strings = {"", ", partition_by: [p]"})
  void whatComesBackIntoAnEmptiedPartitionIsNotReadWithWhatWentFromIt(String keys) {
    lake.file("t/a.csv", "p,id,v\n1,1,a\n");
    ingest("t", keys);
    lake.file("t/a.csv", "");
    ingest("t", keys);
    assertEquals(List.of(), table.files());
    lake.file("t/b.csv", "p,id,v\n1,2,b\n");
    ingest("t", keys);
    assertListed("2|b");
    lake.file("t/b.csv", "p,id,v\nx,bad,b\n");
    ingest("t", keys);
    assertEquals(List.of(), table.files());
    lake.file("t/a.csv", "p,id,v\n1,3,a\n");
    ingest("t", keys);
    assertListed("3|a");
  }

  /** It wrote to where the partition lay when it began. */
  @ParameterizedTest
  @ValueSource(strings = {"", ", partition_by: [p]"})
  void aRunWhosePartitionIsMovedMeanwhileWritesAgain(String keys) {
    lake.file("t/a.csv", "p,id,v\n1,1,a\n");
    ingest("t", keys);
    lake.file("other/b.csv", "p,id,v\n1,2,b\n");
    Outcome outcome =
        whileItWrites(
            spec("other", keys),
            () -> {
              lake.file("t/a.csv", "p,id,v\n1,1,A\n");
              ingest("t", keys);
              assertListed("1|A");
            });
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(1, outcome.report().data().totals().written());
    assertListed("1|A", "2|b");
  }

  /** Nothing of the first reading is in the report of a run that then fails. */
  @Test
  void aRunThatWritesAgainAndFailsIsUndoneAndReported() {
    lake.file("t/a.csv", "p,id,v\n1,1,a\n");
    ingest("t", "");
    lake.file("other/b.csv", "p,id,v\n1,2,b\nx,bad,b\ny,bad,b\n");
    Stop stop = new Stop();
    DatasetSpec read = lake.specOf(spec("other", ""));
    WatchedRunner.Watcher correction =
        WatchedRunner.afterTasks(
            () -> {
              lake.file("t/a.csv", "p,id,v\n1,1,A\n");
              ingest("t", "");
            });
    Outcome outcome;
    try (TaskRunner runner =
        new WatchedRunner(Engines.THREADS.runner(stop), correction) {
          private int started;

          @Override
          public void startAhead(DatasetSpec spec) {
            if (++started == 2) {
              throw new IllegalStateException("no second time");
            }
          }
        }) {
      outcome = lake.ingest(read, runner, stop);
    }
    assertTrue(outcome.failure().orElseThrow().getMessage().contains("no second time"));
    assertEquals(Data.NONE, outcome.report().data());
    assertEquals(List.of(), outcome.report().findings().rejects());
    assertFalse(outcome.report().settings().containsKey("execution_path"));
    try (Lake opened = Lake.open(lake.location())) {
      assertEquals(List.of(), opened.ledger().unfinished());
    }
    ingest("other", "");
    assertListed("1|A", "2|b");
  }

  /** Of two that correct files of one partition the second carries along what the first wrote. */
  @ParameterizedTest
  @ValueSource(strings = {"", ", partition_by: [p]"})
  void twoCorrectionsOfOnePartitionAtOnce(String keys) {
    lake.file("t/a.csv", "p,id,v\n1,1,a\n");
    lake.file("other/b.csv", "p,id,v\n1,2,b\n");
    ingest("t", keys);
    ingest("other", keys);
    lake.file("t/a.csv", "p,id,v\n1,1,A\n");
    lake.file("other/b.csv", "p,id,v\n1,2,B\n");
    Outcome outcome = whileItWrites(spec("other", keys), () -> ingest("t", keys));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertListed("1|A", "2|B");
  }

  private Outcome whileItWrites(String spec, Runnable work) {
    Stop stop = new Stop();
    DatasetSpec read = lake.specOf(spec);
    try (TaskRunner runner =
        new WatchedRunner(Engines.THREADS.runner(stop), WatchedRunner.afterTasks(work))) {
      return lake.ingest(read, runner, stop);
    }
  }

  /** One that died while it published is carried through before another publishes. */
  @ParameterizedTest
  @ValueSource(strings = {"", ", partition_by: [p]"})
  void aDeadRunIsCarriedThroughBeforeAnotherPublishes(String keys) {
    for (int step = 1; step <= 3; step++) {
      String version = "v" + step;
      lake.file("t/a.csv", "p,id,v\n1,1,%s\n".formatted(version));
      lake.file("other/b.csv", "p,id,v\n1,2,%s\n".formatted(version));
      int failing = step;
      Outcome outcome =
          whileItWrites(
              spec("other", keys),
              () -> {
                ListedCatalogs.failFrom(failing);
                Outcome dead = lake.ingest(lake.specOf(spec("t", keys)));
                assertEquals(ListedCatalogs.failed(), dead.failure().isPresent());
                ListedCatalogs.work();
              });
      assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
      assertListed("1|" + version, "2|" + version);
    }
  }

  /**
   * One that nobody could carry through, because it seemed to live, and whose partition has got
   * other files since, is undone, and its files are ingested again.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", ", partition_by: [p]"})
  void aDeadRunThatWasOvertakenIsUndone(String keys) {
    lake.file("t/a.csv", "p,id,v\n1,1,v0\n");
    ingest("t", keys);
    String[] expected = {"1|v0"};
    for (int step = 1; step <= 2; step++) {
      lake.file("t/a.csv", "p,id,v\n1,1,v%d\n".formatted(step));
      DatasetSpec spec = lake.specOf(spec("t", keys));
      Stop stop = new Stop();
      try (Lake opened = Lake.open(lake.location());
          TaskRunner runner = Engines.THREADS.runner(stop)) {
        ListedCatalogs.failFrom(step);
        Outcome dead = TestLake.ingest(spec, opened, runner, stop);
        ListedCatalogs.work();
        assertTrue(dead.failure().isPresent());
        lake.file("other/b%d.csv".formatted(step), "p,id,v\n1,%d,b\n".formatted(step + 1));
        ingest("other", keys);
      }
      expected = Arrays.copyOf(expected, step + 1);
      expected[0] = "1|v" + step;
      expected[step] = (step + 1) + "|b";
      Outcome next = lake.ingest(spec);
      assertTrue(
          next.report().findings().warnings().toString().contains("undone, and its files"),
          next.report().findings().warnings().toString());
      assertListed(expected);
    }
  }

  /** Spark as it comes, over the table's own folder, with nothing replaced in it. */
  @Test
  void partitionsAreFoundByTheNamesOfFolders() {
    lake.file("t/a.csv", "p,id,v\n1,1,a\n2,2,a\n");
    ingest("t", ", partition_by: [p]");
    lake.file("t/a.csv", "p,id,v\n1,1,A\n2,2,A\n3,3,A\n");
    ingest(lake, spec("t", ", partition_by: [p]").replace("1h", "0s"));
    for (String location : locations()) {
      String relative = lake.lake().resolve("default/t").relativize(Path.of(location)).toString();
      assertTrue(relative.matches("p=[123]/(data|run-.*)"), relative);
      assertFalse(relative.contains("/_"), relative);
    }
    assertEquals(
        List.of("1|1|A", "2|2|A", "3|3|A"),
        TestLake.sql(
            "SELECT p, id, v FROM read_parquet('"
                + lake.lake().resolve("default/t")
                + "/**/*.parquet', hive_partitioning = true) ORDER BY ALL"));
  }
}
