package io.sluice.cli;

import io.sluice.cli.launch.LaunchTarget.JobResult;
import io.sluice.ledger.local.SqliteLedger;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs through the commands that users wait for, so that the JVM can write down the classes they
 * load (class data sharing). Prints nothing and leaves nothing behind.
 */
final class WarmUp {
  private static final String[][] COMMANDS = {
    {"--help"},
    {"--hepl"},
    {"runs"},
    {"detect", "a.csv"},
    {"detect", "a.jsonl", "--write-spec", "a.yml"},
    {"sql", "SELECT 1 AS a, 'b' AS b"},
    {"sql", "SELECT * FROM runs", "-o", "json"}
  };

  private WarmUp() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("sluice-warm-up");
    try {
      SqliteLedger.open(folder.resolve("lake")).close();
      Files.writeString(folder.resolve("a.csv"), "a,b,c\n1,2024-01-01,x\n2,2024-01-02,\"y\"\n");
      Files.writeString(folder.resolve("a.jsonl"), "{\"a\":1,\"b\":{\"c\":[1.5]}}\n");
      for (String[] command : COMMANDS) {
        PrintWriter nothing = new PrintWriter(Writer.nullWriter());
        Commands.create(surroundings(folder), nothing, nothing).execute(command);
      }
    } finally {
      delete(folder);
    }
  }

  private static Surroundings surroundings(Path folder) {
    return new Surroundings(
        Map.of(),
        null,
        folder,
        InputStream.nullInputStream(),
        Terminal.NONE,
        job -> new JobResult(ExitCodes.DONE, ""));
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
