package io.sluice.cli.command;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.Catalogs;
import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Ledgers;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.ledger.RunStart;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.ColumnReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.OutputFile;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RejectSummary;
import io.sluice.spec.report.RunReport.Run;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes lakes as a job would leave them: Parquet files, a ledger and a catalog. */
public final class LakeFixture {
  public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final Path lake;

  public LakeFixture(Path lake) {
    this.lake = lake;
  }

  /** A live file to be: its partition value (of the only key) and the query that fills it. */
  public record Data(String partition, String query) {}

  /**
   * {@code analytics.flights}: partitioned by year, two runs, a column that came with the second, a
   * rejects table; beside it a table without files, one of nested values, and a refused run.
   */
  public LakeFixture standard() throws SQLException, IOException {
    table(
        "analytics",
        "flights",
        List.of(
            "id:bigint", "flight_date:date", "price:decimal(8,2)", "note:string", "gate:string"),
        "flight_date_year:int");
    run(
        "20260102-030405-aaaa",
        "flights",
        "analytics.flights",
        List.of(
            new Data(
                "2024",
                "SELECT 1::BIGINT AS id, DATE '2024-02-29' AS flight_date, 1.50::DECIMAL(8,2) AS"
                    + " price, '부산' AS note"),
            new Data(
                null,
                "SELECT 2::BIGINT AS id, NULL::DATE AS flight_date, NULL::DECIMAL(8,2) AS price,"
                    + " '' AS note")),
        "SELECT '20260102-030405-aaaa' AS run_id, 'file:/in/flights 1.csv' AS file, 3::BIGINT AS"
            + " record_number, 40::BIGINT AS byte_offset, 9::BIGINT AS byte_length, 'price' AS"
            + " \"column\", 'not_a_number' AS code, '''12x'' is not a decimal(8,2)' AS message,"
            + " '3,12x' AS raw, TIMESTAMPTZ '2026-01-02 03:04:05Z' AS rejected_at");
    run(
        "20260103-030405-bbbb",
        "flights",
        "analytics.flights",
        List.of(
            new Data(
                "2025",
                "SELECT 3::BIGINT AS id, DATE '2025-01-01' AS flight_date, 99.99::DECIMAL(8,2) AS"
                    + " price, 'a' || chr(10) || 'b' AS note, 'A1' AS gate")),
        null);
    refuse("20260104-030405-cccc", "flights", "analytics.flights");
    table("default", "empty_one", List.of("a:int", "b:array<struct<c:string>>"), null);
    return this;
  }

  /** Puts a table into the catalog; columns as {@code name:type}. */
  public void table(String database, String name, List<String> columns, String key) {
    List<TableColumn> tableColumns = new ArrayList<>();
    for (String column : columns) {
      int colon = column.indexOf(':');
      tableColumns.add(
          new TableColumn(
              column.substring(0, colon), TypeParser.parse(column.substring(colon + 1)), true, ""));
    }
    List<PartitionKey> keys = new ArrayList<>();
    if (key != null) {
      int colon = key.indexOf(':');
      keys.add(
          new PartitionKey(
              key.substring(0, colon),
              TypeParser.parse(key.substring(colon + 1)),
              new PartitionField(key.substring(0, colon), PartitionFunction.IDENTITY, 0)));
    }
    try (Catalog catalog = Catalogs.open(location())) {
      catalog.put(
          new Table(
              database,
              name,
              lake.resolve(database).resolve(name).toString(),
              tableColumns,
              keys,
              Map.of(),
              0));
    }
  }

  /** Commits a run that wrote the files; {@code rejects}: a query for its rejected records. */
  public void run(String runId, String dataset, String table, List<Data> data, String rejects)
      throws SQLException, IOException {
    String key = partitionKey(table);
    Path folder = lake.resolve(table.replace('.', '/'));
    List<Output> outputs = new ArrayList<>();
    for (Data file : data) {
      Path path =
          folder.resolve(
              "part=" + file.partition() + "/" + runId + "-" + outputs.size() + ".parquet");
      Map<String, String> partition =
          key == null ? Map.of() : Collections.singletonMap(key, file.partition());
      outputs.add(write(Kind.DATA, path, partition, file.query()));
    }
    if (rejects != null) {
      Path path = lake.resolve(table.replace('.', '/') + "__rejects").resolve(runId + ".parquet");
      outputs.add(write(Kind.REJECTS, path, Map.of(), rejects));
    }
    long written =
        outputs.stream().filter(o -> o.kind() == Kind.DATA).mapToLong(Output::rows).sum();
    Counts counts =
        new Counts(written + (rejects == null ? 0 : 1), written, rejects == null ? 0 : 1, 0, 0, 49);
    try (Ledger ledger = Ledgers.open(location())) {
      Lease run = ledger.begin(start(runId, dataset, table, START));
      ledger.claim(run, List.of(new FileVersion("file:/in/" + runId + ".csv", 49, "v1")));
      Lease held = ledger.leaseTable(table).orElseThrow();
      RunReport report = report(runId, dataset, table, RunState.COMMITTED, counts, rejects != null);
      ledger.record(run, held, new Manifest(outputs, List.of(), Optional.empty(), report));
      ledger.commit(run, held, START.plusMillis(1500));
      ledger.giveBack(held);
    }
  }

  /** A run that published nothing. */
  public void refuse(String runId, String dataset, String table) {
    Counts counts = new Counts(10, 0, 10, 0, 0, 100);
    try (Ledger ledger = Ledgers.open(location())) {
      Lease run = ledger.begin(start(runId, dataset, table, START.plusSeconds(3600)));
      ledger.abort(
          run,
          START.plusSeconds(3601),
          "10 of 10 records rejected; the limit is 1 %",
          Optional.of(report(runId, dataset, table, RunState.REFUSED, counts, true)));
    }
  }

  /**
   * A run into {@code far.t}, a table that is not on this machine, that replaced a file of an
   * earlier run; both began long ago.
   */
  public void replaceElsewhere(String runId) {
    String location = "gs://bucket/far/t";
    Output first = elsewhere(location + "/first.parquet");
    try (Ledger ledger = Ledgers.open(location())) {
      Lease table = ledger.leaseTable("far.t").orElseThrow();
      for (String id : List.of(runId + "-before", runId)) {
        Lease run = ledger.begin(new RunStart(id, "far", "far.t", location, START));
        ledger.claim(run, List.of(new FileVersion("gs://bucket/in/x.csv", 9, id)));
        Counts counts = new Counts(1, 1, 0, 0, 0, 9);
        RunReport report = report(id, "far", "far.t", RunState.COMMITTED, counts, false);
        boolean replaces = id.equals(runId);
        Manifest manifest =
            new Manifest(
                List.of(replaces ? elsewhere(location + "/second.parquet") : first),
                replaces ? List.of(first.path()) : List.of(),
                Optional.empty(),
                report);
        ledger.record(run, table, manifest);
        ledger.commit(run, table, START);
      }
      ledger.giveBack(table);
    }
  }

  private static Output elsewhere(String path) {
    return new Output(
        Kind.DATA,
        path,
        "an upload",
        Map.of(),
        1,
        9,
        List.of(new SourceRows("gs://bucket/in/x.csv", 0, 1)));
  }

  LakeLocation location() {
    return LakeLocation.of(lake);
  }

  /** A run that begins, into a table at its usual place. */
  RunStart start(String runId, String dataset, String table, Instant at) {
    return new RunStart(
        runId, dataset, table, lake.resolve(table.replace('.', '/')).toString(), at);
  }

  static RunReport report(
      String runId, String dataset, String table, RunState state, Counts counts, boolean rejects) {
    return new RunReport(
        new Run(runId, dataset, table, "/lake/" + table),
        new End(
            state,
            state == RunState.REFUSED
                ? Optional.of("10 of 10 records rejected; the limit is 1 %")
                : Optional.empty(),
            START,
            START.plusMillis(1500)),
        new RunReport.Data(
            counts,
            List.of(
                new FileReport(
                    "file:/in/" + runId + ".csv",
                    "v1",
                    "csv",
                    Map.of("delimiter", ","),
                    counts,
                    false,
                    List.of("header found"))),
            List.of(new OutputFile("x.parquet", "flight_date_year=2024", counts.written(), 500)),
            List.of(new ColumnReport("id", "bigint", 0, Optional.of("1"), Optional.of("2")))),
        new Findings(
            rejects
                ? List.of(new RejectSummary("not_a_number", "price", counts.rejected(), "'12x'"))
                : List.of(),
            List.of(),
            List.of(new QualityResult("id_unique", "fail", 0, true)),
            List.of("new column gate"),
            List.of("one warning")),
        Map.of("read", 1.25),
        Map.of("delimiter", ", (detected)"));
  }

  private String partitionKey(String table) {
    try (Catalog catalog = Catalogs.open(location())) {
      int dot = table.indexOf('.');
      return catalog
          .table(table.substring(0, dot), table.substring(dot + 1))
          .flatMap(t -> t.partitionKeys().stream().findFirst())
          .map(PartitionKey::name)
          .orElse(null);
    }
  }

  private static Output write(Kind kind, Path path, Map<String, String> partition, String query)
      throws SQLException, IOException {
    Files.createDirectories(path.getParent());
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      long rows =
          statement.executeUpdate(
              "COPY ("
                  + query
                  + ") TO '"
                  + path.toString().replace("'", "''")
                  + "' (FORMAT parquet)");
      return new Output(
          kind,
          path.toString(),
          "_sluice_pending/gone",
          partition,
          rows,
          Files.size(path),
          kind == Kind.DATA ? List.of(new SourceRows("file:/in/x.csv", 0, rows)) : List.of());
    }
  }
}
