package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.ledger.RunRecord.State;
import io.sluice.spec.report.RunReport.RunState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which files are live, and which of them a run replaced. */
abstract class OutputsContract extends LeasesContract {
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
}
