package io.sluice.cli.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a spec masks, and the salt it masks it with, stand nowhere in a lake. */
class MaskedValuesTest {
  private static final String SALT = "pepper-4711";

  /** Values of masked columns, in good records and in bad ones, also under the wrong header. */
  private static final List<String> HIDDEN = List.of("alice@x.org", "bob@x.org", "carol@x.org");

  @TempDir Path folder;
  private CliRunner runner;

  @BeforeEach
  void write() throws IOException {
    runner = new CliRunner(folder);
    Files.writeString(
        folder.resolve("a.csv"), "mail,n\nalice@x.org,1\nbob@x.org,x\n1,carol@x.org\ndave,2,3\n");
  }

  private void spec(String rejects) throws IOException {
    Files.writeString(
        folder.resolve("a.yml"),
        """
        dataset: a
        source: {path: a.csv}
        schema: [{name: mail, type: string}, {name: n, type: int}]
        rejects: %s
        transforms: [{mask: {columns: [mail], method: hash, salt: %s}}]
        target: {compression: uncompressed}
        """
            .formatted(rejects, SALT));
  }

  private List<String> filesThatHold(String text) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("lake"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
          found.add(file.toString());
        }
      }
    }
    return found;
  }

  @Test
  void nothingOfThemIsKept() throws Exception {
    spec("{}");
    assertEquals(0, runner.run("ingest", "a.yml").code());
    spec("{max_rows: 1}");
    Files.writeString(folder.resolve("a.csv"), "mail,n\nalice@x.org,1\nbob@x.org,x\n1,carol@x.org");
    Result refused = runner.run("ingest", "a.yml");
    assertEquals(3, refused.code(), refused.err());
    for (String hidden : HIDDEN) {
      assertEquals(List.of(), filesThatHold(hidden), hidden);
      assertTrue(!refused.out().contains(hidden) && !refused.err().contains(hidden));
    }
    assertEquals(List.of(), filesThatHold(SALT));
    String rejects =
        runner.run("sql", "-o", "csv", "SELECT message, raw FROM default.a__refused").out();
    assertTrue(rejects.contains("not a number; values are withheld"), rejects);
  }

  @Test
  void whereTheSpecSaysSoRejectsAreKept() throws Exception {
    spec("{keep_raw: true}");
    assertEquals(0, runner.run("ingest", "a.yml").code());
    String rejects = runner.run("sql", "-o", "csv", "SELECT raw FROM default.a__rejects").out();
    assertTrue(rejects.contains("bob@x.org,x"), rejects);
    assertEquals(List.of(), filesThatHold(SALT));
  }
}
