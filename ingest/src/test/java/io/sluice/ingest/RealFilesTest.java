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
    assertTrue(second.drift().toString().contains("user.email"), second.drift().toString());
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
    assertEquals(3, report.totals().written());
    assertEquals(List.of("1|1", "2|null", "3|null"), rows("id, a_b"));
  }

  @Test
  void linesAboveAndHeadersAgainAreCounted() throws Exception {
    write("a.csv", "Report of today\n\nid,name\n1,Ada\nid,name\n2,Bob\n");
    RunReport report = done("");
    assertEquals(List.of("1|Ada", "2|Bob"), rows("id, name"));
    Counts counts = report.totals();
    assertEquals(5, counts.read());
    assertEquals(2, counts.written());
    assertEquals(3, counts.filtered());
    assertTrue(report.warnings().toString().contains("Report of today"), report.toString());
  }

  @Test
  void copiesAreToldOrLeftOut() throws Exception {
    write("a.csv", "id,name\n1,Ada\n");
    done("");
    write("copy.csv", "id,name\n1,Ada\n");
    Outcome refused = ingest("  on_duplicate_content: fail\n");
    assertEquals(ExitCode.REFUSED, refused.exitCode());
    RunReport skipped = done("  on_duplicate_content: skip\n");
    assertEquals(0, skipped.totals().written());
    assertTrue(skipped.warnings().toString().contains("copy.csv has the same"), skipped.toString());
    assertEquals(List.of("1"), rows("id"));
    RunReport warned = done("");
    assertTrue(warned.warnings().toString().contains("twice"), warned.toString());
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
    assertEquals(1, report.totals().written());
    assertEquals(2, report.totals().rejected());
    List<String> codes = report.rejects().stream().map(reject -> reject.code()).sorted().toList();
    assertEquals(List.of("null_not_allowed", "partition_value_too_long"), codes);
  }
}
