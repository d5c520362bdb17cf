package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Ledgers;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunStart;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverCommandTest {
  private static final String DEAD = "20990102T030405-dead";

  @TempDir Path folder;
  private CliRunner runner;
  private LakeFixture lake;

  /** A table of two rows, in one file. */
  @BeforeEach
  void ingest() throws IOException {
    runner = new CliRunner(folder);
    lake = new LakeFixture(folder.resolve("lake"));
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.csv"), "id\n1\n2\n");
    Files.writeString(folder.resolve("a.yml"), "dataset: a\nsource: {path: in}\ntarget: {}\n");
    Result result = runner.run("ingest", "a.yml");
    assertEquals(0, result.code(), result.err());
  }

  private Path table() {
    return folder.resolve("lake/default/a");
  }

  /** A run that holds a file and has something pending; it dies when the ledger is closed. */
  private Lease begin(Ledger ledger) throws IOException {
    Lease run = ledger.begin(lake.start(DEAD, "a", "default.a", LakeFixture.START));
    ledger.claim(run, List.of(new FileVersion("file:/in/x.csv", 9, "v1")));
    return run;
  }

  /** A complete file that nobody sees yet: a copy of the table's only one. */
  private PendingSink pending() throws IOException {
    byte[] bytes;
    try (Stream<Path> files = Files.walk(table())) {
      bytes =
          Files.readAllBytes(
              files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow());
    }
    RunFiles files = new RunFiles(table().toString(), DEAD);
    PendingSink sink =
        LocalStorages.INSTANCE.at(files.location()).begin(files, files.relativePath("", 0, 0));
    sink.write(bytes, 0, bytes.length);
    sink.close();
    return sink;
  }

  private void dieBeforeRecording() throws IOException {
    try (Ledger ledger = Ledgers.open(lake.location())) {
      begin(ledger);
      pending();
    }
  }

  private void dieAfterRecording() throws IOException {
    try (Ledger ledger = Ledgers.open(lake.location())) {
      Lease run = begin(ledger);
      PendingSink sink = pending();
      Output output =
          new Output(
              Kind.DATA,
              sink.file().path(),
              sink.file().handle(),
              Map.of(),
              2,
              sink.position(),
              List.of(new SourceRows("file:/in/x.csv", 0, 2)));
      RunReport report =
          LakeFixture.report(
              DEAD, "a", "default.a", RunState.COMMITTED, new Counts(2, 2, 0, 0, 0, 9), false);
      Lease table = ledger.leaseTable("default.a").orElseThrow();
      ledger.record(run, table, new Manifest(List.of(output), List.of(), Optional.empty(), report));
    }
  }

  private void tidyPendingAway() throws IOException {
    LocalStorages.INSTANCE.at(table().toString()).discard(new RunFiles(table().toString(), DEAD));
  }

  private String count() {
    return runner.run("sql", "SELECT count(*) AS n FROM default.a", "-o", "csv").out();
  }

  private String state() {
    String query = "SELECT state FROM runs WHERE run_id = '" + DEAD + "'";
    return runner.run("sql", query, "-o", "csv").out().lines().skip(1).findFirst().orElse("");
  }

  private boolean anyPending() {
    return Files.exists(table().resolve("_sluice_pending"));
  }

  @Test
  void nothingToDo() {
    Result result = runner.run("recover");
    assertEquals(0, result.code(), result.err());
    assertEquals("nothing to recover\n", result.out());
  }

  /** As a process leaves it that was paused, woke after its run had been undone, and died. */
  @Test
  void whatARunBeganAfterItWasOver() throws IOException {
    dieBeforeRecording();
    assertEquals(0, runner.run("recover").code());
    assertFalse(anyPending());
    pending();
    assertTrue(anyPending());
    Result result = runner.run("recover");
    assertEquals(0, result.code(), result.err());
    assertEquals("run " + DEAD + " is over: its unpublished files are removed\n", result.out());
    assertFalse(anyPending());
  }

  /** As after a ledger was restored from a backup that is older than the run. */
  @Test
  void whatARunBeganThatTheLedgerDoesNotKnow() throws IOException {
    Files.createDirectories(table().resolve("_sluice_pending/unheard-of"));
    Files.writeString(table().resolve("_sluice_pending/unheard-of/x.parquet"), "");
    Result result = runner.run("recover");
    assertEquals(0, result.code(), result.err());
    assertEquals(
        "run unheard-of is not in this lake's ledger: its unpublished files are removed\n",
        result.out());
    assertFalse(anyPending());
  }

  @Test
  void noLakeIsSaid(@TempDir Path empty) {
    for (String command : List.of("recover", "vacuum")) {
      Result result = new CliRunner(empty).run(command);
      assertEquals(2, result.code());
      assertTrue(result.err().contains("no lake at"), result.err());
      assertFalse(Files.exists(empty.resolve("lake")));
    }
  }

  @Test
  void whatHadNotBegunToPublishIsUndone() throws Exception {
    dieBeforeRecording();
    assertEquals("interrupted", state());
    assertTrue(anyPending());
    Result result = runner.run("recover");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains(DEAD + " had been interrupted before publishing: undone"));
    assertEquals("aborted", state());
    assertFalse(anyPending());
    assertEquals("n\r\n2\r\n", count());
    assertEquals("nothing to recover\n", runner.run("recover").out());
  }

  @Test
  void whatHadBegunToPublishIsCarriedThrough() throws Exception {
    dieAfterRecording();
    assertEquals("n\r\n2\r\n", count());
    Result result = runner.run("recover");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains(DEAD + " had been interrupted while publishing: finished"));
    assertEquals("committed", state());
    assertFalse(anyPending());
    assertEquals("n\r\n4\r\n", count());
    assertEquals(0, runner.run("show", DEAD).code());
    assertEquals("nothing to recover\n", runner.run("recover").out());
  }

  @Test
  void anIngestIntoTheTableDoesTheSame() throws Exception {
    dieAfterRecording();
    Result result = runner.run("ingest", "a.yml");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("finished"), result.out());
    assertEquals("n\r\n4\r\n", count());
  }

  @Test
  void whatCannotBeFinishedIsReportedAndStandsInNobodysWay() throws Exception {
    dieAfterRecording();
    tidyPendingAway();
    Result result = runner.run("recover");
    assertEquals(1, result.code(), result.err());
    assertTrue(result.out().contains(DEAD + " was interrupted and cannot be finished"));
    assertTrue(result.out().contains("sluice recover --abandon " + DEAD), result.out());
    assertEquals("interrupted", state());

    Files.writeString(folder.resolve("in/b.csv"), "id\n3\n");
    Result other = runner.run("ingest", "a.yml");
    assertEquals(0, other.code(), other.err());
    assertTrue(other.out().contains("cannot be finished"), other.out());
    assertEquals("n\r\n3\r\n", count());
  }

  @Test
  void aRunCanBeGivenUp() throws Exception {
    dieAfterRecording();
    tidyPendingAway();
    Result result = runner.run("recover", "--abandon", "20990102");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("run " + DEAD + " is given up"), result.out());
    assertEquals("failed", state());
    assertEquals("n\r\n2\r\n", count());
    assertEquals("nothing to recover\n", runner.run("recover").out());
    try (Ledger ledger = Ledgers.open(lake.location())) {
      FileVersion file = new FileVersion("file:/in/x.csv", 9, "v1");
      assertEquals(
          List.of(file), ledger.preview("a", "default.a", List.of(file)).fresh(), "it is free");
    }
  }

  @Test
  void onlyADeadRunCanBeGivenUp() throws Exception {
    assertSays(runner.run("recover", "--abandon", "last"), "is over (committed)");
    assertSays(runner.run("recover", "--abandon", "nope"), "no run's id begins with 'nope'");
    try (Ledger ledger = Ledgers.open(lake.location())) {
      begin(ledger);
      assertEquals("running", state());
      assertEquals("nothing to recover\n", runner.run("recover").out());
      assertSays(runner.run("recover", "--abandon", DEAD), "is running");
    }
    assertEquals(0, runner.run("recover", "--abandon", DEAD).code());
  }

  @Test
  void runsIntoTablesElsewhereAreNamedAndLeftAlone() throws Exception {
    lake.replaceElsewhere("20260101-far");
    String far = "20260102-far-and-dead";
    try (Ledger ledger = Ledgers.open(lake.location())) {
      ledger.begin(
          new RunStart(
              far, "far", "far.t", "hdfs://name/far/t", LakeFixture.START.minusSeconds(1)));
    }
    dieAfterRecording();
    Result result = runner.run("recover");
    assertEquals(0, result.code(), result.err());
    assertEquals("", result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals(3, lines.size(), result.out());
    assertTrue(lines.get(0).contains(DEAD + " had been interrupted while publishing: finished"));
    assertEquals(
        "run "
            + far
            + " writes to hdfs://name/far/t, which only Spark's file systems reach: the next ingest"
            + " into far.t by Spark finishes it or deletes what it replaced",
        lines.get(1));
    assertTrue(
        lines.get(2).startsWith("run 20260101-far writes to gs://bucket/far/t, "), lines.get(2));
    assertSays(runner.run("recover", "--abandon", far), "it cannot be given up from here");
    try (Ledger ledger = Ledgers.open(lake.location())) {
      assertEquals(List.of(far), ledger.orphans().stream().map(RunRecord::runId).toList());
    }
  }

  private static void assertSays(Result result, String text) {
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(text), result.err());
  }
}
