package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake lies wherever it was put: nothing in it points to where it was made. */
class CopiedLakeTest {
  @TempDir Path folder;

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
  }

  private static void delete(Path lake) throws IOException {
    for (Path file : files(lake).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(file);
    }
  }

  private static List<Path> files(Path lake) throws IOException {
    try (Stream<Path> files = Files.walk(lake)) {
      return files.toList();
    }
  }

  @Test
  void aCopyAnswersAndGoesOnWithTheOriginalGone() throws Exception {
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.csv"), "id,kind\n1,x\n2,y\noops,y\n");
    Files.writeString(
        folder.resolve("a.yml"),
        "dataset: a\nsource: {path: in}\nschema: [{name: id, type: int}, {name: kind, type:"
            + " string}]\ntarget: {partition_by: [kind]}\n");
    CliRunner runner = new CliRunner(folder);
    Path original = folder.resolve("lake");
    Path copy = folder.resolve("elsewhere");
    assertEquals(0, runner.run("ingest", "a.yml").code());

    copy(original, copy);
    delete(original);
    runner.environment.put("SLUICE_LAKE", copy.toString());
    assertAnswer(runner, "1,x\r\n2,y\r\n");
    assertTrue(runner.run("rejects", "a").out().contains("oops"));
    Result shown = runner.run("show", "last");
    assertTrue(shown.out().contains(copy.toString()), shown.out());
    assertFalse(shown.out().contains(original.toString()), shown.out());

    assertTrue(runner.run("ingest", "a.yml").out().contains("nothing new to ingest"));
    Files.writeString(folder.resolve("in/a.csv"), "id,kind\n1,x\n3,y\n");
    assertEquals(0, runner.run("ingest", "a.yml").code());
    assertAnswer(runner, "1,x\r\n3,y\r\n");
    assertEquals(0, runner.run("vacuum", "--older-than", "0s").code());
    assertAnswer(runner, "1,x\r\n3,y\r\n");
    assertFalse(Files.exists(original));
  }

  private static void assertAnswer(CliRunner runner, String rows) {
    Result result = runner.run("sql", "SELECT id, kind FROM default.a ORDER BY id", "-o", "csv");
    assertEquals("id,kind\r\n" + rows, result.out(), result.err());
  }
}
