package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of what senders do is lost without a word. */
class RealFilesTest {
  @TempDir Path folder;
  private Path in;

  @BeforeEach
  void makeFolder() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
  }

  private Outcome ingest(String more) {
    Stop stop = new Stop();
    String spec = "dataset: t\nsource:\n  path: " + in + "\n" + more;
    if (!spec.contains("target:")) {
      spec += "target:\n  table: t\n";
    }
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")));
        ThreadRunner runner = ThreadRunner.ofMachine(stop, lake.storages())) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      return new Ingest(
              SpecReader.read(spec, "t.yml"), lake, runner, "threads: a test", stop, silent)
          .run();
    }
  }

  private RunReport done(String more) {
    Outcome outcome = ingest(more);
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    return outcome.report();
  }

  private List<String> rows(String columns) throws Exception {
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")))) {
      String files =
          lake.ledger().liveFiles("default.t", Kind.DATA).stream()
              .map(file -> "'" + file.path() + "'")
              .collect(Collectors.joining(", "));
      return DuckDb.rows(
          "SELECT "
              + columns
              + " FROM read_parquet(["
              + files
              + "], union_by_name => true) ORDER BY 1");
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(in.resolve(name), text);
  }

  private static final String USERS =
      """
      schema:
        - {name: userid, type: bigint}
        - {name: username, type: string}
        - {name: age, type: bigint}
      """;

  @Test
  void keysInAnotherCaseAreTheColumns() throws Exception {
    write("a.jsonl", "{\"UserId\":1,\"userName\":\"ann\",\"AGE\":30}\n".repeat(3));
    write("b.jsonl", "{\"USERID\":2,\"userid\":3,\"username\":\"bo\"}\n");
    done(USERS + "on_drift: {new_column: fail, missing_column: \"null\"}\n");
    assertEquals(
        List.of("1|ann|30", "1|ann|30", "1|ann|30", "3|bo|null"), rows("userid, username, age"));
  }

  @Test
  void membersInAnotherCaseAreTheStructs() throws Exception {
    write("a.jsonl", "{\"id\":1,\"User\":{\"Name\":\"ann\"}}\n");
    done(
        "schema:\n  - {name: id, type: bigint}\n  - {name: user, type: \"struct<name:string>\"}\n");
    assertEquals(List.of("1|ann"), rows("id, \"user\".name"));
  }

  @Test
  void structsGrowAndSayIt() throws Exception {
    write("a.jsonl", "{\"id\":1,\"user\":{\"name\":\"ann\"}}\n");
    done("");
    write("b.jsonl", "{\"id\":2,\"user\":{\"name\":\"bo\",\"email\":\"b@x.example\"}}\n");
    RunReport second = done("");
    assertTrue(
        second.findings().drift().toString().contains("user.email"),
        second.findings().drift().toString());
    assertEquals(
        List.of("1|ann|null", "2|bo|b@x.example"), rows("id, \"user\".name, \"user\".email"));
    write("c.jsonl", "{\"id\":3,\"user\":{\"name\":\"cy\"}}\n");
    done("");
    write("d.jsonl", "{\"id\":4,\"user\":{\"name\":\"di\",\"phone\":1}}\n");
    Outcome refused = ingest("on_drift: {new_column: fail}\n");
    assertEquals(ExitCode.REFUSED, refused.exitCode());
    assertTrue(refused.failure().toString().contains("user.phone"), refused.failure().toString());
  }

  @Test
  void whatIsLeftOutIsCountedAtEveryDepth() throws Exception {
    write("a.jsonl", "{\"id\":1,\"user\":{\"name\":\"ann\",\"geo\":{\"lat\":1}}}\n");
    done("");
    write(
        "b.jsonl",
        "{\"id\":2,\"user\":{\"name\":\"bo\",\"geo\":{\"lat\":1,\"lon\":2}},\"x\":1}\n"
            + "{\"id\":3,\"user\":{\"email\":\"e\",\"geo\":{\"lon\":2}}}\n");
    RunReport ignored = done("on_drift: {new_column: ignore}\n");
    assertEquals(
        "[fields that the table has no column for: user.geo.lon (in 2 objects), user.email (in 1"
            + " object), x (in 1 record): ignored, as on_drift.new_column says]",
        ignored.findings().drift().toString());
    assertEquals(List.of("1|ann", "2|bo", "3|null"), rows("id, \"user\".name"));
    write("c.jsonl", "{\"id\":4,\"user\":{\"geo\":{\"lon\":2}}}\n");
    RunReport added = done("");
    assertTrue(
        added.findings().drift().toString().contains("new column user.geo.lon, in 1 object: added"),
        added.findings().drift().toString());
    assertEquals(List.of("1|null", "2|null", "3|null", "4|2"), rows("id, \"user\".geo.lon"));
  }

  @Test
  void whatIsLeftOutIsCountedWhereFilesBegin() throws Exception {
    write("a.jsonl", "{\"id\":1}\n");
    done("");
    write("b.jsonl", "{\"id\":2,\"x\":1}\n".repeat(100_500));
    assertTrue(
        done("on_drift: {new_column: ignore}\n")
            .findings()
            .drift()
            .toString()
            .matches(
                ".*: x \\(in 100[0-9]{3} records\\): ignored.*first 100,000 records of a file]"));
  }

  @Test
  void unknownMembersAreRescued() throws Exception {
    write("a.jsonl", "{\"id\":1,\"user\":{\"name\":\"ann\"}}\n");
    done("on_drift: {new_column: rescue}\n");
    write("b.jsonl", "{\"id\":2,\"user\":{\"name\":\"bo\",\"email\":\"b@x.example\"}}\n");
    done("on_drift: {new_column: rescue}\n");
    assertEquals(List.of("1|null", "2|{\"user.email\":\"b@x.example\"}"), rows("id, _rescued"));
  }

  @Test
  void anInferredNameIsTheKeyAndNoPath() throws Exception {
    write(
        "a.jsonl",
        "{\"id\":1,\"a.b\":1}\n{\"id\":2,\"a\":{\"b\":2}}\n{\"id\":3,\"a\":\"plain\"}\n");
    RunReport report = done("");
    assertEquals(3, report.data().totals().written());
    assertEquals(List.of("1|1", "2|null", "3|null"), rows("id, a_b"));
  }

  @Test
  void linesAboveAndHeadersAgainAreCounted() throws Exception {
    write("a.csv", "Report of today\n\nid,name\n1,Ada\nid,name\n2,Bob\n");
    RunReport report = done("");
    assertEquals(List.of("1|Ada", "2|Bob"), rows("id, name"));
    Counts counts = report.data().totals();
    assertEquals(5, counts.read());
    assertEquals(2, counts.written());
    assertEquals(3, counts.filtered());
    assertTrue(
        report.findings().warnings().toString().contains("Report of today"), report.toString());
  }

  @Test
  void copiesAreToldOrLeftOut() throws Exception {
    write("a.csv", "id,name\n1,Ada\n");
    done("");
    write("copy.csv", "id,name\n1,Ada\n");
    Outcome refused = ingest("  on_duplicate_content: fail\n");
    assertEquals(ExitCode.REFUSED, refused.exitCode());
    RunReport skipped = done("  on_duplicate_content: skip\n");
    assertEquals(0, skipped.data().totals().written());
    assertTrue(
        skipped.findings().warnings().toString().contains("copy.csv has the same"),
        skipped.toString());
    assertEquals(List.of("1"), rows("id"));
    RunReport warned = done("");
    assertTrue(warned.findings().warnings().toString().contains("twice"), warned.toString());
    assertEquals(List.of("1", "1"), rows("id"));
  }

  @Test
  void partitionsTakeNoEmptyKeysWhereNoneMayBe() throws Exception {
    write("a.csv", "key,v\na,1\n\"\",2\n" + "x".repeat(300) + ",3\n");
    RunReport report =
        done(
            """
            schema:
              - {name: key, type: string, nullable: false}
              - {name: v, type: bigint}
            target:
              table: t
              partition_by: [KEY]
            """);
    assertEquals(1, report.data().totals().written());
    assertEquals(2, report.data().totals().rejected());
    List<String> codes =
        report.findings().rejects().stream().map(reject -> reject.code()).sorted().toList();
    assertEquals(List.of("null_not_allowed", "partition_value_too_long"), codes);
  }

  @Test
  void movedFilesAreToldToo() throws Exception {
    write("a.csv", "id,name\n1,Ada\n");
    done("");
    Files.move(in.resolve("a.csv"), in.resolve("b.csv"));
    RunReport skipped = done("  on_duplicate_content: skip\n");
    assertTrue(
        skipped.findings().warnings().toString().contains("which is no longer there"),
        skipped.toString());
    assertEquals(List.of("1"), rows("id"));
    assertEquals(ExitCode.REFUSED, ingest("  on_duplicate_content: fail\n").exitCode());
  }

  @Test
  void linksAreTheFilesTheyLeadTo() throws Exception {
    write("day1.csv", "id\n1\n");
    write("day2.csv", "id\n2\n");
    Files.createSymbolicLink(in.resolve("latest.csv"), Path.of("day2.csv"));
    Files.createDirectory(in.resolve("x"));
    Files.createSymbolicLink(in.resolve("x/all"), in.resolve("../in/x"));
    RunReport report = done("");
    assertEquals(List.of("1", "2"), rows("id"));
    assertTrue(
        report
            .findings()
            .warnings()
            .toString()
            .contains("latest.csv: it is a link to " + in + "/day2.csv"),
        report.findings().warnings().toString());
    Path outside = Files.writeString(folder.resolve("outside.csv"), "id\n3\n");
    Files.createSymbolicLink(in.resolve("3.csv"), outside);
    RunReport followed = done("  follow_links: true\n");
    assertEquals(List.of("1", "2", "3"), rows("id"));
    assertEquals(outside.toString(), followed.data().files().get(0).uri());
  }

  @Test
  void longKeysAreRejectedAfterTransformsToo() throws Exception {
    write("a.csv", "key,v\na,1\n" + "x".repeat(300) + ",2\n" + "é:".repeat(70) + ",3\n");
    for (String steps :
        List.of(
            "transforms: [{rename: {v: w}}]\n",
            "transforms: [{select: [v, key]}]\n",
            "transforms: [{mask: {columns: [key], method: partial, keep_last: 2}}]\n")) {
      RunReport report =
          done(steps + "target: {table: t" + steps.length() + ", partition_by: [KEY]}\n");
      assertEquals(1, report.data().totals().written(), steps);
      assertEquals("partition_value_too_long", report.findings().rejects().get(0).code());
    }
  }

  @Test
  void anEmptyKeyIsToldWhereItReadsBackAsNull() throws Exception {
    write("a.csv", "key,v\na,1\n\"\",2\n,3\n");
    RunReport report = done("target: {table: t, partition_by: [key]}\n");
    assertEquals(3, report.data().totals().written());
    assertTrue(
        report
            .findings()
            .warnings()
            .toString()
            .contains("partition key key is the empty text in 1 row"),
        report.findings().warnings().toString());
  }

  @Test
  void aFilePaddedWithZerosIsWhole() throws Exception {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
      gzip.write("id,v\n1,2\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    out.write(new byte[400]);
    Files.write(in.resolve("a.csv.gz"), out.toByteArray());
    RunReport report = done("");
    assertEquals(1, report.data().totals().written());
    assertTrue(
        report.findings().warnings().toString().contains("padding"),
        report.findings().warnings().toString());
  }
}
