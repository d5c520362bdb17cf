package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that comes again with other content: its old rows go, all others stay. */
class CorrectedFilesTest {
  private static final String TARGET = "target: {table: t, partition_by: [p], keep_replaced: 0s}\n";
  private static final String OVERWRITING = TARGET.replace("}", ", mode: overwrite_partitions}");
  private static final String SOURCE =
      "dataset: t\nsource: {path: in, format: csv}\nschema:\n  - {name: p, type: int}\n"
          + "  - {name: id, type: int}\n  - {name: v, type: string}\n";

  @TempDir private Path folder;
  private TwinLakes lake;

  @BeforeEach
  void makeLake() {
    lake = lakes(folder);
  }

  /** The lakes to test in. */
  TwinLakes lakes(Path in) {
    return new TwinLakes(in);
  }

  /** Rows with ids {@code [from, to)}, spread over partitions 0 to {@code partitions - 1}. */
  private void write(String name, int from, int to, int partitions, String value) {
    lake.file(
        name,
        IntStream.range(from, to)
            .mapToObj(id -> id % partitions + "," + id + "," + value + "\n")
            .collect(Collectors.joining("", "p,id,v\n", "")));
  }

  private Outcome ingest(String spec) {
    return ingest(lake.specOf(spec));
  }

  private Outcome ingest(DatasetSpec spec) {
    Outcome outcome = lake.ingest(spec);
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    return outcome;
  }

  private void assertTable(String... rows) throws IOException {
    for (TestLake each : lake.lakes()) {
      assertTable(each, rows);
    }
  }

  private static void assertTable(TestLake lake, String... rows) throws IOException {
    Consistency consistency = new Consistency(lake, "default.t");
    if (rows.length == 0) {
      consistency.assertHolds("SELECT 1 AS id WHERE false", "id", "");
      return;
    }
    String table = lake.table("default.t");
    List<String> found =
        TestLake.sql(
            "SELECT v, nullif(p::VARCHAR, '__HIVE_DEFAULT_PARTITION__') AS p, min(id), max(id),"
                + " count(*) FROM "
                + table
                + " GROUP BY ALL ORDER BY ALL");
    assertEquals(List.of(rows), found);
    consistency.assertHolds("SELECT p, id, v FROM " + table, "p, id, v", "");
  }

  private void assertFilesAreInTable() throws IOException {
    String files =
        "SELECT p::BIGINT AS p, id, v FROM read_csv('" + folder.resolve("in") + "/*.csv')";
    for (TestLake each : lake.lakes()) {
      new Consistency(each, "default.t").assertHolds(files, "p, id, v", "");
    }
  }

  @Test
  void underSeveralPartitionsAndOutputs() throws IOException {
    // Output files of a few rows each, and several source files in each of them.
    String spec =
        SOURCE + "target: {table: t, partition_by: [p], file_size: 1KB, keep_replaced: 0s}\n";
    write("a.csv", 0, 9_000, 7, "a");
    write("b.csv", 9_000, 18_000, 7, "b");
    write("c.csv", 18_000, 27_000, 7, "c");
    ingest(spec);
    assertFilesAreInTable();
    write("b.csv", 9_500, 19_000, 5, "corrected");
    Outcome outcome = ingest(spec);
    assertTrue(outcome.report().data().files().get(0).replaced());
    assertEquals(9_500, outcome.report().data().totals().written());
    assertFilesAreInTable();
    write("a.csv", 0, 10, 1, "short");
    write("c.csv", 5, 10_000, 9, "more");
    ingest(spec);
    assertFilesAreInTable();
  }

  @Test
  void backToWhatItWas() throws IOException {
    write("a.csv", 0, 10, 1, "first");
    ingest(SOURCE + TARGET);
    write("a.csv", 0, 10, 1, "other");
    ingest(SOURCE + TARGET);
    write("a.csv", 0, 10, 1, "first");
    ingest(SOURCE + TARGET);
    assertTable("first|0|0|9|10");
  }

  @Test
  void withNothingLeft() throws IOException {
    for (String empty : List.of("", "p,id,v\n", "p,id,v\nnone,of these,good\n")) {
      write("a.csv", 0, 10, 2, "a");
      write("b.csv", 10, 20, 1, "b");
      ingest(SOURCE + TARGET);
      assertTable("a|0|0|8|5", "a|1|1|9|5", "b|0|10|19|10");
      lake.file("a.csv", empty);
      ingest(SOURCE + TARGET);
      assertTable("b|0|10|19|10");
    }
  }

  @Test
  void withNothingLeftInTheRowPath() throws IOException {
    String spec = SOURCE + "transforms:\n  - deduplicate: {keys: [id]}\n" + TARGET;
    write("a.csv", 0, 10, 2, "a");
    ingest(spec);
    lake.file("a.csv", "");
    ingest(spec);
    assertTable();
  }

  @Test
  void withNothingLeftWhereColumnsAreInferred() throws IOException {
    String spec = "dataset: t\nsource: {path: in, format: csv}\n" + TARGET;
    write("a.csv", 0, 10, 2, "a");
    ingest(spec);
    lake.file("a.csv", "");
    ingest(spec);
    assertTable();
  }

  @Test
  void thatBreaksTheLimitsLeavesTheTableAsItWas() throws IOException {
    String spec = SOURCE + "rejects: {max_rows: 0}\n" + TARGET;
    write("a.csv", 0, 10, 2, "a");
    ingest(spec);
    lake.file("a.csv", "p,id,v\n1,x,bad\n");
    assertEquals(ExitCode.REFUSED, lake.ingest(lake.specOf(spec)).exitCode());
    assertTable("a|0|0|8|5", "a|1|1|9|5");
  }

  @Test
  void inTheRowPathWithDeduplicate() throws IOException {
    String spec =
        SOURCE + "transforms:\n  - deduplicate: {keys: [id], order_by: v DESC}\n" + TARGET;
    write("a.csv", 0, 1_000, 3, "a");
    write("b.csv", 500, 1_500, 3, "b");
    write("c.csv", 1_500, 2_000, 3, "c");
    Outcome first = ingest(spec);
    assertEquals(500, first.report().data().totals().deduplicated());
    assertTrue(first.report().settings().get("execution_path").startsWith("rows"));
    write("b.csv", 5_000, 5_003, 3, "B");
    ingest(spec);
    // Rows of a that lost against b's old ones are not read again: docs/spec.md.
    assertTable(
        "B|0|5001|5001|1",
        "B|1|5002|5002|1",
        "B|2|5000|5000|1",
        "a|0|0|498|167",
        "a|1|1|499|167",
        "a|2|2|497|166",
        "c|0|1500|1998|167",
        "c|1|1501|1999|167",
        "c|2|1502|1997|166");
    write("c.csv", 6_000, 6_001, 1, "C");
    write("a.csv", 7_000, 7_001, 1, "A");
    ingest(spec);
    assertTable(
        "A|0|7000|7000|1",
        "B|0|5001|5001|1",
        "B|1|5002|5002|1",
        "B|2|5000|5000|1",
        "C|0|6000|6000|1");
  }

  /** Of two datasets that read the same files into one table. */
  @Test
  void ofOneDatasetOnly() throws IOException {
    String other = SOURCE.replace("dataset: t", "dataset: other") + TARGET;
    write("a.csv", 0, 10, 1, "old");
    ingest(SOURCE + TARGET);
    ingest(other);
    assertTable("old|0|0|9|20");
    write("a.csv", 0, 5, 1, "new");
    ingest(SOURCE + TARGET);
    assertTable("new|0|0|4|5", "old|0|0|9|10");
    ingest(other);
    assertTable("new|0|0|4|10");
  }

  @Test
  void overwrittenPartitions() throws IOException {
    String spec = SOURCE + OVERWRITING;
    lake.file("a.csv", "p,id,v\n1,1,a\n2,2,a\n3,3,a\n");
    ingest(spec);
    lake.file("b.csv", "p,id,v\n2,12,b\n3,13,b\n4,14,b\n,15,b\n");
    ingest(spec);
    assertTable("a|1|1|1|1", "b|2|12|12|1", "b|3|13|13|1", "b|4|14|14|1", "b|null|15|15|1");
    lake.file("c.csv", "p,id,v\n,16,c\n4,17,c\n");
    ingest(spec);
    assertTable("a|1|1|1|1", "b|2|12|12|1", "b|3|13|13|1", "c|4|17|17|1", "c|null|16|16|1");
    // A corrected file's old rows go, also from partitions that it no longer has.
    lake.file("a.csv", "p,id,v\n2,22,A\n");
    ingest(spec);
    assertTable("A|2|22|22|1", "b|3|13|13|1", "c|4|17|17|1", "c|null|16|16|1");
    assertEquals(RunState.NOTHING_TO_DO, ingest(spec).report().end().state());
  }

  private void assertRejects(String... rejects) throws IOException {
    String from = lake.rejects("default.t");
    assertEquals(
        List.of(rejects),
        lake.paths("default.t", Kind.REJECTS).isEmpty()
            ? List.of()
            : TestLake.sql(
                "SELECT parse_filename(file), record_number, raw FROM " + from + " ORDER BY ALL"));
    String rows =
        lake.paths("default.t", Kind.DATA).isEmpty()
            ? "SELECT 1 AS id WHERE false"
            : "SELECT id FROM " + lake.table("default.t");
    new Consistency(lake, "default.t").assertHolds(rows, "id", "");
  }

  /** The rejects of an earlier version go when its rows go. */
  @Test
  void withRejects() throws IOException {
    lake.file("a.csv", "p,id,v\n1,1,a\n1,bad,a\n1,worse,a\n");
    lake.file("b.csv", "p,id,v\n1,2,b\n1,bad,b\n");
    lake.file("c.csv", "p,id,v\n1,3,c\n");
    ingest(SOURCE + TARGET);
    assertRejects("a.csv|2|1,bad,a", "a.csv|3|1,worse,a", "b.csv|2|1,bad,b");
    lake.file("a.csv", "p,id,v\n1,4,A\n1,bad,A\n");
    ingest(SOURCE + TARGET);
    assertRejects("a.csv|2|1,bad,A", "b.csv|2|1,bad,b");
    lake.file("a.csv", "p,id,v\n1,5,A\n");
    lake.file("c.csv", "p,id,v\n1,bad,c\n");
    ingest(SOURCE + TARGET);
    assertRejects("b.csv|2|1,bad,b", "c.csv|1|1,bad,c");
    lake.file("b.csv", "");
    lake.file("c.csv", "p,id,v\n1,3,c\n");
    ingest(SOURCE + TARGET);
    assertRejects();
  }

  /** An earlier version of which nothing but rejects is there. */
  @Test
  void ofWhichAllWasRejected() throws IOException {
    lake.file("a.csv", "p,id,v\n1,bad,a\n");
    lake.file("b.csv", "p,id,v\n1,worse,b\n");
    Outcome outcome = ingest(SOURCE + TARGET);
    assertRejects("a.csv|1|1,bad,a", "b.csv|1|1,worse,b");
    String warning = outcome.report().findings().warnings().get(0);
    assertTrue(warning.startsWith("NOT ONE RECORD WAS ACCEPTED of "), warning);
    assertTrue(warning.contains("a.csv and 1 other files: 2 of 2 were rejected"), warning);
    assertTrue(warning.contains("not_a_number in column id"), warning);
    assertTrue(warning.contains("sluice rejects t --run "), warning);
    lake.file("a.csv", "p,id,v\n1,bad,a\n1,worse,a\n1,1,a\n1,2,a\n");
    assertEquals(List.of(), ingest(SOURCE + TARGET).report().findings().warnings());
    assertRejects("a.csv|1|1,bad,a", "a.csv|2|1,worse,a", "b.csv|1|1,worse,b");
    lake.file("a.csv", "p,id,v\n1,bad,a\n1,worse,a\n1,2,a\n");
    warning = ingest(SOURCE + TARGET).report().findings().warnings().get(0);
    assertTrue(warning.startsWith("MOST RECORDS WERE REJECTED of "), warning);
    assertTrue(warning.contains("a.csv: 2 of 3 were rejected"), warning);
  }

  /** Two files of one run in one partition do not overwrite each other. */
  @Test
  void overwrittenPartitionsKeepAllOfTheRun() throws IOException {
    String spec = SOURCE + OVERWRITING;
    write("a.csv", 0, 10, 1, "a");
    write("b.csv", 0, 10, 1, "b");
    ingest(spec);
    assertTable("a|0|0|9|10", "b|0|0|9|10");
    assertTrue(lake.paths("default.t", Kind.REJECTS).isEmpty());
  }
}
