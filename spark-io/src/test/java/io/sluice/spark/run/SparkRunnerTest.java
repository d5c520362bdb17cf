package io.sluice.spark.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.testing.CsvCase;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spark.TestSpark;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport.FileReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole ingest by Spark, held against one by threads. */
class SparkRunnerTest {
  @TempDir Path folder;

  @BeforeAll
  static void startSpark() {
    TestSpark.session();
  }

  /** What can be told of a lake from outside. */
  private record Told(List<String> rows, List<String> rejects, List<FileReport> files) {}

  private Outcome ingest(Path lakeFolder, TaskRunner runner, Stop stop) {
    DatasetSpec spec =
        SpecReader.read(
            "dataset: t\nsource:\n  path: "
                + folder.resolve("in")
                + "\n  options: {comment: \"#\"}\ntarget:\n  table: t\n  partition_by: [year(day)]\n"
                + "audit: {columns: [source_file, record_number]}\nschema:\n"
                + "  - {name: id, type: bigint}\n  - {name: name, type: string}\n"
                + "  - {name: price, type: \"decimal(12,2)\"}\n  - {name: day, type: date}\n"
                + "  - {name: ratio, type: double}\n",
            "t.yml");
    try (Lake lake = Lake.open(LakeLocation.of(lakeFolder))) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      Outcome outcome = new Ingest(spec, lake, runner, runner.name(), stop, silent).run();
      assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
      return outcome;
    }
  }

  private Outcome byThreads(Path lake) {
    Stop stop = new Stop();
    try (TaskRunner runner = new ThreadRunner(2, stop)) {
      return ingest(lake, runner, stop);
    }
  }

  private Outcome bySpark(Path lake) {
    Stop stop = new Stop();
    // Not closed: its Spark is that of all tests.
    SparkHost host = new SparkHost("test", stop, () -> {});
    try (TaskRunner runner =
        new SparkRunner(
            host,
            (session, input, spec, room) -> {
              throw new AssertionError("the spec has no steps");
            },
            LocalStorages.INSTANCE)) {
      return ingest(lake, runner, stop);
    }
  }

  private static List<String> rows(Path lakeFolder, Kind kind, String columns) throws SQLException {
    try (Lake lake = Lake.open(LakeLocation.of(lakeFolder))) {
      String files =
          lake.ledger().liveFiles("default.t", kind).stream()
              .map(file -> "'" + file.path() + "'")
              .collect(Collectors.joining(", "));
      return DuckDb.rows(
          "SELECT %s FROM read_parquet([%s], hive_partitioning = true) ORDER BY ALL"
              .formatted(columns, files));
    }
  }

  private static Told told(Path lake, Outcome outcome) throws SQLException {
    return new Told(
        rows(lake, Kind.DATA, "*"),
        rows(
            lake,
            Kind.REJECTS,
            "file, record_number, byte_offset, byte_length, \"column\", code, message, raw"),
        outcome.report().data().files());
  }

  @Test
  void givesWhatThreadsGiveOfFilesAndTheirCorrections() throws Exception {
    CsvCase data = new CsvCase(folder.resolve("in"), 77).add(900, 0).add(300, 5_000).add(1, 9_000);
    Path threads = folder.resolve("threads");
    Path spark = folder.resolve("spark");
    Told expected = told(threads, byThreads(threads));
    assertEquals(data.good, expected.rows().size());
    assertEquals(data.rejected(), expected.rejects().size());
    assertEquals(expected, told(spark, bySpark(spark)));

    Files.writeString(data.path(1), "id,name,price,day,ratio\n7,seven,1.25,2021-05-05,\nx,,,,\n");
    Told corrected = told(threads, byThreads(threads));
    assertTrue(corrected.rows().size() < expected.rows().size());
    assertTrue(corrected.files().get(0).replaced());
    assertEquals(corrected, told(spark, bySpark(spark)));
  }
}
