package io.sluice.ledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.LedgerContract;
import io.sluice.ledger.Ledgers;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.sqlite.SqliteFile;
import io.sluice.sqlite.SqliteFileException;
import io.sluice.sqlite.SqliteFileException.Reason;
import io.sluice.sqlite.SqliteSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {
  @TempDir Path folder;

  @Override
  protected LakeLocation lake() {
    return LakeLocation.of(folder.resolve("lake"));
  }

  @Test
  void finishedRunsLeaveNoLockFiles() throws Exception {
    begin("r1");
    commit("r1");
    begin("r2");
    ledger.abort(run("r2"), NOW, "no", Optional.empty());
    begin("r3");
    ledger.orphans();
    assertFalse(ledger.living("r1"));
    assertFalse(ledger.living("../../evil"));
    try (var files = Files.list(Path.of(lake().own("locks")))) {
      assertEquals(
          List.of("run-r3.lock", "table-db.flights.lock"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void anyTableNameHasALock() {
    String longest = "d".repeat(255) + "." + "t".repeat(255);
    for (String name : List.of(longest, "../../evil", "데이터.표", "")) {
      assertTrue(ledger.leaseTable(name).isPresent(), name);
      assertEquals(Optional.empty(), ledger.leaseTable(name), name);
    }
    assertFalse(Files.exists(folder.resolve("evil.lock")));
  }

  @Test
  void lookingCreatesNoLedger() {
    LakeLocation nowhere = LakeLocation.of(folder.resolve("nowhere"));
    assertTrue(Ledgers.openExisting(nowhere).isEmpty());
    assertFalse(Files.exists(folder.resolve("nowhere")));
    assertInstanceOf(SqliteLedger.class, ledger);
    Ledgers.openExisting(lake()).orElseThrow().close();
  }

  @Test
  void aLocationThatNoLedgerTakesIsNamed() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Ledgers.open(new LakeLocation("abc://bucket/lake")));
    assertTrue(e.getMessage().contains("abc://bucket/lake"), e.getMessage());
  }

  @Test
  void aLedgerOfADevelopmentVersionIsRefused() {
    LakeLocation old = LakeLocation.of(folder.resolve("old"));
    SqliteSchema first =
        new SqliteSchema("ledger", 0x536c4c67, 1, List.of("CREATE TABLE runs (run_id TEXT)"));
    SqliteFile.open(Path.of(old.own("ledger.sqlite")), first).close();
    SqliteFileException e =
        assertThrows(SqliteFileException.class, () -> Ledgers.open(old).close());
    assertEquals(Reason.OLDER, e.reason());
    assertTrue(e.getMessage().contains("Ingest into a new lake folder"), e.getMessage());
  }

  @Test
  void aCopiedAndAMovedLakeReadAsTheyLie() throws Exception {
    String outside = folder.resolve("elsewhere/x.parquet").toString();
    Output inside = output("r1-0", A1, B1);
    Output abroad = new Output(Kind.DATA, outside, "h", inside.partition(), 1, 2, inside.sources());
    begin("r1");
    claim("r1", A1, B1);
    commit("r1", inside, abroad);
    begin("r2");
    claim("r2", A2);
    Manifest correction = removing(List.of(path("r1-0")), output("r2-0", A2));
    ledger.record(run("r2"), table(TABLE), correction);

    Path copy = folder.resolve("copy");
    copy(folder.resolve("lake"), copy);
    reads(LakeLocation.of(copy), outside);
    ledger.close();
    Path moved = Files.move(folder.resolve("lake"), folder.resolve("moved lake"));
    reads(LakeLocation.of(moved), outside);
  }

  /** The lake of the test above, wherever it lies: the second run's holder did not come along. */
  private static void reads(LakeLocation lake, String outside) {
    String table = lake.root() + "/db/flights/";
    try (Ledger ledger = Ledgers.open(lake)) {
      assertEquals(
          List.of(table + "r1-0", outside),
          ledger.liveFiles(TABLE, Kind.DATA).stream().map(LiveFile::path).toList());
      assertEquals(lake.root() + "/db/flights", ledger.runsByPrefix("r1", 1).get(0).location());
      var report = ledger.report("r1").orElseThrow();
      assertEquals(lake.root() + "/db/flights", report.run().location());
      assertEquals(table + "o", report.data().outputs().get(0).path());
      assertEquals(A1.uri(), report.data().files().get(0).uri());

      assertEquals(List.of("r2"), ids(ledger.orphans()));
      Manifest manifest = ledger.manifest("r2").orElseThrow();
      assertEquals(List.of(table + "r1-0"), manifest.removed());
      assertEquals(table + "r2-0", manifest.outputs().get(0).path());
      assertEquals("handle/r2-0", manifest.outputs().get(0).handle());
      ledger.commit(ledger.adopt("r2").orElseThrow(), ledger.leaseTable(TABLE).orElseThrow(), NOW);
      assertEquals(
          List.of(outside, table + "r2-0"),
          ledger.liveFiles(TABLE, Kind.DATA).stream().map(LiveFile::path).toList());
    }
  }

  @Test
  void aFailedBeginLeavesNoLease() {
    begin("r1");
    assertThrows(LedgerConflictException.class, () -> begin("r1"));
    assertTrue(ledger.living("r1"), "the first lease stays");
    claim("r1", A1);
    try (FileLocks elsewhere = new FileLocks(Path.of(lake().own("locks")))) {
      assertTrue(elsewhere.tryLock("run-r2"));
      assertThrows(LedgerConflictException.class, () -> begin("r2"));
      assertEquals(List.of(), ledger.runsByPrefix("r2", 1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    begin("r2");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        // Reading a lock file would drop this process's own lock on it.
        if (!file.toString().endsWith(".lock")) {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
      }
    }
  }
}
