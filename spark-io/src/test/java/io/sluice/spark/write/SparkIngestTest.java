package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spark.TestSpark;
import io.sluice.spark.publish.PendingArea;
import io.sluice.spark.publish.Publisher;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.publish.TableOutput.SourceRows;
import io.sluice.spark.read.ReadMode;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spark.read.SluiceReader;
import io.sluice.spark.reject.RejectsTable;
import io.sluice.spark.store.Storages;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SparkIngestTest {
  private static final List<PartitionField> BY_YEAR_AND_NAME =
      List.of(
          new PartitionField("day", PartitionFunction.YEAR, 0),
          new PartitionField("name", PartitionFunction.IDENTITY, 0));

  @TempDir Path folder;

  private final SparkSession spark = TestSpark.session();
  private final Storages storages = Storages.of(spark.sparkContext());
  private CsvCase data;

  @BeforeEach
  void files() throws IOException {
    data = new CsvCase(folder.resolve("in"), 42);
    data.add(2000, 0).add(1, 10_000).add(0, 0).add(700, 20_000);
  }

  private WriteRequest request(Path location, List<PartitionField> partitionBy) {
    return new WriteRequest(
        "run1",
        location.toString(),
        new PartitionScheme(partitionBy, CsvCase.columns()),
        WriterOptions.DEFAULT,
        256L << 20);
  }

  private WriteResult ingest(
      ReadRequest files, ReadMode mode, Path location, List<PartitionField> partitionBy) {
    SluiceRead read = SluiceReader.read(spark.sparkContext(), files, mode);
    WriteRequest request = request(location, partitionBy);
    return mode == ReadMode.COLUMNAR
        ? SparkIngest.run(read, request, ProgressListener.NONE)
        : SparkIngest.run(read, read.rows(spark), request, ProgressListener.NONE);
  }

  private void publish(WriteResult result, Path location) throws IOException {
    new Publisher(storages, location.toString())
        .publish(result.outputs().stream().map(TableOutput::pendingFile).toList(), List.of());
    new PendingArea(location.toString(), "run1").discard(storages);
  }

  private static String all(Path location) {
    return "SELECT id, name, price, day, ratio, _source_file, _record_number FROM "
        + DuckDb.table(location)
        + " ORDER BY id";
  }

  private void assertAccounted(WriteResult result) {
    Counts totals = result.totals();
    assertEquals(2701, totals.read());
    assertEquals(data.good, totals.written());
    assertEquals(data.rejected(), totals.rejected());
    assertEquals(data.comments, totals.filtered());
    assertEquals(0, totals.deduplicated());
    for (int i = 0; i < data.records.size(); i++) {
      assertEquals(data.records.get(i), result.files().get(i).read());
      assertEquals(data.rejects.get(i).size(), result.files().get(i).rejected());
      assertTrue(result.files().get(i).balanced());
    }
  }

  private static void assertSameRows(List<String> expected, List<String> found) {
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      assertEquals(expected.get(i), found.get(i), "row " + i);
    }
    assertEquals(expected.size(), found.size());
  }

  @Test
  void aLoneTaskIsHelpedAndWritesTheSameBytes() throws IOException {
    byte[] helped = loneTask("helped");
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().startsWith("sluice-helper")));
    byte[] alone;
    // Another task, which has the core that would help.
    try (SpareCores other = new SpareCores(0)) {
      assertFalse(other.mayGoOn());
      alone = loneTask("alone");
    }
    assertArrayEquals(helped, alone);
  }

  /** The only file of a job of one task. */
  private byte[] loneTask(String name) throws IOException {
    Path location = folder.resolve(name);
    WriteRequest request =
        new WriteRequest(
            "run1",
            location.toString(),
            PartitionScheme.none(CsvCase.columns()),
            WriterOptions.DEFAULT.withPages(1 << 20, 20),
            256L << 20);
    SluiceRead read =
        SluiceReader.read(spark.sparkContext(), data.request("", 1L << 40, 100), ReadMode.COLUMNAR);
    WriteResult result = SparkIngest.run(read, request, ProgressListener.NONE);
    assertAccounted(result);
    assertEquals(1, result.outputs().size());
    return Files.readAllBytes(Path.of(result.outputs().get(0).pendingPath()));
  }

  @Test
  void allPathsWriteTheSameTable() throws IOException, SQLException {
    for (List<PartitionField> partitionBy : List.of(List.<PartitionField>of(), BY_YEAR_AND_NAME)) {
      List<List<String>> tables = new ArrayList<>();
      for (ExecutionPath.Kind kind : ExecutionPath.Kind.values()) {
        Path location = folder.resolve("table-" + kind + partitionBy.size());
        ReadMode mode =
            kind == ExecutionPath.Kind.COLUMNAR ? ReadMode.COLUMNAR : ReadMode.ROWS_WITH_RAW;
        SluiceRead read =
            SluiceReader.read(spark.sparkContext(), data.request("", 25_000, 2), mode);
        // That a partition holds the rows of others as well is nothing that columns could do.
        Dataset<Row> rows =
            kind == ExecutionPath.Kind.ROWS ? read.rows(spark).coalesce(2) : read.rows(spark);
        WriteResult result =
            SparkIngest.run(read, rows, request(location, partitionBy), ProgressListener.NONE);
        assertEquals(kind, result.path().kind());
        assertAccounted(result);
        assertFalse(Files.exists(location.resolve("run1-00000-0000.parquet")), "not yet visible");
        publish(result, location);
        tables.add(DuckDb.rows(all(location)));
        assertEquals(data.good, spark.read().parquet(location.toString()).count());
      }
      assertEquals(data.good, tables.get(0).size());
      assertSameRows(tables.get(0), tables.get(1));
      assertSameRows(tables.get(0), tables.get(2));
    }
  }

  /** Computed, renamed, swapped and filtered columns, several projections high. */
  @Test
  void whatProjectionsMakeIsTheSameByColumnsAndByRows() throws IOException, SQLException {
    String code =
        "CASE WHEN _sluice_code IS NOT NULL THEN _sluice_code WHEN id % 10 = 0 THEN 'filtered'"
            + " WHEN id % 10 = 1 THEN 'quality:odd' END";
    String again =
        "CASE WHEN _sluice_code IS NOT NULL THEN _sluice_code"
            + " WHEN made.n % 10 = 3 THEN 'deduplicated' END";
    List<List<String>> tables = new ArrayList<>();
    List<Counts> totals = new ArrayList<>();
    List<List<Long>> flags = new ArrayList<>();
    for (ExecutionPath.Kind kind : List.of(ExecutionPath.Kind.PROJECTED, ExecutionPath.Kind.ROWS)) {
      Path location = folder.resolve("table-" + kind);
      SluiceRead read =
          SluiceReader.read(
              spark.sparkContext(), data.request("", 9_000, 2), ReadMode.ROWS_WITH_RAW);
      Dataset<Row> rows =
          read.rows(spark)
              .withColumn("_sluice_code", functions.expr(code))
              .withColumn("made", functions.expr("struct(id + 1 AS n, upper(name) AS t)"))
              .withColumnRenamed("name", "old_name")
              .withColumn("_sluice_code", functions.expr(again))
              .withColumn("price", functions.expr("CAST(price + made.n AS DECIMAL(12,2))"))
              .withColumn("name", functions.expr("concat(made.t, '|', old_name)"))
              .withColumn("id", functions.expr("if(id = 7, null, id)"))
              .withColumn("_sluice_flags", functions.expr("if(id % 2 = 0, 5L, null)"))
              .drop("made", "old_name");
      if (kind == ExecutionPath.Kind.ROWS) {
        rows = rows.coalesce(3);
      }
      WriteResult result =
          SparkIngest.run(read, rows, request(location, BY_YEAR_AND_NAME), ProgressListener.NONE);
      assertEquals(kind, result.path().kind());
      publish(result, location);
      assertSources(data.request("", 9_000, 2), result);
      tables.add(DuckDb.rows(all(location)));
      totals.add(result.totals());
      flags.add(result.flagged());
    }
    assertTrue(tables.get(0).size() > 1000);
    assertSameRows(tables.get(1), tables.get(0));
    assertEquals(totals.get(1), totals.get(0));
    assertEquals(flags.get(1), flags.get(0));
    assertTrue(totals.get(0).deduplicated() > 100 && totals.get(0).filtered() > 100);
  }

  @Test
  void whatIsNotMadeRowByRowGoesThroughRows() throws IOException {
    Dataset<Row> rows =
        SluiceReader.read(spark.sparkContext(), data.request("", 25_000, 2), ReadMode.ROWS)
            .rows(spark);
    assertEquals(
        ExecutionPath.Kind.ROWS,
        ExecutionPath.choose(rows.withColumn("ratio", functions.rand(1))).kind());
    assertEquals(ExecutionPath.Kind.ROWS, ExecutionPath.choose(rows.orderBy("id")).kind());
    assertEquals(
        ExecutionPath.Kind.PROJECTED,
        ExecutionPath.choose(rows.withColumn("ratio", functions.expr("id * 2D"))).kind());
  }

  @Test
  void theTableHoldsWhatDuckDbReadsFromTheFile() throws IOException, SQLException {
    Path location = folder.resolve("table");
    publish(
        ingest(data.request("", 25_000, 1), ReadMode.COLUMNAR, location, BY_YEAR_AND_NAME),
        location);
    String expected =
        "SELECT id, name, price, day, ratio FROM read_csv('"
            + folder
            + "/in/in-*.csv', header=true, delim=',', quote='\"', comment='#', all_varchar=false,"
            + " ignore_errors=true, strict_mode=false, new_line='\\n',"
            + " columns={'id':'BIGINT','name':'VARCHAR','price':'DECIMAL(12,2)','day':'DATE',"
            + "'ratio':'DOUBLE'}) WHERE day IS NOT NULL ORDER BY id";
    // As a partition's value, an empty name is null.
    String found =
        "SELECT id, coalesce(nullif(name, '__HIVE_DEFAULT_PARTITION__'), ''), price, day, ratio"
            + " FROM "
            + DuckDb.table(location)
            + " ORDER BY id";
    List<String> ours = DuckDb.rows(found);
    assertEquals(data.good, ours.size());
    List<String> theirs = DuckDb.rows(expected.replace("name, price", "coalesce(name, ''), price"));
    assertSameRows(theirs, ours);
  }

  @ParameterizedTest
  @EnumSource(ReadMode.class)
  void rejectsAreATableWithExactNumbers(ReadMode mode) throws IOException, SQLException {
    Path location = folder.resolve("table");
    ReadRequest request = data.request("", 7_000, 2);
    WriteResult result = ingest(request, mode, location, List.of());
    List<TableOutput> outputs =
        RejectsTable.write(
            storages,
            new RejectsTable.Request(
                "run1",
                folder + "/table__rejects",
                Instant.parse("2026-01-02T03:04:05Z"),
                WriterOptions.DEFAULT),
            request,
            result.spools(),
            result.firstRecords());
    new Publisher(storages, folder + "/table__rejects")
        .publish(outputs.stream().map(TableOutput::pendingFile).toList(), List.of());
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < data.rejects.size(); i++) {
      String uri = request.files().get(i).uri();
      data.rejects.get(i).forEach((number, code) -> expected.add(uri + "|" + number + "|" + code));
    }
    assertEquals(
        expected,
        DuckDb.rows(
            "SELECT file, record_number, code FROM "
                + DuckDb.table(folder.resolve("table__rejects"))
                + " ORDER BY file, record_number"));
    for (String row :
        DuckDb.rows(
            "SELECT file, byte_offset, byte_length, raw, rejected_at, run_id FROM "
                + DuckDb.table(folder.resolve("table__rejects")))) {
      String[] fields = row.split("\\|", -1);
      byte[] bytes = Files.readAllBytes(Path.of(fields[0]));
      assertEquals(
          fields[3],
          new String(
              bytes,
              Integer.parseInt(fields[1]),
              Integer.parseInt(fields[2]),
              java.nio.charset.StandardCharsets.UTF_8));
      assertTrue(fields[4].startsWith("2026-01-02"), fields[4]);
      assertEquals("run1", fields[5]);
    }
    assertEquals(
        data.rejected(), result.rejects().stream().mapToLong(summary -> summary.rows()).sum());
    assertTrue(result.rejects().get(0).example().length() > 5);
  }

  @ParameterizedTest
  @EnumSource(ReadMode.class)
  void outputsKnowWhichRowsAreWhose(ReadMode mode) throws IOException, SQLException {
    Path location = folder.resolve("table");
    ReadRequest request = data.request("", 4_000, 10);
    WriteResult result = ingest(request, mode, location, BY_YEAR_AND_NAME);
    publish(result, location);
    assertSources(request, result);
  }

  private static void assertSources(ReadRequest request, WriteResult result) throws SQLException {
    for (TableOutput output : result.outputs()) {
      List<String> expected = new ArrayList<>();
      for (SourceRows source : output.sources()) {
        expected.addAll(
            Collections.nCopies(
                (int) source.rows(), request.files().get(source.fileIndex()).uri()));
      }
      assertEquals(output.rows(), expected.size());
      assertEquals(
          expected, DuckDb.rows("SELECT _source_file FROM read_parquet('" + output.path() + "')"));
      assertEquals(output.partition().keySet().stream().toList(), List.of("day_year", "name"));
    }
  }

  @ParameterizedTest
  @EnumSource(ReadMode.class)
  void aTaskThatFailsAtFirstDoublesNothing(ReadMode mode) throws IOException, SQLException {
    FlakyFileSystem.install(spark, 30_000);
    Path location = folder.resolve("table");
    ReadRequest request = data.request(FlakyFileSystem.SCHEME + ":", 20_000, 1);
    WriteResult result = ingest(request, mode, location, BY_YEAR_AND_NAME);
    assertTrue(FlakyFileSystem.failures() >= 1, "no task failed");
    assertAccounted(result);
    publish(result, location);
    assertEquals(data.good, DuckDb.count(DuckDb.table(location)));
    assertEquals(
        List.of(data.good + "|" + data.good),
        DuckDb.rows("SELECT count(*), count(DISTINCT id) FROM " + DuckDb.table(location)));
    assertFalse(Files.exists(location.resolve("_sluice_pending")));
  }

  @Test
  void aRunThatFailsLeavesNothingAndSaysWhy() throws IOException {
    Path location = folder.resolve("table");
    ReadRequest request = data.request("", 25_000, 2);
    Files.delete(data.path(3));
    WriteException e =
        assertThrows(
            WriteException.class, () -> ingest(request, ReadMode.COLUMNAR, location, List.of()));
    assertTrue(e.getMessage().contains("in-3.csv"), e.getMessage());
    assertFalse(Files.exists(location.resolve("_sluice_pending")));
  }

  @Test
  void whatSparkSqlPutsOutIsCountedNotLost() throws IOException, SQLException {
    Path location = folder.resolve("table");
    ReadRequest request = data.request("", 25_000, 2);
    SluiceRead read = SluiceReader.read(spark.sparkContext(), request, ReadMode.ROWS_WITH_RAW);
    Dataset<Row> rows =
        read.rows(spark)
            .withColumn(
                "_sluice_code",
                functions.expr(
                    "CASE WHEN _sluice_code IS NOT NULL THEN _sluice_code"
                        + " WHEN id % 10 = 0 THEN 'filtered' WHEN id % 10 = 1 THEN 'deduplicated'"
                        + " WHEN id % 10 = 2 THEN 'quality:odd' END"))
            .withColumn("_sluice_flags", functions.expr("if(id % 2 = 0, 5L, 0L)"))
            .repartition(4, functions.col("name"))
            .sortWithinPartitions("_sluice_file", "_sluice_range", "_sluice_record");
    WriteResult result =
        SparkIngest.run(read, rows, request(location, BY_YEAR_AND_NAME), ProgressListener.NONE);
    assertTrue(result.path().describe().contains("Exchange"), result.path().describe());
    publish(result, location);
    assertSources(request, result);
    Counts totals = result.totals();
    assertEquals(2701, totals.read());
    assertEquals(DuckDb.count(DuckDb.table(location)), totals.written());
    assertEquals(0, DuckDb.count(DuckDb.table(location) + " WHERE id % 10 < 3"));
    assertTrue(totals.balanced());
    assertTrue(totals.deduplicated() > 100 && totals.filtered() > 100, totals.toString());
    assertEquals(
        totals.rejected() - data.rejected(),
        result.rejects().stream()
            .filter(summary -> summary.code().equals("quality:odd"))
            .mapToLong(summary -> summary.rows())
            .sum());
    assertEquals(result.flagged().get(0), result.flagged().get(2));
    assertTrue(result.flagged().get(0) > 1000);
    assertEquals(0, result.flagged().get(1));
  }

  @Test
  void transformsBehindAColumnarReadAreRefused() throws IOException {
    SluiceRead read =
        SluiceReader.read(spark.sparkContext(), data.request("", 25_000, 2), ReadMode.COLUMNAR);
    Dataset<Row> filtered = read.rows(spark).filter("id > 5");
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> ExecutionPath.choose(filtered));
    assertTrue(e.getMessage().contains("rejects"), e.getMessage());
    assertEquals(
        "columnar: parsed columns go straight to the Parquet pages",
        ExecutionPath.choose(read.rows(spark)).describe());
  }

  @Test
  void aRequiredColumnThatBecomesNullIsRejected() throws IOException, SQLException {
    Path location = folder.resolve("table");
    SluiceRead read =
        SluiceReader.read(spark.sparkContext(), data.request("", 25_000, 2), ReadMode.ROWS);
    Dataset<Row> rows = read.rows(spark).withColumn("id", functions.expr("if(id = 7, null, id)"));
    WriteResult result =
        SparkIngest.run(read, rows, request(location, List.of()), ProgressListener.NONE);
    assertEquals(data.rejected() + 1, result.totals().rejected());
    assertTrue(
        result.rejects().stream()
            .anyMatch(s -> s.code().equals("null_not_allowed") && s.column().equals("id")));
  }

  @Test
  void aColumnOfAnotherTypeIsRefusedBeforeAnythingRuns() throws IOException {
    SluiceRead read =
        SluiceReader.read(spark.sparkContext(), data.request("", 25_000, 2), ReadMode.ROWS);
    Dataset<Row> rows =
        read.rows(spark).withColumn("ratio", functions.expr("cast(ratio as string)"));
    WriteRequest request = request(folder.resolve("table"), List.of());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SparkIngest.run(read, rows, request, ProgressListener.NONE));
    assertTrue(
        e.getMessage().contains("'ratio' is double") && e.getMessage().contains("string"),
        e.getMessage());
  }

  @Test
  void progressEndsAtTheTotals() throws IOException {
    AtomicReference<Progress> last = new AtomicReference<>();
    ReadRequest request = data.request("", 25_000, 2);
    SluiceRead read = SluiceReader.read(spark.sparkContext(), request, ReadMode.COLUMNAR);
    WriteResult result =
        SparkIngest.run(
            read, read.rows(spark), request(folder.resolve("table"), List.of()), last::set);
    assertEquals(
        new Progress(
            result.totals().bytes(), result.totals().read(), result.totals().rejected(), 4),
        last.get());
    Map<String, String> mins = new java.util.HashMap<>();
    result.columns().forEach(c -> mins.put(c.name(), c.min().orElse("")));
    assertEquals("0", mins.get("id"), result.columns().toString());
    assertTrue(mins.get("day").startsWith("2021-0"), mins.toString());
  }
}
