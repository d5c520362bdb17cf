package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ledger.Manifest.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded random files become the rows that DuckDB reads from them, by columns and by rows. */
class RandomFilesTest {
  private static final int ROWS = 2_000;

  /** More than one task reads. */
  private static final long BIG_FILE = 20L << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void csv(long seed) {
    csv(seed, ROWS);
  }

  /** Of one in UTF-8: others are not cut. */
  @Test
  void csvInSeveralTasks() {
    long seed = 20;
    int rows = (int) (ROWS * BIG_FILE / new RandomCsv(seed).text(ROWS).length());
    assertTrue(csv(seed, rows).paths("default.by_columns", Kind.DATA).size() > 1);
  }

  private TestLake csv(long seed, int rows) {
    TestLake lake = new TwinLakes(folder);
    RandomCsv csv = new RandomCsv(seed);
    String text = csv.text(rows);
    Path file = lake.file("a.csv", csv.bytes(text));
    Path utf8 = lake.file("utf8/a.csv", text);
    assertSame(lake, csv.spec(file.toString()), csv.query(utf8.toString()), rows, csv.toString());
    return lake;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void jsonLines(long seed) {
    TestLake lake = new TwinLakes(folder);
    RandomJsonLines json = new RandomJsonLines(seed);
    Path file = lake.file("a.jsonl", json.text(ROWS));
    assertSame(
        lake, json.spec(file.toString()), json.query(file.toString()), ROWS, json.toString());
  }

  private static void assertSame(TestLake lake, String spec, String oracle, int rows, String told) {
    String columns =
        TestLake.sql("SELECT column_name FROM (DESCRIBE " + oracle + ")").stream()
            .collect(Collectors.joining(", "));
    Outcome byColumns = lake.ingest(lake.specOf(spec + "target: {table: by_columns}\n"));
    assertWritten(rows, "columnar", byColumns, told);
    String ours = "SELECT " + columns + " FROM " + lake.table("default.by_columns");
    assertEquals(List.of(), minus(oracle, ours), told);
    assertEquals(List.of(), minus(ours, oracle), told);

    String derived = spec + "transforms:\n  - derive: {nothing: \"1\"}\n";
    assertSameTable(lake, derived, "by_projection", "columnar", columns, rows, told);
    // To find what is there twice, Spark must move rows.
    String shuffled = derived + "quality:\n  - unique: {columns: [nothing], severity: warn}\n";
    assertSameTable(lake, shuffled, "by_rows", "rows", columns, rows, told);
  }

  /** Against the table that was written from columns alone. */
  private static void assertSameTable(
      TestLake lake,
      String spec,
      String table,
      String path,
      String columns,
      int rows,
      String told) {
    Outcome outcome = lake.ingest(lake.specOf(spec + "target: {table: " + table + "}\n"));
    assertWritten(rows, path, outcome, told);
    String ours = "SELECT " + columns + " FROM " + lake.table("default.by_columns");
    String theirs = "SELECT " + columns + " FROM " + lake.table("default." + table);
    assertEquals(List.of(), minus(ours, theirs), told);
    assertEquals(List.of(), minus(theirs, ours), told);
    assertEquals(types(ours), types(theirs));
  }

  private static void assertWritten(int rows, String path, Outcome outcome, String told) {
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(
        rows,
        outcome.report().data().totals().written(),
        () -> told + outcome.report().findings().rejects());
    String taken = outcome.report().settings().get("execution_path");
    assertTrue(taken.startsWith(path), taken);
  }

  private static List<String> minus(String a, String b) {
    return TestLake.sql("(" + a + ") EXCEPT ALL (" + b + ") LIMIT 3");
  }

  private static List<String> types(String query) {
    return TestLake.sql("SELECT column_name, column_type FROM (DESCRIBE " + query + ")");
  }
}
