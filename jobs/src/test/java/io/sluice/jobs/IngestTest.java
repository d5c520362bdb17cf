package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.jobs.Death.Step;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files in, a table out: what a user relies on, from end to end. */
class IngestTest {
  private static final String ORDERS =
      "id,day,amount,note\n1,2024-01-31,10.50,first\n2,2024-02-29,20.00,\"a, b\"\n3,2025-03-01,,\n";

  @TempDir private Path folder;
  private TwinLakes lake;

  @BeforeEach
  void makeLake() {
    lake = new TwinLakes(folder);
  }

  private static void assertDone(Outcome outcome) {
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
  }

  @Test
  void inferredCsvBecomesTypedTable() {
    lake.file("a.csv", ORDERS);
    Outcome outcome = lake.ingest(lake.spec(""));
    assertDone(outcome);
    assertEquals(new Counts(3, 3, 0, 0, 0, ORDERS.length()), outcome.report().data().totals());
    assertEquals(
        List.of("1|2024-01-31|10.50|first", "2|2024-02-29|20.00|a, b", "3|2025-03-01|null|null"),
        TestLake.sql("SELECT * FROM " + lake.table("default.t") + " ORDER BY id"));
    assertEquals(
        List.of("BIGINT", "DATE", "DECIMAL(18,2)", "VARCHAR"),
        TestLake.sql(
            "SELECT column_type FROM (DESCRIBE SELECT * FROM " + lake.table("default.t") + ")"));
  }

  @Test
  void secondRunTakesOnlyNewFiles() {
    lake.file("a.csv", ORDERS);
    assertDone(lake.ingest(lake.spec("")));
    Outcome second = lake.ingest(lake.spec(""));
    assertDone(second);
    assertEquals(RunState.NOTHING_TO_DO, second.report().end().state());
    lake.file("b.csv", "id,day,amount,note\n4,2025-01-01,1.00,x\n");
    Outcome third = lake.ingest(lake.spec(""));
    assertDone(third);
    assertEquals(1, third.report().data().totals().written());
    assertEquals(List.of("4"), TestLake.sql("SELECT count(*) FROM " + lake.table("default.t")));
  }

  @Test
  void aRunThatFailsWhilePublishingSaysThatTheNextOneFinishesIt() throws Exception {
    String spec =
        "dataset: t\nsource: {path: in}\ntarget: {table: t, partition_by: [note]}\n"
            + "schema:\n  - {name: id, type: int}\n  - {name: note, type: string}\n";
    lake.file("a.csv", "id,note\n1,here\n");
    assertDone(lake.ingest(lake.specOf(spec)));
    lake.file("b.csv", "id,note\n2,there\n");
    for (TestLake each : lake.lakes()) {
      Files.writeString(each.lake().resolve("default/t/note=there"), "in the way");
    }
    Outcome second = lake.ingest(lake.specOf(spec));
    assertEquals(ExitCode.FAILED, second.exitCode());
    String message = second.report().end().failure().orElse("");
    assertTrue(message.contains("is put there by the next run into the table"), message);
    for (TestLake each : lake.lakes()) {
      Files.delete(each.lake().resolve("default/t/note=there"));
    }
    Outcome third = lake.ingest(lake.specOf(spec));
    assertDone(third);
    assertEquals(RunState.NOTHING_TO_DO, third.report().end().state());
    assertEquals(
        List.of("1|here", "2|there"),
        TestLake.sql("SELECT id, note FROM " + lake.table("default.t") + " ORDER BY id"));
  }

  @Test
  void correctedFileReplacesItsRows() {
    lake.file("a.csv", ORDERS);
    lake.file("b.csv", "id,day,amount,note\n7,2025-01-01,1.00,stays\n");
    assertDone(lake.ingest(lake.spec("")));
    lake.file("a.csv", ORDERS.replace("first", "FIRST").replace("3,2025-03-01,,\n", ""));
    Outcome second = lake.ingest(lake.spec(""));
    assertDone(second);
    assertTrue(second.report().data().files().get(0).replaced());
    assertEquals(
        List.of("1|FIRST", "2|a, b", "7|stays"),
        TestLake.sql("SELECT id, note FROM " + lake.table("default.t") + " ORDER BY id"));
    for (String path : lake.paths("default.t", Kind.DATA)) {
      assertTrue(Files.exists(Path.of(path)), path);
    }
  }

  @Test
  void rejectsAreKeptWithTheirReason() {
    lake.file("a.csv", "id,amount\n1,10\n2,ten\n3,30,extra\n4,40\n");
    Outcome outcome =
        lake.ingest(
            lake.spec("schema:\n  - {name: id, type: int}\n  - {name: amount, type: int}\n"));
    assertDone(outcome);
    assertEquals(new Counts(4, 2, 2, 0, 0, 37), outcome.report().data().totals());
    assertEquals(
        List.of("2|15|5|amount|not_a_number|2,ten", "3|21|10||too_many_fields|3,30,extra"),
        TestLake.sql(
            "SELECT record_number, byte_offset, byte_length, \"column\", code, raw FROM "
                + lake.rejects("default.t")
                + " ORDER BY record_number"));
  }

  @Test
  void tooManyRejectsPublishNothing() {
    lake.file("a.csv", "id\n1\nx\n");
    String schema = "schema:\n  - {name: id, type: int}\n";
    Outcome outcome = lake.ingest(lake.spec(schema + "rejects: {max_fraction: 0.1}\n"));
    assertEquals(ExitCode.REFUSED, outcome.exitCode());
    assertEquals(RunState.REFUSED, outcome.report().end().state());
    assertEquals(List.of(), lake.paths("default.t", Kind.DATA));
    assertTrue(!Files.exists(lake.lake().resolve("default/t")), "something was left in the lake");
    assertEquals(
        List.of("2|not_a_number|x"),
        TestLake.sql(
            "SELECT record_number, code, raw FROM '"
                + lake.lake()
                + "/_sluice/refused/default.t/*.parquet'"),
        "who is to correct the file can see what is wrong in it");
    // The files are given back: with a wider limit they go in.
    assertDone(lake.ingest(lake.spec(schema + "rejects: {max_fraction: 0.5}\n")));
    assertEquals(List.of("1"), TestLake.sql("SELECT count(*) FROM " + lake.table("default.t")));
  }

  /** A run that is refused says so, even if what it rejected cannot be written anywhere. */
  @Test
  void aRefusalOutlivesTheLossOfItsRejects() throws IOException {
    TestLake lake = new TestLake(folder);
    lake.file("a.csv", "id\n1\nx\n");
    Files.createDirectories(lake.lake().resolve("_sluice"));
    Path inTheWay = Files.writeString(lake.lake().resolve("_sluice/refused"), "");
    String spec = "schema:\n  - {name: id, type: int}\nrejects: {max_fraction: 0.1}\n";
    Outcome outcome = lake.ingest(lake.spec(spec));
    assertEquals(ExitCode.REFUSED, outcome.exitCode(), () -> outcome.failure().toString());
    assertTrue(
        outcome.report().findings().warnings().toString().contains("could not be kept"),
        outcome.report().findings().warnings()::toString);
    Files.delete(inTheWay);
    assertEquals(ExitCode.REFUSED, lake.ingest(lake.spec(spec)).exitCode());
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aRefusedRunThatDiesLeavesNothingPending(Step step) throws IOException {
    TestLake lake = new TestLake(folder);
    lake.file("a.csv", "id\n1\nx\n");
    String schema = "schema:\n  - {name: id, type: int}\n";
    for (int number = 1; number <= 3; number++) {
      Stop stop = new Stop();
      try (TaskRunner runner =
          new DyingRunner(Death.before(step, number), Engines.THREADS.runner(stop))) {
        lake.ingest(lake.spec(schema + "rejects: {max_fraction: 0.1}\n"), runner, stop);
      }
    }
    assertDone(lake.ingest(lake.spec(schema)));
    try (Stream<Path> all = Files.walk(lake.lake())) {
      assertEquals(List.of(), all.filter(path -> path.endsWith("_sluice_pending")).toList());
    }
  }

  @Test
  void columnsAreFoundByNameAndDriftIsHandled() {
    lake.file("a.csv", "id,name\n1,one\n");
    assertDone(lake.ingest(lake.spec("")));
    lake.file("b.csv", "name,extra,id\ntwo,2.5,2\n");
    Outcome outcome = lake.ingest(lake.spec(""));
    assertDone(outcome);
    assertEquals(
        List.of("1|one|null", "2|two|2.5"),
        TestLake.sql("SELECT id, name, extra FROM " + lake.table("default.t") + " ORDER BY id"));
    assertTrue(
        outcome.report().findings().drift().toString().contains("extra"), "drift is reported");
  }

  @Test
  void partitionsByTransformAndByColumn() {
    lake.file("a.csv", ORDERS);
    assertDone(
        lake.ingest(
            lake.specOf(
                "dataset: t\nsource: {path: in}\n"
                    + "target: {table: t, partition_by: [year(day), id]}\n")));
    assertEquals(
        List.of("1|2024|2024-01-31", "2|2024|2024-02-29", "3|2025|2025-03-01"),
        TestLake.sql("SELECT id, day_year, day FROM " + lake.table("default.t") + " ORDER BY id"));
    assertTrue(
        Files.isDirectory(lake.lake().resolve("default/t/day_year=2024/id=1")),
        "Hive's folder names");
  }

  @Test
  void transformsAndQualityRulesAccountForEveryRow() {
    lake.file("a.csv", "id,name,amount\n1,ann,5\n1,ann,6\n2,bob,-1\n3,cid,7\n4,,8\n5,eve,0\n");
    Outcome outcome =
        lake.ingest(
            lake.spec(
                "transforms:\n"
                    + "  - filter: amount <> 0\n"
                    + "  - deduplicate: {keys: [id], order_by: amount, keep: last}\n"
                    + "  - derive: {twice: amount * 2}\n"
                    + "  - mask: {columns: [name], method: redact}\n"
                    + "quality:\n"
                    + "  - range: {column: amount, min: 0}\n"
                    + "  - not_null: {columns: [name], severity: warn, name: named}\n"));
    assertDone(outcome);
    assertEquals(6, outcome.report().data().totals().read());
    assertEquals(1, outcome.report().data().totals().filtered());
    assertEquals(1, outcome.report().data().totals().deduplicated());
    assertEquals(1, outcome.report().data().totals().rejected());
    assertEquals(
        List.of("1|***|6|12", "3|***|7|14", "4|null|8|16"),
        TestLake.sql(
            "SELECT id, name, amount, twice FROM " + lake.table("default.t") + " ORDER BY id"));
    assertEquals(
        1,
        outcome.report().findings().quality().stream()
            .filter(rule -> rule.name().equals("named"))
            .findFirst()
            .orElseThrow()
            .violations());
  }

  @ParameterizedTest
  @EnumSource(Engines.class)
  void auditColumnsSayWhereARowCameFrom(Engines engine) {
    TestLake lake = new TestLake(folder, engine);
    Path file = lake.file("a.csv", "id\n10\n20\n");
    assertDone(
        lake.ingest(
            lake.spec("audit: {columns: [source_file, record_number, run_id, ingested_at]}\n")));
    assertEquals(
        List.of("10|" + file + "|1|true|true", "20|" + file + "|2|true|true"),
        TestLake.sql(
            "SELECT id, _source_file, _record_number, _run_id IS NOT NULL,"
                + " abs(epoch(now()) - epoch(_ingested_at)) < 600 FROM "
                + lake.table("default.t")
                + " ORDER BY id"));
  }

  /** Whichever stage rejects the record, and by whichever engine. */
  @ParameterizedTest
  @EnumSource(Engines.class)
  void whatIsKeptOfALongRejectedRecordIsShortened(Engines engine) {
    TestLake lake = new TestLake(folder, engine);
    // The limit falls into a character of three bytes.
    String text = "한".repeat(40_000);
    lake.file("a.csv", "id,note\n-1," + text + "\n2,short\nx," + text + "\n");
    assertDone(
        lake.ingest(
            lake.spec(
                "schema:\n  - {name: id, type: int}\n  - {name: note, type: string}\n"
                    + "quality:\n  - {not_null: id}\n  - {range: {column: id, min: 0}}\n")));
    assertEquals(
        List.of("1|65535|-1,", "3|65534|x,"),
        TestLake.sql(
            "SELECT record_number, octet_length(encode(raw)), regexp_extract(raw, '^[^,]*,') FROM "
                + lake.rejects("default.t")
                + " ORDER BY record_number"));
  }

  @Test
  void koreanTextInItsOwnEncoding() {
    lake.file("a.csv", "이름,나이\n김철수,30\n이영희,25\n박지성,41\n", Charset.forName("x-windows-949"));
    assertDone(lake.ingest(lake.spec("")));
    assertEquals(
        List.of("이영희|25", "김철수|30", "박지성|41"),
        TestLake.sql("SELECT 이름, 나이 FROM " + lake.table("default.t") + " ORDER BY 나이"));
  }

  @Test
  void nestedJson() {
    lake.file(
        "a.jsonl",
        "{\"id\":1,\"tags\":[\"a\",\"b\"],\"at\":{\"x\":1.5,\"y\":null}}\n"
            + "{\"id\":2,\"tags\":[],\"at\":{\"x\":2.5,\"y\":7}}\n");
    assertDone(lake.ingest(lake.spec("")));
    assertEquals(
        List.of("1|[a, b]|1.5|null", "2|[]|2.5|7"),
        TestLake.sql(
            "SELECT id, tags, t.\"at\".x, t.\"at\".y FROM "
                + lake.table("default.t")
                + " t ORDER BY id"));
  }

  @Test
  void recordNumbersInAJsonFileThatCouldBeCut() {
    StringBuilder lines = new StringBuilder();
    String padding = "x".repeat(1000);
    for (int i = 1; i <= 40_000; i++) {
      lines.append("{\"id\":").append(i).append(",\"pad\":\"").append(padding).append("\"}\n");
    }
    lake.file("a.jsonl", lines.toString());
    assertDone(lake.ingest(lake.spec("audit: {columns: [record_number]}\n")));
    assertEquals(
        List.of("40000|true"),
        TestLake.sql(
            "SELECT count(*), bool_and(id = _record_number) FROM " + lake.table("default.t")));
  }
}
