package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.cli.command.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that only look need no right to write, and write nothing. */
class ReadOnlyLakeTest {
  @TempDir Path folder;
  private CliRunner runner;
  private boolean mounted;

  @BeforeEach
  void ingest() throws Exception {
    runner = new CliRunner(folder);
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.csv"), "id,kind\n1,x\n2,y\nbad,x\n");
    spec("");
    assertEquals(0, runner.run("ingest", "a.yml").code());
    // A refused run leaves what it rejected.
    Files.writeString(folder.resolve("in/b.csv"), "id,kind\nbad,x\n");
    spec("rejects: {max_rows: 0}\n");
    assertEquals(3, runner.run("ingest", "a.yml").code());
  }

  private void spec(String more) throws IOException {
    Files.writeString(
        folder.resolve("a.yml"),
        """
        dataset: a
        source: {path: in}
        schema: [{name: id, type: int}, {name: kind, type: string}]
        target: {partition_by: [kind]}
        """
            + more);
  }

  /** By permissions; of root, who may write all the same, by the file system. */
  private void forbidWriting() throws Exception {
    run("chmod", "-R", "a-w", "lake");
    if (Files.isWritable(folder.resolve("lake"))) {
      mounted =
          run("mount", "--bind", "lake", "lake") == 0
              && run("mount", "-o", "remount,ro,bind", "lake") == 0;
      assumeTrue(mounted, "SKIPPED: root may write everywhere, and nothing can be mounted here");
    }
  }

  @AfterEach
  void allowWriting() throws Exception {
    if (mounted) {
      run("umount", "lake");
    }
    run("chmod", "-R", "u+w", "lake");
  }

  private int run(String... command) throws Exception {
    return new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
  }

  private Map<Path, Object> content() throws IOException {
    Map<Path, Object> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("lake"))) {
      for (Path file : files.toList()) {
        content.put(file, Files.getLastModifiedTime(file));
      }
    }
    return content;
  }

  private String look(int code, String... arguments) {
    Result result = runner.run(arguments);
    assertEquals(
        code, result.code(), String.join(" ", arguments) + ": " + result.out() + result.err());
    return result.out();
  }

  private void lookAtAll() {
    assertTrue(look(0, "runs").contains("committed"));
    assertTrue(look(0, "runs", "a", "-o", "json").contains("refused"));
    assertTrue(look(0, "show", "last").contains("refused"));
    assertEquals(
        "id,kind\r\n1,x\r\n2,y\r\n",
        look(0, "sql", "-o", "csv", "SELECT * FROM default.a ORDER BY id"));
    assertTrue(look(0, "sql", "-o", "csv", "SELECT * FROM default.a__rejects").contains("bad"));
    assertTrue(look(0, "sql", "-o", "csv", "SELECT * FROM default.a__refused").contains("bad"));
    assertTrue(look(0, "sql", "SELECT * FROM runs").contains("refused"));
    assertTrue(look(0, "rejects", "a").contains("bad"));
    assertTrue(look(0, "plan", "a.yml").contains("b.csv"));
    assertTrue(look(0, "check").contains("no fault found"));
    look(0, "catalog", "diff");
  }

  @Test
  void commandsThatLookWorkAndWriteNothing() throws Exception {
    lookAtAll();
    forbidWriting();
    Map<Path, Object> before = content();
    lookAtAll();
    assertEquals(before, content());
    Result ingest = runner.run("ingest", "a.yml");
    assertEquals(1, ingest.code());
    assertTrue(ingest.err().contains(folder.resolve("lake").toString()), ingest.err());
    assertFalse(ingest.err().contains("\tat "), ingest.err());
  }

  /** As in a copy whose empty folders are not there. */
  @Test
  void theFolderOfLocksMayBeMissing() throws Exception {
    run("rm", "-r", "lake/_sluice/locks");
    forbidWriting();
    lookAtAll();
  }
}
