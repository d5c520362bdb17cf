package io.sluice.ledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Ledger.LiveOutput;
import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890123456Z");
  private static final FileVersion A1 = new FileVersion("file:/in/a", 10, "a1");
  private static final FileVersion A2 = new FileVersion("file:/in/a", 11, "a2");
  private static final FileVersion B1 = new FileVersion("file:/in/b", 20, "b1");
  private static final FileVersion C1 = new FileVersion("file:/in/c", 30, "c1");

  @TempDir Path lake;
  private SqliteLedger ledger;

  @BeforeEach
  void open() {
    ledger = SqliteLedger.open(lake);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aFileIsFreshOnceAndThenDone() {
    begin("r1");
    assertClaim(ledger.claim("r1", List.of(A1, B1)), List.of(A1, B1), List.of(), List.of());
    commit("r1", output("r1-0", A1, B1));

    begin("r2");
    assertClaim(ledger.claim("r2", List.of(A1, B1, C1)), List.of(C1), List.of(), List.of(A1, B1));
  }

  @Test
  void aChangedFileReplacesItsEarlierVersionAndHistoryIsKept() {
    begin("r1");
    ledger.claim("r1", List.of(A1));
    commit("r1", output("r1-0", A1));

    begin("r2");
    assertClaim(ledger.claim("r2", List.of(A2)), List.of(), List.of(A2), List.of());
    assertEquals(1, ledger.outputsOf("flights", A2.uri()).size());
    commit("r2", new Manifest(List.of(output("r2-0", A2)), List.of("lake/r1-0")));

    begin("r3");
    assertClaim(ledger.claim("r3", List.of(A2)), List.of(), List.of(), List.of(A2));
    assertEquals(
        List.of("lake/r2-0"),
        ledger.outputsOf("flights", "db.flights", List.of(A2.uri())).stream()
            .map(live -> live.output().path())
            .toList());
    assertEquals(
        List.of(
            new FileHistoryEntry(
                A1, "db.flights", "r1", FileHistoryEntry.State.REPLACED, Optional.of("r2")),
            new FileHistoryEntry(
                A2, "db.flights", "r2", FileHistoryEntry.State.DONE, Optional.empty())),
        ledger.history("flights", A1.uri()));
  }

  @Test
  void anAbortedRunGivesItsFilesBackAndKeepsItsReport() {
    begin("r1");
    ledger.claim("r1", List.of(A1));
    ledger.abort("r1", NOW, "too many rejects", Optional.of("{}"));

    RunRecord run = ledger.run("r1").orElseThrow();
    assertEquals(State.ABORTED, run.state());
    assertEquals(Optional.of("too many rejects"), run.message());
    assertEquals(Optional.of("{}"), run.report());
    assertEquals(Optional.empty(), ledger.manifest("r1"));
    begin("r2");
    assertClaim(ledger.claim("r2", List.of(A1)), List.of(A1), List.of(), List.of());
  }

  @Test
  void whatALivingRunHoldsIsHeldForOthersAndNotForItself() {
    begin("r1");
    ledger.claim("r1", List.of(A1));
    assertClaim(ledger.claim("r1", List.of(A1)), List.of(A1), List.of(), List.of());
    try (SqliteLedger other = SqliteLedger.open(lake)) {
      other.begin("r2", "flights", "db.flights", NOW);
      Claim claim = other.claim("r2", List.of(A1, B1));
      assertClaim(claim, List.of(B1), List.of(), List.of());
      assertEquals(List.of(new Claim.HeldFile(A1, "r1")), claim.held());
      assertEquals(List.of(), other.orphans("flights"));
      assertFalse(other.adopt("r1"));
      assertConflict("neither begun nor adopted", () -> other.record("r1", manifest()));
    }
  }

  @Test
  void theHolderMayClaimAFileAgainThatChangedMeanwhile() {
    begin("r1");
    ledger.claim("r1", List.of(A1));
    assertClaim(ledger.claim("r1", List.of(A2)), List.of(A2), List.of(), List.of());
    commit("r1", output("r1-0", A2));
    begin("r2");
    assertClaim(ledger.claim("r2", List.of(A2)), List.of(), List.of(), List.of(A2));
  }

  @Test
  void aRunThatDiedBeforeItRecordedLosesItsFilesAndIsLeftForRecovery() {
    try (SqliteLedger dying = SqliteLedger.open(lake)) {
      dying.begin("r1", "flights", "db.flights", NOW);
      dying.claim("r1", List.of(A1));
    }
    begin("r2");
    assertClaim(ledger.claim("r2", List.of(A1)), List.of(A1), List.of(), List.of());
    assertEquals(List.of("r1"), ids(ledger.orphans("flights")));
    assertEquals(List.of(), ledger.orphans("other"));
    assertTrue(ledger.adopt("r1"));
    assertFalse(ledger.adopt("r1"));
    ledger.abort("r1", NOW, "its process ended", Optional.empty());
    assertEquals(List.of(), ledger.orphans("flights"));
    assertFalse(ledger.adopt("r1"));
    commit("r2", output("r2-0", A1));
  }

  @Test
  void aRunThatDiedAfterItRecordedKeepsItsFilesUntilItIsCarriedThrough() {
    try (SqliteLedger dying = SqliteLedger.open(lake)) {
      dying.begin("r1", "flights", "db.flights", NOW);
      dying.claim("r1", List.of(A1));
      dying.record("r1", manifest(output("r1-0", A1)));
    }
    begin("r2");
    assertEquals(List.of(new Claim.HeldFile(A1, "r1")), ledger.claim("r2", List.of(A1)).held());
    assertEquals(List.of(), ledger.liveOutputs("db.flights", Kind.DATA));
    assertTrue(ledger.adopt("r1"));
    assertEquals(manifest(output("r1-0", A1)), ledger.manifest("r1").orElseThrow());
    ledger.commit("r1", NOW, "{}");
    assertClaim(ledger.claim("r2", List.of(A1)), List.of(), List.of(), List.of(A1));
    assertEquals(
        List.of(new LiveOutput("r1", output("r1-0", A1))),
        ledger.liveOutputs("db.flights", Kind.DATA));
  }

  @Test
  void aManifestComesBackAsItWasGiven() {
    Map<String, String> partition = new LinkedHashMap<>();
    partition.put("year", "2024");
    partition.put("carrier", null);
    partition.put("a b", "한글/=\"'");
    Output data =
        new Output(
            Kind.DATA,
            "p",
            "lake/data",
            partition,
            5,
            99,
            List.of(new SourceRows("u2", 0, 3), new SourceRows("u1", 3, 2)));
    Output rejects = new Output(Kind.REJECTS, "q", "lake/rej", Map.of(), 1, 9, List.of());
    Manifest manifest = manifest(data, rejects);
    begin("r1");
    ledger.record("r1", manifest);
    assertEquals(manifest, ledger.manifest("r1").orElseThrow());
    assertEquals(
        List.copyOf(partition.keySet()),
        List.copyOf(ledger.manifest("r1").orElseThrow().outputs().get(0).partition().keySet()));
    ledger.commit("r1", NOW, "{}");
    assertEquals(List.of(data), outputs(Kind.DATA));
    assertEquals(List.of(rejects), outputs(Kind.REJECTS));
  }

  @Test
  void liveOutputsComeInTheOrderOfTheirCommits() {
    begin("r1");
    begin("r2");
    ledger.record("r1", manifest(output("r1-0"), output("r1-1")));
    commit("r2", output("r2-0"));
    ledger.commit("r1", NOW, "{}");
    assertEquals(
        List.of("lake/r2-0", "lake/r1-0", "lake/r1-1"),
        outputs(Kind.DATA).stream().map(Output::path).toList());
  }

  @Test
  void twoRunsCannotReplaceTheSameFile() {
    begin("r1");
    commit("r1", output("r1-0", A1, B1));
    begin("r2");
    begin("r3");
    ledger.record("r2", new Manifest(List.of(output("r2-0", B1)), List.of("lake/r1-0")));
    Manifest second = new Manifest(List.of(output("r3-0", A1)), List.of("lake/r1-0"));
    assertConflict("which run r2 is replacing", () -> ledger.record("r3", second));
    ledger.commit("r2", NOW, "{}");
    assertConflict("not a live file of db.flights", () -> ledger.record("r3", second));
    assertConflict("a file of run r2", () -> ledger.record("r3", manifest(output("r2-0", C1))));
    assertEquals(State.CLAIMED, ledger.run("r3").orElseThrow().state());
  }

  @Test
  void anotherTableStartsWithoutFiles() {
    begin("r1");
    ledger.claim("r1", List.of(A1));
    commit("r1", output("r1-0", A1));
    ledger.begin("r2", "flights", "db.other", NOW);
    assertClaim(ledger.claim("r2", List.of(A1)), List.of(A1), List.of(), List.of());
    commit("r2", output("r2-0", A1));
    assertEquals(2, ledger.outputsOf("flights", A1.uri()).size());
    assertEquals(1, ledger.outputsOf("flights", "db.other", List.of(A1.uri())).size());
    assertEquals(0, ledger.outputsOf("other", A1.uri()).size());
  }

  @Test
  void outputsOfSeveralFilesComeOnceAndInOrder() {
    begin("r1");
    begin("r2");
    ledger.record("r1", manifest(output("r1-0", A1, B1), output("r1-1", C1)));
    commit("r2", output("r2-0", B1, B1));
    ledger.commit("r1", NOW, "{}");
    assertEquals(
        List.of("lake/r2-0", "lake/r1-0"),
        ledger.outputsOf("flights", "db.flights", List.of(A1.uri(), B1.uri(), "none")).stream()
            .map(live -> live.output().path())
            .toList());
    assertEquals(List.of(), ledger.outputsOf("flights", "db.flights", List.of()));
  }

  @Test
  void thousandsOfFilesAreClaimedInAMomentAndFoundDone() {
    List<FileVersion> files =
        IntStream.range(0, 5_000)
            .mapToObj(i -> new FileVersion("file:/in/" + i, i, "v" + i))
            .toList();
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          begin("r1");
          assertEquals(files, ledger.claim("r1", files).fresh());
          commit("r1");
          begin("r2");
          assertEquals(files, ledger.claim("r2", files).done());
        });
  }

  @Test
  void runsAreFoundByPrefixAndListedNewestFirst() {
    begin("20260101-aa");
    begin("20260101-ab");
    ledger.begin("20260102-zz", "other", "db.other", NOW);
    assertEquals(List.of("20260102-zz", "20260101-ab"), ids(ledger.runs(Optional.empty(), 2)));
    assertEquals(
        List.of("20260101-ab", "20260101-aa"), ids(ledger.runs(Optional.of("flights"), 9)));
    assertEquals("20260101-ab", ledger.run("20260101-ab").orElseThrow().runId());
    assertEquals("20260102-zz", ledger.run("20260102").orElseThrow().runId());
    assertEquals(Optional.empty(), ledger.run("20260101"));
    assertEquals(Optional.empty(), ledger.run("%"));
    assertEquals(NOW, ledger.run("20260102").orElseThrow().startedAt());
  }

  @Test
  void stepsOutOfOrderAreRefusedAndChangeNothing() {
    begin("r1");
    assertConflict("CLAIMED, not RECORDED", () -> ledger.commit("r1", NOW, "{}"));
    ledger.record("r1", manifest());
    assertConflict("RECORDED, not CLAIMED", () -> ledger.record("r1", manifest()));
    assertConflict("RECORDED, not CLAIMED", () -> ledger.abort("r1", NOW, "no", Optional.empty()));
    ledger.commit("r1", NOW, "{}");
    assertConflict("COMMITTED, not CLAIMED", () -> ledger.claim("r1", List.of(A1)));
    assertConflict("in the ledger already", () -> begin("r1"));
    assertConflict("no run r9", () -> ledger.claim("r9", List.of(A1)));
    assertThrows(IllegalArgumentException.class, () -> begin("../evil"));
    begin("r2");
    assertThrows(IllegalArgumentException.class, () -> ledger.claim("r2", List.of(A1, A2)));
  }

  @Test
  void finishedRunsLeaveNoLockFiles() throws Exception {
    begin("r1");
    commit("r1");
    begin("r2");
    ledger.abort("r2", NOW, "no", Optional.empty());
    begin("r3");
    try (var files = Files.list(lake.resolve("_sluice/locks"))) {
      assertEquals(List.of("r3.lock"), files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void lookingCreatesNoLedger() {
    assertTrue(SqliteLedger.openExisting(lake.resolve("nowhere")).isEmpty());
    assertFalse(Files.exists(lake.resolve("nowhere")));
    SqliteLedger.openExisting(lake).orElseThrow().close();
  }

  private void begin(String runId) {
    ledger.begin(runId, "flights", "db.flights", NOW);
  }

  private void commit(String runId, Output... outputs) {
    commit(runId, manifest(outputs));
  }

  private void commit(String runId, Manifest manifest) {
    ledger.record(runId, manifest);
    ledger.commit(runId, NOW, "{}");
  }

  private static Manifest manifest(Output... outputs) {
    return new Manifest(List.of(outputs), List.of());
  }

  private static Output output(String name, FileVersion... sources) {
    List<SourceRows> rows = new java.util.ArrayList<>();
    for (FileVersion source : sources) {
      rows.add(new SourceRows(source.uri(), rows.size() * 10L, 10));
    }
    return new Output(
        Kind.DATA, "pending/" + name, "lake/" + name, Map.of(), 10L * rows.size(), 123, rows);
  }

  private List<Output> outputs(Kind kind) {
    return ledger.liveOutputs("db.flights", kind).stream().map(LiveOutput::output).toList();
  }

  private static List<String> ids(List<RunRecord> runs) {
    return runs.stream().map(RunRecord::runId).toList();
  }

  private static void assertClaim(
      Claim claim, List<FileVersion> fresh, List<FileVersion> changed, List<FileVersion> done) {
    assertEquals(fresh, claim.fresh(), "fresh");
    assertEquals(changed, claim.changed(), "changed");
    assertEquals(done, claim.done(), "done");
  }

  private static void assertConflict(String text, Runnable step) {
    LedgerConflictException e = assertThrows(LedgerConflictException.class, step::run);
    assertTrue(e.getMessage().contains(text), e.getMessage());
  }
}
