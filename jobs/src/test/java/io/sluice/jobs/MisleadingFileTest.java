package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.spec.SpecReader;
import io.sluice.spec.report.RunReport.Counts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file with a quoted value of megabytes that looks exactly like records: where it is cut is
 * guessed wrongly, and nobody must ever see a row or a reject of that reading.
 */
@Timeout(900)
class MisleadingFileTest {
  private static final int BEFORE = 400_000;
  private static final int INSIDE = 600_000;
  private static final int BEHIND = 600_000;
  private static final String SCHEMA =
      "schema:\n  - {name: id, type: bigint}\n  - {name: note, type: string}\n"
          + "  - {name: n, type: int}\n";

  @TempDir private Path folder;
  private TestLake lake;
  private int valueBytes;

  @BeforeEach
  void write() {
    lake = new TwinLakes(folder);
    StringBuilder text = new StringBuilder(40 << 20).append("id,note,n\n");
    records(text, BEFORE);
    text.append("1,\"");
    int start = text.length();
    for (int i = 0; i < INSIDE; i++) {
      // Some of them would be rejected, and n is never 0 outside.
      text.append(i % 1000 == 0 ? "bad" : "9").append(",no record,0\n");
    }
    valueBytes = text.length() - start;
    text.append("\",1\n");
    records(text, BEHIND);
    lake.file("a.csv", text.append("bad,\"x\ny\",2\n").toString());
    lake.file("b.csv", "id,note,n\n5,small,6\n");
  }

  private static void records(StringBuilder text, int count) {
    for (int i = 0; i < count; i++) {
      text.append("1,\"a note, of\n").append(i & 7).append(" lines\",1\n");
    }
  }

  private void assertRight(Outcome outcome) {
    assertRight(lake, outcome);
  }

  private void assertRight(TestLake lake, Outcome outcome) {
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertRows(lake);
    Counts totals = outcome.report().data().totals();
    long rows = BEFORE + BEHIND + 2L;
    assertEquals(new Counts(rows + 1, rows, 1, 0, 0, totals.bytes()), totals);
    assertEquals(1, outcome.report().findings().rejects().stream().mapToLong(r -> r.rows()).sum());
    List<String> told =
        outcome.report().findings().warnings().stream()
            .filter(w -> w.contains("read twice"))
            .toList();
    assertEquals(1, told.size(), () -> outcome.report().findings().warnings().toString());
    assertTrue(told.get(0).contains("a.csv") && !told.get(0).contains("more"), told.get(0));
  }

  private void assertRows(TestLake lake) {
    long rows = BEFORE + BEHIND + 2L;
    assertEquals(
        List.of(rows + "|" + (rows + 4) + "|" + (rows + 5) + "|" + valueBytes),
        TestLake.sql(
            "SELECT count(*), sum(id), sum(n), max(strlen(note)) FROM " + lake.table("default.t")));
    assertEquals(
        List.of(BEFORE + BEHIND + 2 + "|not_a_number|bad,\"x\ny\",2"),
        TestLake.sql("SELECT record_number, code, raw FROM " + lake.rejects("default.t")));
  }

  @Test
  void asColumns() {
    assertRight(lake.ingest(lake.spec("  partition_by: [n]\nrejects: {max_rows: 1}\n" + SCHEMA)));
  }

  @Test
  void asRows() {
    assertRight(lake.ingest(lake.spec(SCHEMA + "transforms: [{derive: {m: n + 1}}]\n")));
  }

  /** What stands in no record must not fail the run, either. */
  @Test
  void whereOnlyTheWrongReadingFails() {
    String failing =
        "transforms: [{derive: {m: \"if(n = 0, cast(raise_error('no n') as int), n)\"}}]\n";
    assertRight(lake.ingest(lake.spec(SCHEMA + failing)));
  }

  /** Where rows are moved, the tasks that read have ended before those that write begin. */
  @Test
  void aheadOfAShuffle() {
    Outcome outcome =
        lake.ingest(lake.spec(SCHEMA + "transforms: [{deduplicate: {keys: [note]}}]\n"));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(
        List.of("10|" + valueBytes),
        TestLake.sql(
            "SELECT count(DISTINCT note), max(strlen(note)) FROM " + lake.table("default.t")));
    assertEquals(1, outcome.report().data().totals().rejected());
  }

  /** The numbers of records behind guessed cuts come of what was read before them. */
  @Test
  void filesThatDoNotMisleadAreReadOnce() {
    StringBuilder text = new StringBuilder(36 << 20).append("id,note,n\n");
    List<String> bad = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      records(text, 130_000);
      text.append("bad,\"\n").append(i).append("\",3\n");
      bad.add(130_001L * i + "|bad,\"\n" + i + "\",3");
    }
    TestLake other = new TwinLakes(folder.resolve("other"));
    other.file("good.csv", text.toString());
    Outcome outcome = other.ingest(other.spec(SCHEMA + "rejects: {max_rows: 10}\n"));
    assertEquals(List.of(), outcome.report().findings().warnings());
    assertEquals(
        List.of("1300000"), TestLake.sql("SELECT count(*) FROM " + other.table("default.t")));
    assertEquals(
        bad,
        TestLake.sql(
            "SELECT record_number, raw FROM " + other.rejects("default.t") + " ORDER BY 1"));
  }

  @ParameterizedTest
  @EnumSource(Engines.class)
  void killedBetweenTheReadings(Engines engine) throws Exception {
    TestLake killed = new TestLake(folder, engine, folder.resolve("killed"));
    Path spec =
        Files.writeString(
            folder.resolve("killed.yml"),
            "dataset: t\nsource: {path: in, format: csv}\n" + SCHEMA + "target: {table: t}\n",
            StandardCharsets.UTF_8);
    // So that it is not over before it is killed.
    killed.whileTableIsLeased(
        "default.t",
        () -> {
          JobProcess job = JobProcess.start(engine, killed.lake(), spec);
          assertTrue(job.awaitSaid("reading again"), job::told);
          assertTrue(job.kill(), job::told);
        });
    assertRight(killed, killed.ingest(SpecReader.read(spec)));
  }
}
