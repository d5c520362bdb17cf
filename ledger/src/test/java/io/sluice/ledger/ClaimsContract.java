package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which files a run gets: each version of a file goes to one run. */
abstract class ClaimsContract extends LedgerFixture {
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
}
