package io.sluice.ledger.local;

import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Ledgers;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.RunStart;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Data;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.Run;
import io.sluice.spec.report.RunReport.RunState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  static RunStart start(String runId) {
    return new RunStart(runId, "d", "db.d", "/elsewhere/db/d", Instant.now());
  }

  static Manifest empty(String runId) {
    RunReport report =
        new RunReport(
            new Run(runId, "d", "db.d", "/elsewhere/db/d"),
            new End(RunState.COMMITTED, Optional.empty(), Instant.EPOCH, Instant.EPOCH),
            Data.NONE,
            Findings.NONE,
            Map.of(),
            Map.of());
    return new Manifest(List.of(), List.of(), Optional.empty(), report);
  }

  static Lease waitForTable(Ledger ledger) throws InterruptedException {
    Optional<Lease> lease = ledger.leaseTable("db.d");
    while (lease.isEmpty()) {
      Thread.sleep(5);
      lease = ledger.leaseTable("db.d");
    }
    return lease.get();
  }

  public static void main(String[] args) throws Exception {
    try (Ledger ledger = Ledgers.open(LakeLocation.of(Path.of(args[0])))) {
      String runId = args[1];
      System.out.println("ready");
      System.in.read();
      if (args[3].equals("adopt")) {
        Lease run = ledger.adopt(runId).orElseThrow();
        ledger.abort(run, Instant.now(), "adopted", Optional.empty());
        System.out.println("claimed 0");
        return;
      }
      Lease run = ledger.begin(start(runId));
      Claim claim = ledger.claim(run, files(Integer.parseInt(args[2])));
      if (!args[3].equals("hang")) {
        Lease table = waitForTable(ledger);
        ledger.record(run, table, empty(runId));
        if (args[3].equals("commit")) {
          ledger.commit(run, table, Instant.now());
          ledger.giveBack(table);
        }
      }
      System.out.println(
          "claimed " + Stream.of(claim.fresh(), claim.changed()).mapToInt(List::size).sum());
      if (!args[3].equals("commit")) {
        // Until the test kills this process, or itself ends: then this is the input's end.
        System.in.read();
      }
    }
  }
}
