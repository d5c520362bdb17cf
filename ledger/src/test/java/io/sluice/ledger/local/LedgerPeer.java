package io.sluice.ledger.local;

import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Manifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A run in a process of its own: {@code lake runId files mode}. Waits for a line on standard input,
 * claims, prints how many files it got, and then does what the mode says.
 */
public final class LedgerPeer {
  private LedgerPeer() {}

  static List<FileVersion> files(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new FileVersion("file:/in/" + i, 1, "v1"))
        .toList();
  }

  public static void main(String[] args) throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(Path.of(args[0]))) {
      String runId = args[1];
      System.out.println("ready");
      System.in.read();
      ledger.begin(runId, "d", "db.d", Instant.now());
      Claim claim = ledger.claim(runId, files(Integer.parseInt(args[2])));
      switch (args[3]) {
        case "commit" -> {
          ledger.record(runId, new Manifest(List.of(), List.of()));
          ledger.commit(runId, Instant.now(), "{}");
        }
        case "record" -> ledger.record(runId, new Manifest(List.of(), List.of()));
        default -> {}
      }
      System.out.println(
          "claimed " + Stream.of(claim.fresh(), claim.changed()).mapToInt(List::size).sum());
      if (!args[3].equals("commit")) {
        // Until the test kills this process.
        Thread.sleep(60_000);
      }
    }
  }
}
