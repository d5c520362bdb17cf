package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.recover.Recovery;
import io.sluice.ingest.recover.Recovery.Recovered;
import io.sluice.ingest.recover.Recovery.Recovered.Ending;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.jobs.Death.Step;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run that died while it published, and whose pending files somebody removed, cannot be finished:
 * it stands in nobody's way until it is given up.
 */
class StuckRunTest {
  private static final String SOURCE =
      "dataset: t\nsource: {path: in, format: csv}\nschema:\n  - {name: p, type: int}\n"
          + "  - {name: id, type: int}\nrejects: {max_fraction: 0.9}\n";
  private static final String SPEC =
      SOURCE + "target: {table: t, partition_by: [p], keep_replaced: 0s}\n";
  private static final String OTHER = SPEC.replace(": t\n", ": other\n").replace(": in,", ": in2,");

  @TempDir private Path folder;
  private TestLake lake;

  @BeforeEach
  void makeLake() {
    lake = new TestLake(folder);
    lake.file("base.csv", "p,id\n1,1\n2,2\nx,bad\n");
    assertEquals(ExitCode.DONE, lake.ingest(lake.specOf(SPEC)).exitCode());
  }

  /** Corrects base.csv and adds a.csv, and dies. */
  private void dies(Death death) throws IOException {
    lake.file("base.csv", "p,id\n1,11\n3,13\nx,worse\n");
    lake.file("a.csv", "p,id\n1,21\n4,24\nx,bad too\n");
    assertTrue(lake.ingestUntil(death, lake.specOf(SPEC)));
    for (String table : List.of("t", "t__rejects")) {
      removePending(lake.lake().resolve("default").resolve(table).resolve("_sluice_pending"));
    }
  }

  private static void removePending(Path pending) throws IOException {
    if (Files.exists(pending)) {
      try (Stream<Path> files = Files.walk(pending)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private List<String> ids() {
    return TestLake.sql("SELECT id FROM " + lake.table("default.t") + " ORDER BY id");
  }

  private Outcome ingest(String spec) {
    Outcome outcome = lake.ingest(lake.specOf(spec));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    return outcome;
  }

  private static RunRecord stuck(Lake opened) {
    return opened.ledger().runs(Optional.of("t"), Optional.empty(), 100).stream()
        .filter(run -> run.state() == State.RECORDED)
        .findFirst()
        .orElseThrow();
  }

  /**
   * @param publishing its pending data is gone before any of it was published; that of its rejects,
   *     after the data was
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void blocksNothingUntilItIsGivenUp(int publishing) throws Exception {
    dies(Death.before(Step.PUBLISH, publishing));
    assertEquals(List.of("1", "2"), ids());

    Files.createDirectories(folder.resolve("in2"));
    Files.writeString(folder.resolve("in2/o.csv"), "p,id\n1,31\n5,35\n");
    assertReported(ingest(OTHER));
    assertEquals(List.of("1", "2", "31", "35"), ids());

    lake.file("b.csv", "p,id\n1,41\n2,42\n");
    Outcome same = ingest(SPEC);
    assertReported(same);
    assertEquals(1, same.report().data().files().size(), "the other two wait for the dead run");
    assertEquals(List.of("1", "2", "31", "35", "41", "42"), ids());
    assertReported(ingest(SPEC));

    abandon();
    assertEquals(List.of("1", "2", "31", "35", "41", "42"), ids(), "nothing of it is kept");
    Outcome again = ingest(SPEC);
    assertEquals(2, again.report().data().files().size());
    assertEquals(RunState.NOTHING_TO_DO, ingest(SPEC).report().end().state());
    new Consistency(lake, "default.t")
        .assertHolds(
            "SELECT unnest([11, 13, 21, 24, 31, 35, 41, 42])::INTEGER AS id", "id", "in the end");
    assertEquals(
        List.of("x,bad too", "x,worse"),
        TestLake.sql("SELECT raw FROM " + lake.rejects("default.t") + " ORDER BY raw"));
  }

  private void assertReported(Outcome outcome) {
    String warnings = outcome.report().findings().warnings().toString();
    assertTrue(warnings.contains("cannot be finished"), warnings);
    assertTrue(warnings.contains("removed from outside"), warnings);
    assertTrue(warnings.contains("sluice recover --abandon"), warnings);
  }

  private void abandon() throws IOException {
    try (Lake opened = Lake.open(lake.location())) {
      Recovery recovery = new Recovery(opened, LocalStorages.INSTANCE);
      RunRecord stuck = stuck(opened);
      assertEquals(
          List.of(Ending.STUCK),
          recovery.finishOrphans(run -> true).stream().map(Recovered::ending).toList());
      assertTrue(recovery.abandon(stuck));
      assertEquals(List.of(), recovery.finishOrphans(run -> true));
      assertFalse(recovery.abandon(stuck), "it is over");
    }
  }

  /** The first run of all: its data is out, but its table is not in the catalog. */
  @Test
  void doesNotBlockATableThatItWouldHaveMade() throws Exception {
    lake = new TestLake(folder, Engines.THREADS, folder.resolve("fresh"));
    dies(Death.before(Step.PUBLISH, 2));
    Files.createDirectories(folder.resolve("in2"));
    Files.writeString(folder.resolve("in2/o.csv"), "p,id\n1,31\n5,35\n");
    assertReported(ingest(OTHER));
    assertEquals(List.of("31", "35"), ids());
    abandon();
    ingest(SPEC);
    new Consistency(lake, "default.t")
        .assertHolds("SELECT unnest([11, 13, 21, 24, 31, 35])::INTEGER AS id", "id", "");
  }

  /** Who puts the files back need not give the run up. */
  @Test
  void isFinishedOnceItsFilesAreBack() throws Exception {
    lake.file("base.csv", "p,id\n1,11\n3,13\n");
    assertTrue(lake.ingestUntil(Death.before(Step.PUBLISH, 1), lake.specOf(SPEC)));
    Path pending = lake.lake().resolve("default/t/_sluice_pending");
    Path aside = folder.resolve("aside");
    Files.move(pending, aside);
    assertReported(ingest(SPEC));
    Files.move(aside, pending);
    String warnings = ingest(SPEC).report().findings().warnings().toString();
    assertTrue(warnings.contains("while publishing: finished"), warnings);
    new Consistency(lake, "default.t")
        .assertHolds("SELECT unnest([11, 13])::INTEGER AS id", "id", "");
  }

  /** A file whose rows lie in an output that the dead run replaces has to wait, and says so. */
  @Test
  void keepsTheOutputsThatItReplaces() throws Exception {
    // Large enough that one task reads several of them.
    String blank = "\n".repeat(40_000);
    for (int i = 0; i < 6; i++) {
      lake.file("beside" + i + ".csv", "p,id\n7," + i + "\n" + blank);
    }
    lake.file("base.csv", "p,id\n7,9\n" + blank);
    ingest(SPEC);
    String base = folder.resolve("in/base.csv").toString();
    String beside;
    try (Lake opened = Lake.open(lake.location())) {
      beside =
          opened.ledger().outputsOf("t", "default.t", List.of(base)).stream()
              .flatMap(output -> output.sources().stream())
              .map(SourceRows::uri)
              .filter(uri -> !uri.equals(base))
              .findFirst()
              .orElseThrow();
    }
    dies(Death.before(Step.PUBLISH, 1));
    String stuck;
    try (Lake opened = Lake.open(lake.location())) {
      stuck = stuck(opened).runId();
    }
    String before = Files.readString(Path.of(beside));
    Files.writeString(Path.of(beside), before.replace("7,", "8,"));
    Outcome outcome = lake.ingest(lake.specOf(SPEC));
    assertEquals(ExitCode.FAILED, outcome.exitCode());
    String message = outcome.failure().orElseThrow().getMessage();
    assertTrue(message.contains("which run " + stuck + " is replacing"), message);
    assertReported(outcome);
    abandon();
    ingest(SPEC);
    new Consistency(lake, "default.t")
        .assertHolds("SELECT unnest([0, 1, 2, 3, 4, 5, 11, 13, 21, 24])::INTEGER AS id", "id", "");
  }

  /** Of two datasets that overwrite partitions of one table, the one finishes the other's run. */
  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void isFinishedByARunOfAnotherDataset(int partition) throws Exception {
    String target = ", mode: overwrite_partitions}";
    lake.file("a.csv", "p,id\n2,22\n");
    assertTrue(
        lake.ingestUntil(
            Death.before(Step.PUBLISH, 1), lake.specOf(SPEC.replace("0s}", "0s" + target))));
    Files.createDirectories(folder.resolve("in2"));
    Files.writeString(folder.resolve("in2/o.csv"), "p,id\n" + partition + ",100\n");
    Outcome outcome = ingest(OTHER.replace("0s}", "0s" + target));
    String warnings = outcome.report().findings().warnings().toString();
    assertTrue(warnings.contains("while publishing: finished"), warnings);
    new Consistency(lake, "default.t")
        .assertHolds(
            partition == 2
                ? "SELECT unnest([1, 100])::INTEGER AS id"
                : "SELECT unnest([1, 22, 100])::INTEGER AS id",
            "id",
            "");
    assertEquals(
        RunState.NOTHING_TO_DO,
        ingest(SPEC.replace("0s}", "0s" + target)).report().end().state(),
        "a.csv is in the table");
  }
}
