package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.Data;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.OutputFile;
import io.sluice.spec.report.RunReport.Run;
import io.sluice.spec.report.RunReport.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A ledger under test, and short ways to say what a test does with it. */
public abstract class LedgerFixture {
  protected static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890123456Z");
  protected static final FileVersion A1 = new FileVersion("file:/in/a", 10, "a1");
  protected static final FileVersion A2 = new FileVersion("file:/in/a", 11, "a2");
  protected static final FileVersion B1 = new FileVersion("file:/in/b", 20, "b1");
  protected static final FileVersion C1 = new FileVersion("file:/in/c", 30, "c1");
  protected static final String TABLE = "db.flights";

  protected Ledger ledger;

  /** Leases of runs and tables that {@link #ledger} has. */
  protected final Map<String, Lease> leases = new HashMap<>();

  /** The lake that all ledgers of one test belong to; new for each test. */
  protected abstract LakeLocation lake();

  /** Opens the lake's ledger once more, as another process would. */
  protected Ledger open() {
    return Ledgers.open(lake());
  }

  @BeforeEach
  void openFirst() {
    ledger = open();
  }

  @AfterEach
  void closeFirst() {
    ledger.close();
  }

  protected void begin(String runId) {
    leases.put(runId, ledger.begin(start(runId, "flights", TABLE)));
  }

  protected RunStart start(String runId, String dataset, String table) {
    return new RunStart(runId, dataset, table, location(table), NOW);
  }

  protected Lease run(String runId) {
    return leases.get(runId);
  }

  /** The lease of a table, which the test's first ledger keeps. */
  protected Lease table(String table) {
    return leases.computeIfAbsent(table, name -> ledger.leaseTable(name).orElseThrow());
  }

  protected Claim claim(String runId, FileVersion... files) {
    return ledger.claim(run(runId), List.of(files));
  }

  protected void commit(String runId, Output... outputs) {
    commit(runId, manifest(outputs));
  }

  protected void commit(String runId, Manifest manifest) {
    ledger.record(run(runId), table(TABLE), manifest);
    ledger.commit(run(runId), table(TABLE), NOW);
  }

  protected Manifest manifest(Output... outputs) {
    return removing(List.of(), outputs);
  }

  protected Manifest removing(List<String> removed, Output... outputs) {
    return new Manifest(
        List.of(outputs), removed, Optional.empty(), report("r", RunState.COMMITTED));
  }

  protected Output output(String name, FileVersion... sources) {
    List<SourceRows> rows = new ArrayList<>();
    for (FileVersion source : sources) {
      rows.add(new SourceRows(source.uri(), rows.size() * 10L, 10));
    }
    return new Output(
        Kind.DATA, path(name), "handle/" + name, Map.of(), 10L * rows.size(), 123, rows);
  }

  protected String path(String name) {
    return location(TABLE) + "/" + name;
  }

  protected String location(String table) {
    return lake().root() + "/" + table.replace('.', '/');
  }

  protected RunReport report(String runId, RunState state) {
    Counts counts = new Counts(21, 10, 5, 3, 3, 1L << 40);
    return new RunReport(
        new Run(runId, "flights", TABLE, location(TABLE)),
        new End(state, Optional.empty(), NOW, NOW.plusSeconds(1)),
        new Data(
            counts,
            List.of(new FileReport(A1.uri(), "a1", "csv", Map.of(), counts, false, List.of())),
            List.of(new OutputFile(path("o"), "year=2024", 10, 123)),
            List.of()),
        Findings.NONE,
        Map.of("read", 0.5),
        Map.of("format", "csv"));
  }

  protected RunRecord record(String runId) {
    RunRecord run = ledger.runsByPrefix(runId, 1).get(0);
    assertEquals(runId, run.runId());
    return run;
  }

  protected List<String> livePaths(Kind kind) {
    return ledger.liveFiles(TABLE, kind).stream().map(LiveFile::path).toList();
  }

  protected List<String> pathsOf(String table, FileVersion... files) {
    List<String> uris = List.of(files).stream().map(FileVersion::uri).toList();
    return ledger.outputsOf("flights", table, uris).stream().map(Output::path).toList();
  }

  protected static List<String> ids(List<RunRecord> runs) {
    return runs.stream().map(RunRecord::runId).toList();
  }

  protected static void assertClaim(
      Claim claim, List<FileVersion> fresh, List<FileVersion> changed, List<FileVersion> done) {
    assertEquals(fresh, claim.fresh(), "fresh");
    assertEquals(changed, claim.changed(), "changed");
    assertEquals(done, claim.done(), "done");
  }

  protected static void assertLost(Runnable step) {
    assertThrows(LeaseLostException.class, step::run);
  }

  protected static void assertConflict(String text, Runnable step) {
    LedgerConflictException e = assertThrows(LedgerConflictException.class, step::run);
    assertTrue(e.getMessage().contains(text), e.getMessage());
  }
}
