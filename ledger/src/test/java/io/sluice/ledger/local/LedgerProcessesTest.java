package io.sluice.ledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Claim;
import io.sluice.ledger.FileHistoryEntry;
import io.sluice.ledger.Lease;
import io.sluice.ledger.LeaseLostException;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Ledgers;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.lake.LakeLocation;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes of their own meet in one ledger, and some of them are killed. */
@Timeout(300)
class LedgerProcessesTest {
  private static final int FILES = 200;

  @TempDir Path lake;

  @Test
  void eachFileGoesToExactlyOneOfThreeProcesses() throws Exception {
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      peers.add(new Peer("r" + i, "commit"));
    }
    int claimed = 0;
    for (Peer peer : peers) {
      peer.go();
    }
    for (Peer peer : peers) {
      claimed += peer.claimed();
      assertTrue(peer.process.waitFor(180, TimeUnit.SECONDS));
      assertEquals(0, peer.process.exitValue());
    }
    assertEquals(FILES, claimed);
    try (Ledger ledger = open()) {
      for (var file : LedgerPeer.files(FILES)) {
        assertEquals(
            1,
            ledger.history("d", file.uri()).stream()
                .filter(entry -> entry.state() == FileHistoryEntry.State.DONE)
                .count());
      }
    }
  }

  @Test
  void aKilledProcessLosesItsClaimsAndItsLeasesAtOnce() throws Exception {
    Peer peer = new Peer("r0", "hang");
    peer.go();
    assertEquals(FILES, peer.claimed());
    try (Ledger ledger = open()) {
      Lease mine = ledger.begin(LedgerPeer.start("mine"));
      Claim whileLiving = ledger.claim(mine, LedgerPeer.files(FILES));
      assertEquals(FILES, whileLiving.held().size());
      assertEquals(List.of(), ledger.orphans());
      assertTrue(ledger.living("r0"));
      assertEquals(Optional.empty(), ledger.adopt("r0"));

      peer.kill();
      assertFalse(ledger.living("r0"));
      assertEquals(List.of("r0"), ledger.orphans().stream().map(RunRecord::runId).toList());
      assertEquals(FILES, ledger.claim(mine, LedgerPeer.files(FILES)).fresh().size());
      Lease adopted = ledger.adopt("r0").orElseThrow();
      assertEquals(2, adopted.version());
      ledger.abort(adopted, Instant.now(), "killed", Optional.empty());
      assertEquals(List.of(), ledger.orphans());
    }
  }

  @Test
  void aProcessKilledAfterItRecordedIsCarriedThrough() throws Exception {
    Peer peer = new Peer("r0", "record");
    peer.go();
    assertEquals(FILES, peer.claimed());
    try (Ledger ledger = open()) {
      assertEquals(Optional.empty(), ledger.leaseTable("db.d"));
      peer.kill();
      Lease mine = ledger.begin(LedgerPeer.start("mine"));
      assertEquals(FILES, ledger.claim(mine, LedgerPeer.files(FILES)).held().size());
      Lease adopted = ledger.adopt("r0").orElseThrow();
      ledger.commit(adopted, ledger.leaseTable("db.d").orElseThrow(), Instant.now());
      assertEquals(FILES, ledger.claim(mine, LedgerPeer.files(FILES)).done().size());
    }
  }

  @Test
  void whoLostALockWithoutNoticingIsFencedOff() throws Exception {
    try (Ledger ledger = open()) {
      Lease lease = ledger.begin(LedgerPeer.start("r0"));
      ledger.claim(lease, LedgerPeer.files(FILES));
      // As on a network mount whose server forgot the lock: another process gets one of its own.
      Files.delete(lake.resolve("_sluice/locks/run-r0.lock"));
      Peer peer = new Peer("r0", "adopt");
      peer.go();
      assertEquals(0, peer.claimed());
      LeaseLostException e =
          assertThrows(
              LeaseLostException.class, () -> ledger.claim(lease, LedgerPeer.files(FILES)));
      assertEquals(lease, e.lease());
      assertTrue(e.getMessage().contains("process " + peer.process.pid()), e.getMessage());
      assertThrows(
          LeaseLostException.class,
          () -> ledger.record(lease, LedgerPeer.waitForTable(ledger), LedgerPeer.empty("r0")));
      assertEquals(FILES, ledger.preview("d", "db.d", LedgerPeer.files(FILES)).fresh().size());
    }
  }

  private Ledger open() {
    return Ledgers.open(LakeLocation.of(lake));
  }

  /** A process that has opened the ledger and waits for the word. */
  private final class Peer {
    private final Process process;
    private final BufferedReader out;

    Peer(String runId, String mode) throws Exception {
      process =
          new ProcessBuilder(
                  System.getProperty("java.home")
                      + File.separator
                      + "bin"
                      + File.separator
                      + "java",
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LedgerPeer.class.getName(),
                  lake.toString(),
                  runId,
                  Integer.toString(FILES),
                  mode)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      out = process.inputReader(StandardCharsets.UTF_8);
      assertEquals("ready", out.readLine());
    }

    void go() throws Exception {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }

    int claimed() throws Exception {
      String line = out.readLine();
      assertTrue(line != null && line.startsWith("claimed "), line);
      return Integer.parseInt(line.substring("claimed ".length()));
    }

    void kill() throws Exception {
      process.destroyForcibly();
      assertTrue(process.waitFor(180, TimeUnit.SECONDS));
    }
  }
}
