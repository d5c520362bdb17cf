package io.sluice.ledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Claim;
import io.sluice.ledger.RunRecord;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
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
@Timeout(120)
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
      assertTrue(peer.process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, peer.process.exitValue());
    }
    assertEquals(FILES, claimed);
    try (SqliteLedger ledger = SqliteLedger.open(lake)) {
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
  void aKilledProcessLosesItsClaims() throws Exception {
    Peer peer = new Peer("r0", "hang");
    peer.go();
    assertEquals(FILES, peer.claimed());
    try (SqliteLedger ledger = SqliteLedger.open(lake)) {
      ledger.begin("mine", "d", "db.d", Instant.now());
      Claim whileLiving = ledger.claim("mine", LedgerPeer.files(FILES));
      assertEquals(FILES, whileLiving.held().size());
      assertEquals(List.of(), ledger.orphans("d"));
      assertFalse(ledger.adopt("r0"));

      peer.kill();
      assertEquals(List.of("r0"), ledger.orphans("d").stream().map(RunRecord::runId).toList());
      assertEquals(FILES, ledger.claim("mine", LedgerPeer.files(FILES)).fresh().size());
      assertTrue(ledger.adopt("r0"));
      ledger.abort("r0", Instant.now(), "killed", Optional.empty());
      assertEquals(List.of(), ledger.orphans("d"));
    }
  }

  @Test
  void aProcessKilledBehindItsManifestIsCarriedThrough() throws Exception {
    Peer peer = new Peer("r0", "record");
    peer.go();
    assertEquals(FILES, peer.claimed());
    peer.kill();
    try (SqliteLedger ledger = SqliteLedger.open(lake)) {
      ledger.begin("mine", "d", "db.d", Instant.now());
      assertEquals(FILES, ledger.claim("mine", LedgerPeer.files(FILES)).held().size());
      assertTrue(ledger.adopt("r0"));
      ledger.commit("r0", Instant.now(), "{}");
      assertEquals(FILES, ledger.claim("mine", LedgerPeer.files(FILES)).done().size());
    }
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
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }
  }
}
