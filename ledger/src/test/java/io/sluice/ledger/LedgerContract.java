package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.ledger.RunRecord.Figures;
import io.sluice.ledger.RunRecord.State;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RunState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every ledger promises, by subject, and of runs here. A ledger's own test extends this and
 * says which lake it is for.
 */
public abstract class LedgerContract extends OutputsContract {
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
