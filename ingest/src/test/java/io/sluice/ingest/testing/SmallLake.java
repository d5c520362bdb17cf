package io.sluice.ingest.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.plan.PlanReport;
import io.sluice.ingest.plan.PlanReporter;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A folder of source files, and a lake whose table {@code default.t} they become. */
public final class SmallLake {
  private final Path folder;
  private final Path in;

  public SmallLake(Path folder) throws IOException {
    this.folder = folder;
    in = Files.createDirectories(folder.resolve("in"));
  }

  /** Where the source files lie. */
  public Path in() {
    return in;
  }

  /** Writes a source file, and its folders. */
  public SmallLake write(String name, String text) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /**
   * Runs the spec.
   *
   * @param more its text after the source's path
   */
  public Outcome ingest(String more) {
    Stop stop = new Stop();
    try (Lake lake = lake();
        ThreadRunner runner = ThreadRunner.ofMachine(stop, lake.storages())) {
      return new Ingest(SpecReader.read(spec(more), "t.yml"), lake, runner, "t", stop, silent())
          .run();
    }
  }

  /** What {@code sluice plan} tells. */
  public PlanReport plan(String more) {
    Stop stop = new Stop();
    try (Lake lake = lake();
        ThreadRunner runner = ThreadRunner.ofMachine(stop, lake.storages())) {
      return new PlanReporter(
              SpecReader.read(spec(more), "t.yml"), lake, runner, "t", stop, silent())
          .report();
    }
  }

  private static ProgressPrinter silent() {
    return new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
  }

  private String spec(String more) {
    String spec = "dataset: t\nsource:\n  path: " + in + "\n" + more;
    return spec.contains("target:") ? spec : spec + "target:\n  table: t\n";
  }

  /** The lake; to be closed. */
  public Lake lake() {
    return Lake.open(LakeLocation.of(folder.resolve("lake")));
  }

  /** The report of a run that must be committed. */
  public RunReport done(String more) {
    Outcome outcome = ingest(more);
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    return outcome.report();
  }

  /** The table's live rows, by the files alone, fields with bars between them. */
  public List<String> rows(String columns) throws Exception {
    try (Lake lake = lake()) {
      String files =
          lake.ledger().liveFiles("default.t", Kind.DATA).stream()
              .map(file -> "'" + file.path() + "'")
              .collect(Collectors.joining(", "));
      return DuckDb.rows(
          "SELECT "
              + columns
              + " FROM read_parquet(["
              + files
              + "], union_by_name => true, hive_partitioning => false) ORDER BY ALL");
    }
  }

  /** The table's columns in the catalog, as {@code name type}. */
  public List<String> columns() {
    try (Lake lake = lake()) {
      return lake.catalog().table("default", "t").orElseThrow().columns().stream()
          .map(column -> column.name() + " " + column.type().ddl())
          .toList();
    }
  }
}
