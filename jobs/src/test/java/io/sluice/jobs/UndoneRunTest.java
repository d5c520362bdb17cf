package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.Table;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.jobs.Death.Step;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is undone has not changed its table: not its rows, and not its columns either. */
@Timeout(900)
class UndoneRunTest {
  private static final String SPEC =
      "dataset: t\nsource: {path: in, format: csv}\ntarget: {table: t, keep_replaced: 0s}\n";

  @TempDir private Path folder;
  private TestLake lake;
  private Path spec;

  @BeforeEach
  void makeLake() throws IOException {
    lake = new TestLake(folder);
    spec = Files.writeString(folder.resolve("t.yml"), SPEC);
    lake.file("a.csv", "id,name\n1,one\n");
    assertEquals(ExitCode.DONE, ingest().exitCode());
    lake.file("b.csv", "id,name,extra\n2,two,2.5\n");
  }

  private Outcome ingest() {
    return lake.ingest(SpecReader.read(spec));
  }

  private List<String> columns() {
    try (Lake opened = Lake.open(lake.location())) {
      return opened.catalog().table("default", "t").map(Table::columns).orElse(List.of()).stream()
          .map(TableColumn::name)
          .toList();
    }
  }

  private void assertNothingOfItIsThere(String told) throws IOException {
    assertEquals(List.of("id", "name"), columns(), told);
    assertEquals(List.of("1"), TestLake.sql("SELECT id FROM " + lake.table("default.t")), told);
  }

  /** What the undone run wanted to do is not lost. */
  private void assertDoneByTheNext(String told) throws IOException {
    Outcome next = ingest();
    assertEquals(ExitCode.DONE, next.exitCode(), () -> told + next.failure());
    assertEquals(List.of("id", "name", "extra"), columns());
    new Consistency(lake, "default.t")
        .assertHolds(
            "SELECT * FROM (VALUES (1, 'one', NULL), (2, 'two', 2.5)) AS t(id, name, extra)",
            "id, name, extra",
            told);
  }

  @ParameterizedTest
  @EnumSource(Engines.class)
  void killedWhileItWaitsForTheTable(Engines engine) throws Exception {
    lake.whileTableIsLeased(
        "default.t",
        () -> {
          JobProcess job = JobProcess.start(engine, lake.lake(), spec);
          assertTrue(job.killAfter("publishing", 300), job::told);
          assertNothingOfItIsThere(job.told());
        });
    Files.move(folder.resolve("in/b.csv"), folder.resolve("b.csv"));
    String warnings = ingest().report().findings().warnings().toString();
    assertTrue(warnings.contains("interrupted before publishing: undone"), warnings);
    assertNothingOfItIsThere("after the recovery");
    Files.move(folder.resolve("b.csv"), folder.resolve("in/b.csv"));
    assertDoneByTheNext("after the kill");
  }

  @ParameterizedTest
  @EnumSource(Engines.class)
  void stoppedWhileItWaitsForTheTable(Engines engine) throws Exception {
    lake.whileTableIsLeased(
        "default.t",
        () -> {
          JobProcess job = JobProcess.start(engine, lake.lake(), spec);
          assertTrue(job.awaitSaid("publishing"), job::told);
          job.terminate();
          assertEquals(128 + 15, job.exitCode(), job::told);
          assertTrue(job.told().contains("interrupted: nothing of this run"), job::told);
          assertNothingOfItIsThere(job.told());
        });
    try (Lake opened = Lake.open(lake.location())) {
      RunRecord last = opened.ledger().runs(Optional.empty(), Optional.empty(), 1).get(0);
      assertEquals(RunRecord.State.ABORTED, last.state());
    }
    assertTrue(Files.notExists(lake.lake().resolve("default/t/_sluice_pending")));
    assertDoneByTheNext("after the signal");
  }

  /** Its files are written and complete, and then it dies. */
  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"BEGIN", "SCRATCH"})
  void deadBetweenWritingAndRecording(Step step) throws Exception {
    lake.file("b.csv", "id,name,extra\n2,two,2.5\n3\n");
    DatasetSpec read = SpecReader.read(spec);
    // The last pending file that is begun is that of the rejects.
    assertTrue(lake.ingestUntil(Death.after(step, step == Step.BEGIN ? 2 : 1), read));
    assertNothingOfItIsThere("dead");
    lake.file("b.csv", "id,name,extra\n2,two,2.5\n");
    assertDoneByTheNext("after the death");
  }

  /** A table that an undone run would have made is not there. */
  @Test
  void ofATableThatWasNotThere() throws Exception {
    TestLake fresh = new TestLake(folder, Engines.THREADS, folder.resolve("fresh"));
    assertTrue(fresh.ingestUntil(Death.after(Step.BEGIN, 1), SpecReader.read(spec)));
    try (Lake opened = Lake.open(fresh.location())) {
      assertEquals(List.of(), opened.catalog().tables());
    }
    assertEquals(ExitCode.DONE, fresh.ingest(SpecReader.read(spec)).exitCode());
  }
}
