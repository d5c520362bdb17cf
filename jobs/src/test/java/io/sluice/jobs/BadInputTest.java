package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.plan.PlanReport;
import io.sluice.ingest.run.WriteException;
import io.sluice.sqlite.SqliteFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is told, with its place and a remedy; the table stays as it was. */
class BadInputTest {
  @TempDir private Path folder;
  private TestLake lake;

  @BeforeEach
  void makeLake() {
    lake = new TwinLakes(folder);
  }

  private void assertFails(ExitCode code, Outcome outcome, String... told) {
    assertEquals(code, outcome.exitCode(), () -> outcome.report().toString());
    String message = outcome.failure().orElseThrow().getMessage();
    for (String text : told) {
      assertTrue(message.contains(text), message);
    }
    assertFalse(Files.exists(lake.lake().resolve("default/t")), "something was left in the lake");
  }

  @Test
  void missingPath() {
    assertFails(
        ExitCode.USAGE, lake.ingest(lake.spec("")), "source.path", "no such file", "Correct");
  }

  @Test
  void emptyFolder() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Outcome outcome = lake.ingest(lake.spec(""));
    assertEquals(ExitCode.DONE, outcome.exitCode());
    assertTrue(outcome.report().findings().warnings().toString().contains("no file"), "it is said");
  }

  @Test
  void emptyFileBesideAGoodOne() {
    lake.file("a.csv", "id\n1\n");
    lake.file("b.csv", "");
    Outcome outcome = lake.ingest(lake.spec(""));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(2, outcome.report().data().files().size());
    assertEquals(List.of("1"), TestLake.sql("SELECT id FROM " + lake.table("default.t")));
  }

  @Test
  void onlyAnEmptyFile() {
    lake.file("a.csv", "");
    Outcome outcome = lake.ingest(lake.spec(""));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(0, outcome.report().data().totals().read());
    assertTrue(
        outcome.report().findings().warnings().toString().contains("a.csv: the file is empty"),
        "it is said");
  }

  @Test
  void planOfNothingSaysSo() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    PlanReport none = lake.plan(lake.spec(""));
    assertTrue(none.warnings().toString().contains("no file"), none.toString());
    lake.file("a.csv", "");
    PlanReport empty = lake.plan(lake.spec(""));
    assertTrue(empty.warnings().toString().contains("a.csv: the file is empty"), empty.toString());
    assertEquals("nothing to read", empty.work().executionPath());
  }

  @Test
  void emptiedFileTakesItsRowsAlong() {
    lake.file("a.csv", "id\n1\n2\n");
    lake.file("b.csv", "id\n3\n");
    assertEquals(ExitCode.DONE, lake.ingest(lake.spec("")).exitCode());
    lake.file("a.csv", "");
    Outcome outcome = lake.ingest(lake.spec(""));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(List.of("3"), TestLake.sql("SELECT id FROM " + lake.table("default.t")));
  }

  @Test
  void anArrayWithoutItsEndIsNotTakenForWhole() {
    lake.file("a.json", "[\n {\"a\": 0},\n {\"a\": 1},\n {\"a\": ");
    Outcome outcome = lake.ingest(lake.spec(""));
    boolean told =
        outcome.failure().isPresent() || outcome.report().data().totals().rejected() == 1;
    assertTrue(told, () -> outcome.report().toString());
  }

  @Test
  void aSchemeThatNothingReadsIsSaid() {
    assertFails(
        ExitCode.USAGE,
        lake.ingest(lake.specOf("dataset: t\nsource: {path: 'nosuch://a/b'}\ntarget: {}\n")),
        "nosuch://a/b",
        "class path");
  }

  @Test
  void aLakeThatIsAFileIsSaid() throws IOException {
    Files.writeString(lake.lake(), "no folder");
    SqliteFileException failure =
        assertThrows(SqliteFileException.class, () -> lake.ingest(lake.spec("")));
    assertEquals(failure.getMessage(), Failures.of(failure).getMessage());
    assertTrue(failure.getMessage().contains(lake.lake().toString()), failure.getMessage());
  }

  @Test
  void aSetDelimiterThatTheContentContradictsIsSaid() {
    lake.file("a.csv", "id,name\n1,one\n2,two\n3,three\n");
    lake.file("b.csv", "id,name\n4,four\n5,five\n6,six\n");
    Outcome outcome =
        lake.ingest(
            lake.specOf("dataset: t\nsource: {path: in, options: {delimiter: ';'}}\ntarget: {}\n"));
    String warnings = outcome.report().findings().warnings().toString();
    assertTrue(warnings.contains("a.csv") && warnings.contains("delimiter"), warnings);
  }

  @Test
  void aBrokenRowCountSaysHowManyRowsThereAre() {
    lake.file("a.csv", "id\n1\n2\n");
    assertFails(
        ExitCode.REFUSED,
        lake.ingest(lake.spec("quality:\n  - row_count: {min: 5, max: 9}\n")),
        "2 rows would be written, and it allows 5 to 9");
  }

  @Test
  void recordsOfAnotherFormatAreNoColumns() {
    lake.file("a.csv", "id,name\n1,one\n");
    assertFails(
        ExitCode.FAILED,
        lake.ingest(lake.specOf("dataset: t\nsource: {path: in, format: jsonl}\ntarget: {}\n")),
        "a.csv",
        "read as jsonl",
        "source.format");
  }

  @Test
  void headerOnly() {
    lake.file("a.csv", "id,name\n");
    Outcome outcome = lake.ingest(lake.spec(""));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(0, outcome.report().data().totals().read());
  }

  @Test
  void truncatedGzip() throws IOException {
    writeTruncatedGzip();
    assertFails(ExitCode.FAILED, lake.ingest(lake.spec("")), "a.csv.gz", "truncated");
  }

  /** Whatever is between the task that fails and the sink, the failure is one of the write. */
  @Test
  void truncatedGzipBehindSteps() throws IOException {
    writeTruncatedGzip();
    String schema = "schema:\n  - {name: id, type: int}\n  - {name: value, type: int}\n";
    for (String step : List.of("derive: {twice: value}", "deduplicate: {keys: [id]}")) {
      Outcome outcome = lake.ingest(lake.spec(schema + "transforms:\n  - " + step + "\n"));
      assertFails(ExitCode.FAILED, outcome, "a.csv.gz", "truncated");
      Throwable cause = outcome.failure().orElseThrow().getCause();
      assertTrue(cause instanceof WriteException, step + ": " + cause);
    }
  }

  private void writeTruncatedGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SplittableRandom random = new SplittableRandom(1);
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("id,value\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 50_000; i++) {
        gzip.write((i + "," + random.nextInt() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    lake.file("a.csv.gz", Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
  }

  @Test
  void binaryFileNamedCsv() {
    byte[] junk = new byte[100_000];
    new java.util.Random(7).nextBytes(junk);
    lake.file("a.csv", junk);
    assertFails(ExitCode.FAILED, lake.ingest(lake.spec("")), "a.csv");
  }

  @Test
  void specNamesAColumnThatIsNotThere() {
    lake.file("a.csv", "id,name\n1,one\n");
    assertFails(
        ExitCode.USAGE,
        lake.ingest(
            lake.spec("schema:\n  - {name: id, type: int}\n  - {name: nmae, type: string}\n")),
        "nmae",
        "name");
  }

  @Test
  void partitionByAColumnThatIsNotThere() {
    lake.file("a.csv", "id,name\n1,one\n");
    assertFails(
        ExitCode.USAGE,
        lake.ingest(
            lake.specOf(
                "dataset: t\nsource: {path: in}\ntarget: {table: t, partition_by: [nope]}\n")),
        "nope");
  }

  @Test
  void expressionThatDoesNotCompile() {
    lake.file("a.csv", "id,name\n1,one\n");
    assertFails(
        ExitCode.USAGE,
        lake.ingest(lake.spec("transforms:\n  - filter: nme = 'one'\n")),
        "transforms[0]",
        "nme");
  }

  @Test
  void targetHoldsSomethingElse() throws IOException {
    lake.file("a.csv", "id\n1\n");
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    Files.writeString(other.resolve("precious.txt"), "mine");
    Outcome outcome =
        lake.ingest(
            lake.specOf("dataset: t\nsource: {path: in}\ntarget: {table: t, location: other}\n"));
    assertFails(ExitCode.USAGE, outcome, "precious.txt");
    assertEquals("mine", Files.readString(other.resolve("precious.txt")));
  }

  @Test
  void quoteThatNeverCloses() {
    StringBuilder text = new StringBuilder("id,name\n1,\"open\n");
    for (int i = 2; i < 1000; i++) {
      text.append(i).append(",ok\n");
    }
    lake.file("a.csv", text.toString());
    Outcome outcome =
        lake.ingest(
            lake.spec("schema:\n  - {name: id, type: int}\n  - {name: name, type: string}\n"));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    // It is no quote: quoting would explain nothing here, and cost a record.
    assertEquals(0, outcome.report().data().totals().rejected());
    assertEquals(999, outcome.report().data().totals().written());
  }

  @Test
  void hugeLineAndVeryWideRow() {
    String big = "x".repeat(10_000_000);
    String wide = "1" + ",2".repeat(99_999);
    lake.file("a.csv", "id,name\n1," + big + "\n" + wide + "\n3,c\n");
    Outcome outcome =
        lake.ingest(
            lake.spec("schema:\n  - {name: id, type: int}\n  - {name: name, type: string}\n"));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(3, outcome.report().data().totals().read());
    assertEquals(
        List.of("too_many_fields"), TestLake.sql("SELECT code FROM " + lake.rejects("default.t")));
  }
}
