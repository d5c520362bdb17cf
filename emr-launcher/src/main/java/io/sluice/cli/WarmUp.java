package io.sluice.cli;

import io.sluice.cli.launch.JobRequest;
import io.sluice.cli.launch.LaunchTarget.JobResult;
import io.sluice.ledger.local.SqliteLedger;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.ColumnReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.OutputFile;
import io.sluice.spec.report.RunReport.RejectSummary;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    {"ingest", "a.yml"},
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
        Map.of(), null, folder, InputStream.nullInputStream(), Terminal.NONE, WarmUp::answer);
  }

  /** In place of a job: one that went well. */
  private static JobResult answer(JobRequest job, Runnable check) {
    check.run();
    RunReport report =
        new RunReport(
            RunReport.SCHEMA_VERSION,
            "20240101T000000-00000000",
            "a",
            "a.a",
            "a",
            RunState.COMMITTED,
            Optional.empty(),
            Instant.EPOCH,
            Instant.EPOCH,
            Counts.ZERO,
            List.of(new FileReport("a", "a", "jsonl", Map.of(), Counts.ZERO, false, List.of())),
            List.of(new OutputFile("a", "", 1, 1)),
            List.of(new ColumnReport("a", "bigint", 0, Optional.of("1"), Optional.of("1"))),
            List.of(new RejectSummary("bad_value", "a", 1, "a")),
            List.of(),
            List.of(),
            List.of(),
            Map.of("write", 0.1),
            Map.of("execution_path", "columnar"));
    return new JobResult(ExitCodes.DONE, RunReports.toJson(report));
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
