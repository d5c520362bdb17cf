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
import java.util.Map;
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

  /** Whatever is asked of the lake, and however wordy the answer. */
  @Test
  void nothingOfThemIsShown() throws Exception {
    for (String mask :
        new String[] {
          "{columns: [mail], method: hash, salt: " + SALT + "}", "{columns: [mail], method: redact}"
        }) {
      Files.writeString(
          folder.resolve("a.yml"),
          """
          dataset: a
          source: {path: a.csv}
          schema: [{name: mail, type: string}, {name: n, type: int}]
          quality:
            - {in: {column: mail, values: [x], severity: warn}}
            - {matches: {column: mail, pattern: 'x', severity: reject}}
            - {range: {column: n, min: 100, severity: reject}}
          rejects: {max_rows: 1}
          transforms: [{mask: %s}]
          target: {table: %s}
          """
              .formatted(mask, mask.contains("hash") ? "h" : "r"));
      StringBuilder said = new StringBuilder();
      for (String[] command :
          new String[][] {
            {"plan", "a.yml", "--verbose"},
            {"plan", "a.yml", "-o", "json"},
            {"ingest", "a.yml", "--verbose"},
            {"ingest", "a.yml", "-o", "json"},
            {"runs", "-o", "json"},
            {"show", "last"},
            {"show", "last", "-o", "json"},
            {"rejects", "a", "--run", "last"},
            {"rejects", "a", "--run", "last", "-o", "json"},
            {"sql", "SELECT * FROM runs", "-o", "json"},
            {"sql", "SELECT * FROM files", "-o", "json"},
            {"sql", "SELECT * FROM default.h__refused", "--verbose", "-o", "json"},
            {"sql", "SHOW ALL TABLES", "-o", "json"},
            {"check", "--verbose"},
            {"recover"},
            {"vacuum"}
          }) {
        Result result = runner.run(command);
        said.append(String.join(" ", command))
            .append('\n')
            .append(result.out())
            .append(result.err());
      }
      for (String hidden : HIDDEN) {
        assertTrue(!said.toString().contains(hidden), said::toString);
        assertEquals(List.of(), filesThatHold(hidden), hidden);
      }
      assertTrue(!said.toString().contains(SALT), said::toString);
      assertEquals(List.of(), filesThatHold(SALT));
    }
  }

  /** What detection would quote as its evidence: lines above a table, first records, keys. */
  @Test
  void nothingThatDetectionSeesIsQuoted() throws Exception {
    Map<String, String> files =
        Map.of(
            "All orders of alice@x.org\n\nmail,n\nbob@x.org,1\ncarol@x.org,2\ndave@x.org,3\nx,4\n",
                "{}",
            "alice@x.org,1\nbob@x.org,2\ncarol@x.org,3\n", "{}",
            "alice@x.org,n\n1,2\n2,3\n3,4\n", "{header: false}",
            "n,mail;\n1,alice@x.org;\n2,bob@x.org;\n3,carol@x.org;\n", "{}",
            "mail,n,alice@x.org,bob@x.org\nx,01\ny,02\nz,03\n", "{}");
    int number = 0;
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve("e.csv"), file.getKey());
      Files.writeString(
          folder.resolve("e.yml"),
          """
          dataset: e
          source: {path: e.csv, options: %s}
          schema: [{name: mail, type: string, from: [mail, "mail;"]}, {name: n, type: string}]
          transforms: [{mask: {columns: [mail], method: hash, salt: %s}}]
          target: {table: e%d, compression: uncompressed, partition_by: [n]}
          """
              .formatted(file.getValue(), SALT, number++));
      StringBuilder said = new StringBuilder();
      for (String command : new String[] {"plan", "ingest"}) {
        Result result = runner.run(command, "e.yml", "-o", "json");
        assertEquals(0, result.code(), result.err());
        said.append(result.out()).append(result.err());
      }
      for (String hidden : HIDDEN) {
        assertTrue(!said.toString().contains(hidden), said::toString);
        assertEquals(List.of(), filesThatHold(hidden), hidden);
      }
    }
  }

  /** Of an encoding that is guessed, some of the text is shown. */
  @Test
  void noTextInADoubtfulEncodingIsQuoted() throws Exception {
    Files.write(folder.resolve("a.csv"), "mail,n\nJosé,1\nb,2\nc,3\n".getBytes(ISO_8859_1));
    spec("{keep_raw: true}");
    String shown = runner.run("plan", "a.yml").out();
    assertTrue(shown.contains("certainty: encoding") && shown.contains("José"), shown);
    spec("{}");
    for (String command : new String[] {"plan", "ingest"}) {
      Result result = runner.run(command, "a.yml", "-o", "json");
      assertEquals(0, result.code(), result.err());
      assertTrue(result.out().contains("certainty: encoding"), result.out());
      assertTrue(!result.out().contains("José"), result.out());
    }
  }

  /** A spec that is wrong is told by its place, and not by what it hides. */
  @Test
  void aSaltIsNotRepeatedByTheMessagesOfAWrongSpec() throws Exception {
    for (String wrong :
        new String[] {
          "mask: {columns: [gone], method: hash, salt: " + SALT + "}",
          "mask: {columns: [mail], method: hash, salt: [" + SALT + "]}",
          "mask: {columns: [mail], method: hsh, salt: " + SALT + "}",
          "mask: {columns: [mail], method: hash, slat: " + SALT + "}"
        }) {
      Files.writeString(
          folder.resolve("w.yml"),
          "dataset: w\nsource: {path: a.csv}\ntransforms: [{" + wrong + "}]\ntarget: {}\n");
      for (String command : new String[] {"plan", "ingest"}) {
        Result result = runner.run(command, "w.yml", "--verbose");
        assertTrue(result.code() == 2, result.out() + result.err());
        assertTrue(!(result.out() + result.err()).contains(SALT), result.err());
      }
    }
    if (Files.exists(folder.resolve("lake"))) {
      assertEquals(List.of(), filesThatHold(SALT));
    }
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
