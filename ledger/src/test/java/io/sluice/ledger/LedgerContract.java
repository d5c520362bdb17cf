package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.ledger.RunRecord.Figures;
import io.sluice.ledger.RunRecord.State;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger promises. A ledger's own test extends this and says which lake it is for. */
public abstract class LedgerContract extends LedgerFixture {
  @Test
  void aFileIsFreshOnceAndThenDone() {
    begin("r1");
    assertClaim(claim("r1", A1, B1), List.of(A1, B1), List.of(), List.of());
    commit("r1", output("r1-0", A1, B1));

    begin("r2");
    assertClaim(claim("r2", A1, B1, C1), List.of(C1), List.of(), List.of(A1, B1));
  }

  @Test
  void aChangedFileReplacesItsEarlierVersionAndHistoryIsKept() {
    begin("r1");
    claim("r1", A1);
    commit("r1", output("r1-0", A1));

    begin("r2");
    assertClaim(claim("r2", A2), List.of(), List.of(A2), List.of());
    assertEquals(List.of(path("r1-0")), pathsOf(TABLE, A2));
    commit("r2", removing(List.of(path("r1-0")), output("r2-0", A2)));

    begin("r3");
    assertClaim(claim("r3", A2), List.of(), List.of(), List.of(A2));
    assertEquals(List.of(path("r2-0")), pathsOf(TABLE, A2));
    assertEquals(
        List.of(
            new FileHistoryEntry(
                A1, TABLE, "r1", FileHistoryEntry.State.REPLACED, Optional.of("r2")),
            new FileHistoryEntry(A2, TABLE, "r2", FileHistoryEntry.State.DONE, Optional.empty())),
        ledger.history("flights", A1.uri()));
  }

  @Test
  void anAbortedRunGivesItsFilesBackAndKeepsItsReport() {
    begin("r1");
    claim("r1", A1);
    RunReport report = report("r1", RunState.REFUSED);
    ledger.abort(run("r1"), NOW, "too many rejects", Optional.of(report));

    RunRecord run = record("r1");
    assertEquals(State.ABORTED, run.state());
    assertEquals(Optional.of("too many rejects"), run.message());
    assertEquals(Optional.of(NOW), run.finishedAt());
    assertEquals(Optional.of(Figures.of(report)), run.figures());
    assertEquals(Optional.of(report), ledger.report("r1"));
    assertEquals(Optional.empty(), ledger.manifest("r1"));
    begin("r2");
    assertClaim(claim("r2", A1), List.of(A1), List.of(), List.of());
    ledger.abort(run("r2"), NOW, "its process ended", Optional.empty());
    assertEquals(Optional.empty(), ledger.report("r2"));
    assertEquals(Optional.empty(), record("r2").figures());
  }

  @Test
  void aCommittedRunHasTheManifestsReport() {
    begin("r1");
    Manifest manifest = manifest(output("r1-0", A1));
    ledger.record(run("r1"), table(TABLE), manifest);
    assertEquals(Optional.empty(), record("r1").figures());
    ledger.commit(run("r1"), table(TABLE), NOW);
    assertEquals(Optional.of(manifest.report()), ledger.report("r1"));
    assertEquals(
        new RunRecord(
            "r1",
            "flights",
            TABLE,
            location(TABLE),
            State.COMMITTED,
            NOW,
            Optional.of(NOW),
            Optional.empty(),
            Optional.of(new Figures(RunState.COMMITTED, 1, new Counts(21, 10, 5, 3, 3, 1L << 40)))),
        record("r1"));
    assertEquals(Optional.empty(), ledger.report("none"));
  }

  @Test
  void whatALivingRunHoldsIsHeldForOthersAndNotForItself() {
    begin("r1");
    claim("r1", A1);
    assertClaim(claim("r1", A1), List.of(A1), List.of(), List.of());
    try (Ledger other = open()) {
      Lease second = other.begin(start("r2", "flights", TABLE));
      Claim claim = other.claim(second, List.of(A1, B1));
      assertClaim(claim, List.of(B1), List.of(), List.of());
      assertEquals(List.of(new Claim.HeldFile(A1, "r1")), claim.held());
      assertEquals(List.of(), other.orphans());
      assertTrue(other.living("r1"));
      assertEquals(Optional.empty(), other.adopt("r1"));
      Lease table = other.leaseTable(TABLE).orElseThrow();
      assertLost(() -> other.record(run("r1"), table, manifest()));
    }
  }

  @Test
  void theHolderMayClaimAFileAgainThatChangedMeanwhile() {
    begin("r1");
    claim("r1", A1);
    assertClaim(claim("r1", A2), List.of(A2), List.of(), List.of());
    commit("r1", output("r1-0", A2));
    begin("r2");
    assertClaim(claim("r2", A2), List.of(), List.of(), List.of(A2));
  }

  @Test
  void aModificationTimeIsNoPartOfAFilesIdentity() {
    FileVersion touched = new FileVersion(A1.uri(), A1.size(), A1.identity(), 99);
    begin("r1");
    assertClaim(claim("r1", A1, touched), List.of(A1), List.of(), List.of());
    assertClaim(claim("r1", touched), List.of(touched), List.of(), List.of());
    commit("r1");
    begin("r2");
    assertClaim(claim("r2", touched), List.of(), List.of(), List.of(touched));
  }

  @Test
  void filesGivenBackAreFreshForTheNextRun() {
    begin("r1");
    claim("r1", A1, B1);
    ledger.release(run("r1"), List.of(A1.uri(), "file:/in/other"));
    begin("r2");
    assertClaim(claim("r2", A1, B1), List.of(A1), List.of(), List.of());
    ledger.release(run("r1"), List.of(A1.uri()));
    commit("r1");
    commit("r2");
    begin("r3");
    assertClaim(claim("r3", A1, B1), List.of(), List.of(), List.of(A1, B1));
  }

  @Test
  void aPreviewSaysWhatAClaimWouldAndChangesNothing() {
    assertClaim(ledger.preview("flights", TABLE, List.of(A1)), List.of(A1), List.of(), List.of());
    assertEquals(List.of(), ledger.tables());
    begin("r1");
    claim("r1", A1);
    assertEquals(
        List.of(new Claim.HeldFile(A1, "r1")),
        ledger.preview("flights", TABLE, List.of(A1)).held());
    commit("r1");
    for (int i = 0; i < 2; i++) {
      assertClaim(
          ledger.preview("flights", TABLE, List.of(A2, B1)), List.of(B1), List.of(A2), List.of());
    }
  }

  @Test
  void aRunThatDiedBeforeItRecordedLosesItsFilesAndIsLeftForRecovery() {
    try (Ledger dying = open()) {
      dying.claim(dying.begin(start("r1", "flights", TABLE)), List.of(A1));
    }
    begin("r2");
    assertClaim(claim("r2", A1), List.of(A1), List.of(), List.of());
    assertEquals(List.of("r1"), ids(ledger.orphans()));
    assertFalse(ledger.living("r1"));
    Lease adopted = ledger.adopt("r1").orElseThrow();
    assertEquals(Set.of("r1", "r2"), ledger.living(List.of("r1", "none", "r2")));
    assertEquals(Optional.empty(), ledger.adopt("r1"));
    ledger.abort(adopted, NOW, "its process ended", Optional.empty());
    assertEquals(List.of(), ledger.orphans());
    assertEquals(Optional.empty(), ledger.adopt("r1"));
    assertEquals(Optional.empty(), ledger.adopt("none"));
    assertFalse(ledger.living("r1"));
    commit("r2", output("r2-0", A1));
  }

  @Test
  void aRunThatDiedAfterItRecordedKeepsItsFilesUntilItIsCarriedThrough() {
    Manifest manifest = manifest(output("r1-0", A1));
    try (Ledger dying = open()) {
      Lease run = dying.begin(start("r1", "flights", TABLE));
      dying.claim(run, List.of(A1));
      dying.record(run, dying.leaseTable(TABLE).orElseThrow(), manifest);
    }
    begin("r2");
    assertEquals(List.of(new Claim.HeldFile(A1, "r1")), claim("r2", A1).held());
    assertEquals(List.of(), ledger.liveFiles(TABLE, Kind.DATA));
    assertEquals(State.RECORDED, ledger.orphans().get(0).state());
    Lease adopted = ledger.adopt("r1").orElseThrow();
    assertEquals(manifest, ledger.manifest("r1").orElseThrow());
    ledger.commit(adopted, table(TABLE), NOW);
    assertClaim(claim("r2", A1), List.of(), List.of(), List.of(A1));
    assertEquals(
        List.of(new LiveFile("r1", path("r1-0"), Map.of(), 10, 123)),
        ledger.liveFiles(TABLE, Kind.DATA));
  }

  @Test
  void aRecordedRunMayBeGivenUp() {
    begin("r1");
    claim("r1", A1);
    commit("r1", output("r1-0", A1));
    begin("r2");
    claim("r2", A2);
    Manifest manifest = removing(List.of(path("r1-0")), output("r2-0", A2));
    ledger.record(run("r2"), table(TABLE), manifest);
    ledger.abort(run("r2"), NOW, "given up", Optional.empty());

    assertEquals(List.of(path("r1-0")), livePaths(Kind.DATA));
    assertEquals(Optional.empty(), ledger.manifest("r2"));
    assertEquals(Optional.empty(), ledger.report("r2"));
    assertEquals(Optional.empty(), record("r2").figures());
    begin("r3");
    assertClaim(claim("r3", A2), List.of(), List.of(A2), List.of());
    // Even the names are free again.
    commit("r3", manifest);
    assertEquals(List.of(path("r2-0")), livePaths(Kind.DATA));
  }

  @Test
  void orphansOfAllDatasetsComeOldestFirst() {
    try (Ledger dying = open()) {
      dying.begin(start("z", "trains", "db.trains"));
      dying.begin(start("a", "flights", TABLE));
    }
    begin("living");
    assertEquals(List.of("z", "a"), ids(ledger.orphans()));
    Lease adopted = ledger.adopt("z").orElseThrow();
    assertEquals(List.of("a"), ids(ledger.orphans()));
    ledger.giveBack(adopted);
    assertEquals(List.of("z", "a"), ids(ledger.orphans()));
    assertLost(() -> ledger.claim(adopted, List.of(A1)));
  }

  @Test
  void unfinishedAreThoseThatAreNotOverWhetherOrNotSomebodyHoldsThem() {
    try (Ledger dying = open()) {
      dying.begin(start("dead", "trains", "db.trains"));
    }
    for (String run : List.of("claimed", "recorded", "committed", "aborted")) {
      begin(run);
    }
    ledger.record(run("recorded"), table(TABLE), manifest());
    commit("committed", output("o", A1));
    ledger.abort(run("aborted"), NOW, "no", Optional.empty());
    assertEquals(List.of("dead", "claimed", "recorded"), ids(ledger.unfinished()));
    assertEquals(location("db.trains"), ledger.unfinished().get(0).location());
    assertEquals(List.of("db.flights", "db.trains"), ledger.tables());
  }

  @Test
  void aTableHasOneHolderAtATime() {
    Lease first = ledger.leaseTable(TABLE).orElseThrow();
    assertEquals(Optional.empty(), ledger.leaseTable(TABLE));
    try (Ledger other = open()) {
      assertEquals(Optional.empty(), other.leaseTable(TABLE));
      assertTrue(other.leaseTable("db.other").isPresent());
      ledger.giveBack(first);
      Lease second = other.leaseTable(TABLE).orElseThrow();
      assertTrue(second.version() > first.version(), first + " " + second);
      // Giving back again what is somebody else's now changes nothing.
      ledger.giveBack(first);
      assertEquals(Optional.empty(), ledger.leaseTable(TABLE));
    }
    assertTrue(ledger.leaseTable(TABLE).isPresent());
  }

  @Test
  void whoLostALeaseChangesNothing() {
    begin("r1");
    claim("r1", A1);
    Lease stale = run("r1");
    Lease staleTable = table(TABLE);
    ledger.giveBack(stale);
    ledger.giveBack(staleTable);
    try (Ledger other = open()) {
      Lease run = other.adopt("r1").orElseThrow();
      Lease table = other.leaseTable(TABLE).orElseThrow();
      assertTrue(run.version() > stale.version());
      for (Ledger asked : List.of(ledger, other)) {
        assertLost(() -> asked.claim(stale, List.of(B1)));
        assertLost(() -> asked.release(stale, List.of(A1.uri())));
        assertLost(() -> asked.record(stale, table, manifest()));
        assertLost(() -> asked.commit(stale, table, NOW));
        assertLost(() -> asked.abort(stale, NOW, "no", Optional.empty()));
      }
      assertLost(() -> other.record(run, staleTable, manifest()));
      assertEquals(State.CLAIMED, record("r1").state());
      assertEquals(
          List.of(new Claim.HeldFile(A1, "r1")),
          ledger.preview("flights", TABLE, List.of(A1, B1)).held());
      other.record(run, table, manifest());
      assertLost(() -> other.commit(run, staleTable, NOW));
      other.commit(run, table, NOW);
      assertLost(() -> ledger.claim(stale, List.of(B1)));
    }
  }

  @Test
  void aLeaseOfAnotherKindOrTableIsRefused() {
    begin("r1");
    Lease other = table("db.other");
    assertThrows(IllegalArgumentException.class, () -> ledger.record(run("r1"), other, manifest()));
    assertThrows(
        IllegalArgumentException.class, () -> ledger.record(run("r1"), run("r1"), manifest()));
    assertThrows(IllegalArgumentException.class, () -> ledger.claim(other, List.of(A1)));
  }

  @Test
  void aManifestComesBackAsItWasGiven() {
    begin("r0");
    commit("r0", output("r0-0"), output("r0-1"));
    Map<String, String> partition = new LinkedHashMap<>();
    partition.put("year", "2024");
    partition.put("carrier", null);
    partition.put("a b", "한글/=\"'");
    Output data =
        new Output(
            Kind.DATA,
            path("data"),
            "h 한",
            partition,
            5,
            99,
            List.of(new SourceRows("u2", 0, 3), new SourceRows("u1", 3, 2)));
    Output rejects = new Output(Kind.REJECTS, path("rej"), "/h", Map.of(), 1, 9, List.of());
    Manifest manifest =
        new Manifest(
            List.of(data, rejects),
            List.of(path("r0-1"), path("r0-0")),
            Optional.of("{\"any\": \"text\"}"),
            report("r1", RunState.COMMITTED));
    begin("r1");
    ledger.record(run("r1"), table(TABLE), manifest);
    assertEquals(manifest, ledger.manifest("r1").orElseThrow());
    assertEquals(
        List.copyOf(partition.keySet()),
        List.copyOf(ledger.manifest("r1").orElseThrow().outputs().get(0).partition().keySet()));
    ledger.commit(run("r1"), table(TABLE), NOW);
    assertEquals(manifest, ledger.manifest("r1").orElseThrow());
    assertEquals(
        List.of(new LiveFile("r1", path("data"), partition, 5, 99)),
        ledger.liveFiles(TABLE, Kind.DATA));
    assertEquals(
        List.of(new LiveFile("r1", path("rej"), Map.of(), 1, 9)),
        ledger.liveFiles(TABLE, Kind.REJECTS));
    assertEquals(List.of(data), ledger.outputsOf("flights", TABLE, List.of("u1")));
    assertEquals(Optional.empty(), ledger.manifest("none"));
  }

  @Test
  void liveFilesComeInTheOrderOfTheirCommits() {
    begin("r1");
    begin("r2");
    ledger.record(run("r1"), table(TABLE), manifest(output("r1-0"), output("r1-1")));
    commit("r2", output("r2-0"));
    ledger.commit(run("r1"), table(TABLE), NOW);
    assertEquals(List.of(path("r2-0"), path("r1-0"), path("r1-1")), livePaths(Kind.DATA));
    assertEquals(List.of(), livePaths(Kind.REJECTS));
    assertEquals(List.of(), ledger.liveFiles("db.other", Kind.DATA));
  }

  @Test
  void twoRunsCannotReplaceTheSameFile() {
    begin("r1");
    commit("r1", output("r1-0", A1, B1));
    begin("r2");
    begin("r3");
    Lease table = table(TABLE);
    ledger.record(run("r2"), table, removing(List.of(path("r1-0")), output("r2-0", B1)));
    Manifest second = removing(List.of(path("r1-0")), output("r3-0", A1));
    assertConflict("which run r2 is replacing", () -> ledger.record(run("r3"), table, second));
    ledger.commit(run("r2"), table, NOW);
    assertConflict("not a live file of db.flights", () -> ledger.record(run("r3"), table, second));
    assertConflict(
        "a file of run r2", () -> ledger.record(run("r3"), table, manifest(output("r2-0", C1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> ledger.record(run("r3"), table, removing(List.of(path("r2-0"), path("r2-0")))));
    assertEquals(State.CLAIMED, record("r3").state());
  }

  @Test
  void whatACommittedRunReplacedIsUncleanedUntilItIsCleaned() {
    begin("r1");
    commit("r1", output("r1-0"), output("r1-1"));
    assertEquals(List.of(), ledger.uncleaned(Instant.MAX.minusSeconds(1L << 40)));
    begin("r2");
    begin("r3");
    ledger.record(run("r3"), table(TABLE), removing(List.of(path("r1-1"))));
    ledger.record(run("r2"), table(TABLE), removing(List.of(path("r1-0")), output("r2-0")));
    assertConflict("RECORDED, not COMMITTED", () -> ledger.cleaned("r2"));
    assertEquals(List.of(), ledger.uncleaned(NOW.plusSeconds(99)));
    ledger.commit(run("r2"), table(TABLE), NOW.plusSeconds(1));
    ledger.commit(run("r3"), table(TABLE), NOW);

    assertEquals(List.of("r3", "r2"), ids(ledger.uncleaned(NOW.plusSeconds(2))));
    assertEquals(List.of("r3"), ids(ledger.uncleaned(NOW.plusSeconds(1))));
    assertEquals(List.of("r3"), ids(ledger.uncleaned(NOW.plusNanos(1))));
    assertEquals(List.of(), ledger.uncleaned(NOW));
    ledger.cleaned("r3");
    ledger.cleaned("r3");
    assertEquals(List.of("r2"), ids(ledger.uncleaned(NOW.plusSeconds(2))));
    assertEquals(List.of(path("r1-1")), ledger.manifest("r3").orElseThrow().removed());
    assertConflict("no run r9", () -> ledger.cleaned("r9"));
  }

  @Test
  void anotherTableStartsWithoutFiles() {
    begin("r1");
    claim("r1", A1);
    commit("r1", output("r1-0", A1));
    leases.put("r2", ledger.begin(start("r2", "flights", "db.other")));
    assertClaim(claim("r2", A1), List.of(A1), List.of(), List.of());
    ledger.record(run("r2"), table("db.other"), manifest(output("r2-0", A1)));
    ledger.commit(run("r2"), table("db.other"), NOW);
    assertEquals(List.of(path("r1-0")), pathsOf(TABLE, A1));
    assertEquals(List.of(path("r2-0")), pathsOf("db.other", A1));
    assertEquals(List.of(), ledger.outputsOf("other", TABLE, List.of(A1.uri())));
    assertEquals(List.of("db.flights", "db.other"), ledger.tables());
    assertEquals(2, ledger.history("flights", A1.uri()).size());
  }

  @Test
  void outputsOfSeveralFilesComeOnceAndInOrder() {
    begin("r1");
    begin("r2");
    ledger.record(run("r1"), table(TABLE), manifest(output("r1-0", A1, B1), output("r1-1", C1)));
    commit("r2", output("r2-0", B1, B1));
    ledger.commit(run("r1"), table(TABLE), NOW);
    assertEquals(
        List.of(path("r2-0"), path("r1-0")),
        pathsOf(TABLE, A1, B1, new FileVersion("none", 0, "")));
    assertEquals(List.of(), pathsOf(TABLE));
    assertEquals(
        List.of(output("r2-0", B1, B1), output("r1-0", A1, B1)),
        ledger.outputsOf("flights", TABLE, List.of(B1.uri())));
  }

  /** What a run only carries from one folder to another stays the dataset's that it was of. */
  @Test
  void filesThatARunCarriesAlongStayTheirDatasets() {
    begin("r1");
    claim("r1", A1);
    commit("r1", output("r1-0", A1, B1), output("r1-1", C1));
    assertEquals(
        List.of(of("flights", output("r1-0", A1, B1)), of("flights", output("r1-1", C1))),
        ledger.liveOutputs(TABLE, List.of(path("r1-1"), path("r1-0"), path("r1-0"))));
    leases.put("r2", ledger.begin(start("r2", "other", TABLE)));
    Output carried = of("flights", output("r2-0", A1, B1));
    commit("r2", removing(List.of(path("r1-0")), carried, output("r2-1", A1)));
    assertEquals(carried, ledger.manifest("r2").orElseThrow().outputs().get(0));
    assertEquals(
        List.of(of("flights", output("r1-1", C1)), carried, of("other", output("r2-1", A1))),
        ledger.liveOutputs(TABLE, livePaths(Kind.DATA)));
    assertEquals(List.of(path("r2-0")), pathsOf(TABLE, A1, B1));
    assertEquals(List.of(output("r2-1", A1)), ledger.outputsOf("other", TABLE, List.of(A1.uri())));
    assertEquals(List.of(), ledger.liveOutputs(TABLE, List.of(path("r1-0"), path("none"))));
    assertEquals(List.of(), ledger.liveOutputs("lake.other", livePaths(Kind.DATA)));
    assertEquals(List.of(), ledger.liveOutputs(TABLE, List.of()));
  }

  private static Output of(String dataset, Output o) {
    return new Output(
        o.kind(), o.path(), o.handle(), o.partition(), o.rows(), o.bytes(), o.sources(), dataset);
  }

  @Test
  protected void thousandsOfFilesAreClaimedInAMomentAndFoundDone() {
    List<FileVersion> files =
        IntStream.range(0, 5_000)
            .mapToObj(i -> new FileVersion("file:/in/" + i, i, "v" + i))
            .toList();
    assertTimeout(
        Duration.ofMinutes(3),
        () -> {
          begin("r1");
          assertEquals(files, ledger.claim(run("r1"), files).fresh());
          commit("r1");
          begin("r2");
          assertEquals(files, ledger.claim(run("r2"), files).done());
        });
  }

  @Test
  void eachFileGoesToExactlyOneOfSeveralThreads() throws Exception {
    List<FileVersion> files =
        IntStream.range(0, 300).mapToObj(i -> new FileVersion("file:/in/" + i, i, "v")).toList();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> claims =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      pool.submit(
                          () -> {
                            try (Ledger mine = open()) {
                              Lease run = mine.begin(start("r" + i, "flights", TABLE));
                              int taken = 0;
                              for (FileVersion file : files) {
                                taken += mine.claim(run, List.of(file)).fresh().size();
                              }
                              Optional<Lease> table = mine.leaseTable(TABLE);
                              while (table.isEmpty()) {
                                Thread.sleep(1);
                                table = mine.leaseTable(TABLE);
                              }
                              mine.record(run, table.get(), manifest());
                              mine.commit(run, table.get(), NOW);
                              return taken;
                            }
                          }))
              .toList();
      int sum = 0;
      for (Future<Integer> one : claims) {
        sum += one.get();
      }
      assertEquals(files.size(), sum);
    } finally {
      pool.shutdownNow();
    }
    assertEquals(files, ledger.preview("flights", TABLE, files).done());
  }

  @Test
  void runsAreFoundByPrefixAndListedNewestFirst() {
    begin("20260101-ab");
    begin("20260101-aa");
    begin("20260101-aaa");
    ledger.begin(start("20260102-zz", "other", "db.other"));
    ledger.begin(start("20260103-zz", "other", TABLE));
    Optional<String> any = Optional.empty();
    assertEquals(List.of("20260103-zz", "20260102-zz"), ids(ledger.runs(any, any, 2)));
    assertEquals(
        List.of("20260101-aaa", "20260101-aa", "20260101-ab"),
        ids(ledger.runs(Optional.of("flights"), any, 9)));
    assertEquals(
        List.of("20260103-zz", "20260101-aaa"), ids(ledger.runs(any, Optional.of(TABLE), 2)));
    assertEquals(
        List.of("20260103-zz"), ids(ledger.runs(Optional.of("other"), Optional.of(TABLE), 9)));
    assertEquals(List.of(), ledger.runs(Optional.of("none"), Optional.of(TABLE), 9));

    assertEquals(
        List.of("20260101-aa", "20260101-aaa"), ids(ledger.runsByPrefix("20260101-aa", 9)));
    assertEquals(List.of("20260101-aaa", "20260101-aa"), ids(ledger.runsByPrefix("20260101", 2)));
    assertEquals(List.of("20260102-zz"), ids(ledger.runsByPrefix("20260102", 9)));
    assertEquals(5, ledger.runsByPrefix("", 9).size());
    assertEquals(List.of(), ledger.runsByPrefix("%", 9));
    assertEquals(List.of(), ledger.runsByPrefix("20260101-b", 9));
    assertEquals(NOW, ledger.runsByPrefix("20260102", 1).get(0).startedAt());
    assertEquals(location("db.other"), ledger.runsByPrefix("20260102", 1).get(0).location());
    assertEquals(List.of("flights", "other"), ledger.datasets());
    assertEquals(List.of("db.flights", "db.other"), ledger.tables());
  }

  @Test
  void stepsOutOfOrderAreRefusedAndChangeNothing() {
    begin("r1");
    Lease table = table(TABLE);
    assertConflict("CLAIMED, not RECORDED", () -> ledger.commit(run("r1"), table, NOW));
    ledger.record(run("r1"), table, manifest());
    assertConflict("RECORDED, not CLAIMED", () -> ledger.record(run("r1"), table, manifest()));
    assertConflict("RECORDED, not CLAIMED", () -> ledger.release(run("r1"), List.of(A1.uri())));
    ledger.commit(run("r1"), table, NOW);
    assertConflict("COMMITTED, not CLAIMED", () -> claim("r1", A1));
    assertConflict(
        "COMMITTED, not CLAIMED or RECORDED",
        () -> ledger.abort(run("r1"), NOW, "no", Optional.empty()));
    assertConflict("in the ledger already", () -> begin("r1"));
    assertConflict(
        "no run r9", () -> ledger.claim(new Lease(Lease.Kind.RUN, "r9", 1), List.of(A1)));
    assertThrows(IllegalArgumentException.class, () -> begin("../evil"));
    begin("r2");
    assertThrows(IllegalArgumentException.class, () -> claim("r2", A1, A2));
  }
}
