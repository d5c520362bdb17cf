package io.sluice.jobs;

import io.sluice.jobs.console.ProgressPrinter;
import io.sluice.jobs.ingest.IngestJob;
import io.sluice.jobs.lake.Lake;
import io.sluice.jobs.plan.IngestPlan;
import io.sluice.jobs.plan.PlanJob;
import io.sluice.jobs.prepare.Session;
import io.sluice.ledger.Ledger.LiveOutput;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
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

/** A lake in a temporary folder, and DuckDB to ask what is in its files. */
final class TestLake {
  /** One Spark for all tests of this module. */
  static final Session SESSION = session();

  private final Path folder;

  TestLake(Path folder) {
    this.folder = folder;
  }

  private static Session session() {
    System.setProperty("spark.master", "local[2]");
    return new Session("sluice tests");
  }

  Path folder() {
    return folder;
  }

  Path lake() {
    return folder.resolve("lake");
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

  /** A spec that reads {@code in/} into {@code default.t}, with more keys behind. */
  DatasetSpec spec(String more) {
    return specOf("dataset: t\nsource:\n  path: in\ntarget:\n  table: t\n" + more);
  }

  /** A spec file in the lake's parent folder. */
  DatasetSpec specOf(String yaml) {
    try {
      return SpecReader.read(Files.writeString(folder.resolve("spec.yml"), yaml));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  IngestJob.Outcome ingest(DatasetSpec spec) {
    try (Lake lake = Lake.open(lake())) {
      return new IngestJob(spec, lake, SESSION, silent()).run();
    }
  }

  IngestPlan plan(DatasetSpec spec) throws IOException {
    try (Lake lake = Lake.look(lake())) {
      return new PlanJob(spec, lake, SESSION, silent()).plan();
    }
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

  List<String> paths(String name, Kind kind) {
    try (Lake lake = Lake.open(lake())) {
      return lake.ledger().liveOutputs(name, kind).stream()
          .map(LiveOutput::output)
          .map(output -> output.path())
          .toList();
    }
  }

  private String from(String name, Kind kind) {
    List<String> paths = paths(name, kind);
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
