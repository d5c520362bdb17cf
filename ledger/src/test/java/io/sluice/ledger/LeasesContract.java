package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may work on what, and what becomes of the runs of those who died. */
abstract class LeasesContract extends ClaimsContract {
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
}
