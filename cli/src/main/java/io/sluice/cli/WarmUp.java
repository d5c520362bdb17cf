package io.sluice.cli;

import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Runs through the commands that users wait for, so that the JVM can write down the classes they
 * load (class data sharing). Prints nothing and leaves nothing behind.
 */
final class WarmUp {
  private static final String[][] COMMANDS = {
    {"--help"},
    {"--hepl"},
    {"detect", "a.csv"},
    {"detect", "a.jsonl", "--write-spec", "a.yml"},
    {"plan", "a.yml"},
    {"ingest", "a.yml", "b.yml", "c.yml"},
    {"ingest", "b.yml"},
    {"runs"},
    {"show", "last"},
    {"rejects", "b"},
    {"sql", "SELECT * FROM default.b"},
    {"sql", "SELECT * FROM runs", "-o", "json"}
  };

  /** Again, over files of which one was corrected. */
  private static final String[][] CORRECTED = {{"ingest", "b.yml", "c.yml"}, {"recover"}};

  private static final String CSV = "a,b,c\n1,2024-01-01,2.50\n2,2024-01-02,\"-1\"\nx,,\n";

  /** Rows, rejects, rules, partitions. */
  private static final String RULES =
      """
      dataset: b
      source: {path: a.csv}
      schema: [{name: a, type: int}, {name: b, type: date}, {name: c, type: "decimal(9,2)"}]
      transforms: [{rename: {c: price}}, {cast: {a: bigint}}]
      quality: [{not_null: [a]}, {range: {column: a, min: 0, max: 9}}]
      audit: {columns: [source_file]}
      target: {partition_by: [year(b)]}
      """;

  /** Several files, compressed or in another encoding, their columns inferred. */
  private static final String FOLDER =
      """
      dataset: c
      source: {path: c}
      target: {}
      """;

  private WarmUp() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("sluice-warm-up");
    Surroundings.ofProcess();
    try {
      writeFiles(folder);
      run(COMMANDS, folder);
      Files.writeString(folder.resolve("a.csv"), CSV + "3,2025-01-01,3.5\n");
      run(CORRECTED, folder);
    } finally {
      delete(folder);
    }
  }

  private static void writeFiles(Path folder) throws IOException {
    Files.writeString(folder.resolve("a.csv"), CSV);
    Files.writeString(folder.resolve("a.jsonl"), "{\"a\":1,\"b\":{\"c\":[1.5]}}\n");
    Files.writeString(folder.resolve("b.yml"), RULES);
    Files.writeString(folder.resolve("c.yml"), FOLDER);
    Path several = Files.createDirectory(folder.resolve("c"));
    Files.write(several.resolve("1.csv"), "이름,값\n부산,1\n".getBytes(Charset.forName("EUC-KR")));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(several.resolve("2.gz")))) {
      out.write("이름,값\n서울,2\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void run(String[][] commands, Path folder) {
    for (String[] command : commands) {
      PrintWriter nothing = new PrintWriter(Writer.nullWriter());
      Commands.run(Surroundings.onlyFolder(folder), nothing, nothing, command);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
