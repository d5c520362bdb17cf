package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VacuumCommandTest {
  @TempDir Path folder;
  private CliRunner runner;

  /** A table whose only file was corrected a moment ago. */
  @BeforeEach
  void correct() throws IOException {
    runner = new CliRunner(folder);
    Files.writeString(folder.resolve("a.yml"), "dataset: a\nsource: {path: a.csv}\ntarget: {}\n");
    Files.writeString(folder.resolve("a.csv"), "id\n1\n");
    Result result = runner.run("ingest", "a.yml");
    assertEquals(0, result.code(), result.err());
    Files.writeString(folder.resolve("a.csv"), "id\n2\n");
    assertEquals(0, runner.run("ingest", "a.yml").code());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("lake/default/a"))) {
      return files.filter(f -> f.toString().endsWith(".parquet")).toList();
    }
  }

  private void assertAnswer() {
    Result result = runner.run("sql", "SELECT id FROM default.a", "-o", "csv");
    assertEquals("id\r\n2\r\n", result.out(), result.err());
  }

  @Test
  void whatWasReplacedAMomentAgoIsKept() throws Exception {
    for (String[] command : new String[][] {{"vacuum"}, {"vacuum", "--older-than", "1h"}}) {
      Result result = runner.run(command);
      assertEquals(0, result.code(), result.err());
      assertEquals("nothing to delete\n", result.out());
    }
    assertEquals(2, files().size());
    assertAnswer();
  }

  @Test
  void whatWasReplacedLongEnoughAgoIsDeleted() throws Exception {
    Result result = runner.run("vacuum", "--older-than", "0s");
    assertEquals(0, result.code(), result.err());
    assertEquals("1 replaced file deleted\n", result.out());
    assertEquals(1, files().size());
    assertAnswer();
    assertEquals("nothing to delete\n", runner.run("vacuum", "--older-than", "0s").out());
  }

  @Test
  void tablesElsewhereDoNotKeepOthersFromBeingCleaned() throws Exception {
    new LakeFixture(folder.resolve("lake")).replaceElsewhere("20260101-far");
    Result result = runner.run("vacuum", "--older-than", "0s");
    assertEquals(0, result.code(), result.err());
    String elsewhere =
        "run 20260101-far writes to gs://bucket/far/t, which only Spark's file systems reach: the"
            + " next ingest into far.t by Spark finishes it or deletes what it replaced\n";
    assertEquals("1 replaced file deleted\n" + elsewhere, result.out());
    assertEquals(1, files().size());
    assertAnswer();
    assertEquals(elsewhere, runner.run("vacuum").out());
  }

  @Test
  void aWrongDurationIsExplained() throws Exception {
    for (String text : List.of("soon", "10", "-1s", "1w")) {
      Result result = runner.run("vacuum", "--older-than=" + text);
      assertEquals(2, result.code(), text);
      assertTrue(result.err().contains("--older-than is not a duration: '" + text + "'"), text);
      assertTrue(result.err().contains("30s, 10m, 2h or 1d"), result.err());
    }
    assertEquals(2, files().size());
  }
}
