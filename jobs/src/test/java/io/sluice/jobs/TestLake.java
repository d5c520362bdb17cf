package io.sluice.jobs;

import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.plan.PlanReport;
import io.sluice.ingest.plan.PlanReporter;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ledger.Lease;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Source files and a lake in a temporary folder, an engine to ingest the one into the other, and
 * DuckDB to ask what is in the lake's files.
 */
class TestLake {
  private final Path folder;
  private final Path lake;
  private final Engines engine;

  /** Of threads, as a lake of the command line is. */
  TestLake(Path folder) {
    this(folder, Engines.THREADS);
  }

  TestLake(Path folder, Engines engine) {
    this(folder, engine, folder.resolve("lake"));
  }

  /**
   * @param folder of the sources and of the spec
   * @param engine of specs that do not need Spark
   */
  TestLake(Path folder, Engines engine, Path lake) {
    this.folder = folder;
    this.engine = engine;
    this.lake = lake;
  }

  Path folder() {
    return folder;
  }

  Path lake() {
    return lake;
  }

  LakeLocation location() {
    return LakeLocation.of(lake);
  }

  /** What runs the spec here. */
  Engines engineOf(DatasetSpec spec) {
    return engine.orSpark(spec, location());
  }

  /** Writes a source file below {@code in/}. */
  Path file(String name, String text) {
    return file(name, text, StandardCharsets.UTF_8);
  }

  Path file(String name, String text, Charset charset) {
    return file(name, text.getBytes(charset));
  }

  Path file(String name, byte[] bytes) {
    try {
      Path file = folder.resolve("in").resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A spec that reads {@code in/} into {@code default.t} and keeps no replaced files.
   *
   * @param more keys after those, first of {@code target}
   */
  DatasetSpec spec(String more) {
    return specOf(
        "dataset: t\nsource:\n  path: in\ntarget:\n  table: t\n  keep_replaced: 0s\n" + more);
  }

  /** A spec file in the lake's parent folder. */
  DatasetSpec specOf(String yaml) {
    try {
      return SpecReader.read(Files.writeString(folder.resolve("spec.yml"), yaml));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Outcome ingest(DatasetSpec spec) {
    Stop stop = new Stop();
    try (TaskRunner runner = engineOf(spec).runner(stop)) {
      return ingest(spec, runner, stop);
    }
  }

  /** By a runner that is the caller's. */
  Outcome ingest(DatasetSpec spec, TaskRunner runner, Stop stop) {
    try (Lake opened = Lake.open(location())) {
      return ingest(spec, opened, runner, stop);
    }
  }

  /** In a lake that the caller has opened, whose close ends the run's lease if it did not end. */
  static Outcome ingest(DatasetSpec spec, Lake opened, TaskRunner runner, Stop stop) {
    return new Ingest(spec, opened, runner, engineText(runner), stop, silent()).run();
  }

  /**
   * Ingests by threads, and leaves the lake as a process does that is killed at this point.
   *
   * @return whether it came to that; if not, the run ended as usual
   */
  boolean ingestUntil(Death death, DatasetSpec spec) {
    Stop stop = new Stop();
    try (DyingRunner runner = new DyingRunner(death, Engines.THREADS.runner(stop))) {
      Outcome outcome = ingest(spec, runner, stop);
      if (!runner.dead() && outcome.failure().isPresent()) {
        throw new AssertionError(death + " did not come", outcome.failure().get());
      }
      return runner.dead();
    }
  }

  PlanReport plan(DatasetSpec spec) throws IOException {
    Stop stop = new Stop();
    try (Lake opened = Lake.look(location());
        TaskRunner runner = engineOf(spec).runner(stop)) {
      return new PlanReporter(spec, opened, runner, engineText(runner), stop, silent()).report();
    }
  }

  private static String engineText(TaskRunner runner) {
    return runner.name() + ": of a test";
  }

  private static ProgressPrinter silent() {
    return new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
  }

  /** What DuckDB must read to see the live rows of a table. */
  String table(String name) {
    return from(name, Kind.DATA);
  }

  /** Likewise for its rejects. */
  String rejects(String name) {
    return from(name, Kind.REJECTS);
  }

  /** What is done while {@link #whileTableIsLeased} holds a lease. */
  interface Work {
    void run() throws Exception;
  }

  /** Does something while somebody else has a table's lease, so that no run publishes into it. */
  void whileTableIsLeased(String name, Work work) throws Exception {
    try (Lake opened = Lake.open(location())) {
      Lease lease = opened.ledger().leaseTable(name).orElseThrow();
      work.run();
      opened.ledger().giveBack(lease);
    }
  }

  List<String> paths(String name, Kind kind) {
    try (Lake opened = Lake.open(location())) {
      return opened.ledger().liveFiles(name, kind).stream().map(LiveFile::path).toList();
    }
  }

  private String from(String name, Kind kind) {
    return from(paths(name, kind));
  }

  /** What DuckDB must read to see the rows of these files. */
  static String from(List<String> paths) {
    if (paths.isEmpty()) {
      return "(SELECT 1 AS nothing WHERE false)";
    }
    return paths.stream()
        .map(path -> "'" + path + "'")
        .collect(
            Collectors.joining(
                ", ", "read_parquet([", "], hive_partitioning = true, union_by_name = true)"));
  }

  /** Asks DuckDB; each row its values as text, with {@code |} between. */
  static List<String> sql(String query) {
    return rows(query).stream()
        .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
        .toList();
  }

  /** Asks DuckDB for one row: its values as text, or null. */
  static List<String> row(String query) {
    return rows(query).get(0);
  }

  private static List<List<String>> rows(String query) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      // Otherwise times with a zone are shown in the zone of the machine.
      statement.execute("SET TimeZone = 'UTC'");
      List<List<String>> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            values.add(rows.getString(i));
          }
          found.add(values);
        }
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(query + ": " + e.getMessage(), e);
    }
  }
}
