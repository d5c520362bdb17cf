package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.reject.RejectsTable;
import io.sluice.ingest.run.ColumnPath;
import io.sluice.ingest.run.ProgressListener.RunProgress;
import io.sluice.ingest.run.WriteException;
import io.sluice.ingest.sink.SpareCores;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.testing.CsvCase;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.SourceRange;
import io.sluice.spark.TestSpark;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
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
  private CsvCase data;

  @BeforeEach
  void files() throws IOException {
    data = new CsvCase(folder.resolve("in"), 42);
    data.add(2000, 0).add(1, 10_000).add(0, 0).add(700, 20_000);
  }

  private static TableJob job(ReadRequest files, Path location, List<PartitionField> partitionBy) {
    return new TableJob(files, location, CsvCase.columns(), partitionBy);
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
  void aLoneTaskIsHelpedAndWritesTheSameBytes() throws Exception {
    AtomicBoolean seen = new AtomicBoolean();
    AtomicBoolean over = new AtomicBoolean();
    Thread watch = new Thread(() -> watchForHelpers(seen, over));
    watch.setDaemon(true);
    watch.start();
    byte[] helped = loneTask("helped0");
    // Whether one comes in time is the scheduler's affair.
    for (int i = 1; !seen.get() && i < 50; i++) {
      helped = loneTask("helped" + i);
    }
    over.set(true);
    watch.join();
    assertTrue(seen.get(), "no helper came");
    byte[] alone;
    // Another task, which has the core that would help.
    try (SpareCores other = new SpareCores(0)) {
      assertFalse(other.mayGoOn());
      alone = loneTask("alone");
    }
    assertArrayEquals(helped, alone);
  }

  /** A helper's thread ends when it has had nothing to do for a while. */
  private static void watchForHelpers(AtomicBoolean seen, AtomicBoolean over) {
    while (!over.get() && !seen.get()) {
      seen.set(
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> thread.getName().startsWith("sluice-helper")));
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** The only file of a job of one task. */
  private byte[] loneTask(String name) throws IOException {
    WriteResult result =
        new TableJob(
                data.request("", 1L << 40, 100),
                folder.resolve(name),
                CsvCase.columns(),
                List.of(),
                WriterOptions.DEFAULT.withPages(1 << 20, 20))
            .run(Way.COLUMNS);
    assertAccounted(result);
    assertEquals(1, result.outputs().size());
    return Files.readAllBytes(
        folder.resolve(name).resolve(result.outputs().get(0).file().handle()));
  }

  @Test
  void allPathsWriteTheSameTable() throws IOException, SQLException {
    for (List<PartitionField> partitionBy : List.of(List.<PartitionField>of(), BY_YEAR_AND_NAME)) {
      List<List<String>> tables = new ArrayList<>();
      for (Way way : Way.values()) {
        Path location = folder.resolve("table-" + way + partitionBy.size());
        TableJob job = job(data.request("", 25_000, 2), location, partitionBy);
        WriteResult result = job.run(way);
        assertAccounted(result);
        assertFalse(Files.exists(location.resolve("run1-00000-0000.parquet")), "not yet visible");
        job.publish(result);
        tables.add(DuckDb.rows(all(location)));
        assertEquals(data.good, spark.read().parquet(location.toString()).count());
      }
      assertEquals(data.good, tables.get(0).size());
      for (List<String> table : tables) {
        assertSameRows(tables.get(0), table);
      }
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
    UnaryOperator<Dataset<Row>> steps =
        rows ->
            rows.withColumn("_sluice_code", functions.expr(code))
                .withColumn("made", functions.expr("struct(id + 1 AS n, upper(name) AS t)"))
                .withColumnRenamed("name", "old_name")
                .withColumn("_sluice_code", functions.expr(again))
                .withColumn("price", functions.expr("CAST(price + made.n AS DECIMAL(12,2))"))
                .withColumn("name", functions.expr("concat(made.t, '|', old_name)"))
                .withColumn("id", functions.expr("if(id = 7, null, id)"))
                .withColumn("_sluice_flags", functions.expr("if(id % 2 = 0, 5L, null)"))
                .drop("made", "old_name");
    for (ExecutionPath.Kind kind : List.of(ExecutionPath.Kind.PROJECTED, ExecutionPath.Kind.ROWS)) {
      Path location = folder.resolve("table-" + kind);
      ReadRequest request = data.request("", 9_000, 2);
      TableJob job = job(request, location, BY_YEAR_AND_NAME);
      SqlPath path =
          kind == ExecutionPath.Kind.PROJECTED
              ? job.path(steps, false)
              : job.path(rows -> steps.apply(rows).coalesce(3), false);
      String way = kind == ExecutionPath.Kind.PROJECTED ? "columnar: " : "rows: ";
      assertTrue(path.describe().startsWith(way), path.describe());
      WriteResult result = job.sql(path);
      job.publish(result);
      assertSources(request, result);
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
        new SluiceRead(spark.sparkContext(), data.request("", 25_000, 2), TableJob.STORAGES)
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
    TableJob job = job(data.request("", 25_000, 1), location, BY_YEAR_AND_NAME);
    job.publish(job.run(Way.COLUMNS));
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
  @EnumSource(Way.class)
  void rejectsAreATableWithExactNumbers(Way way) throws IOException, SQLException {
    Path location = folder.resolve("table");
    ReadRequest request = data.request("", 7_000, 2);
    WriteResult result = job(request, location, List.of()).run(way);
    String rejects = folder + "/table__rejects";
    List<TableOutput> outputs =
        RejectsTable.write(
            TableJob.STORAGES,
            new RejectsTable.Request(
                new RunFiles(rejects, "run1"),
                Instant.parse("2026-01-02T03:04:05Z"),
                WriterOptions.DEFAULT),
            request,
            result.rejected().spools(),
            result.rejected().firstRecords());
    TableJob.STORAGES
        .at(rejects)
        .publish(rejects, outputs.stream().map(TableOutput::file).toList());
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
        data.rejected(),
        result.rejected().reasons().stream().mapToLong(summary -> summary.rows()).sum());
    assertTrue(result.rejected().reasons().get(0).example().length() > 5);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void outputsKnowWhichRowsAreWhose(Way way) throws IOException, SQLException {
    Path location = folder.resolve("table");
    ReadRequest request = data.request("", 4_000, 10);
    TableJob job = job(request, location, BY_YEAR_AND_NAME);
    WriteResult result = job.run(way);
    job.publish(result);
    assertSources(request, result);
  }

  private static void assertSources(ReadRequest request, WriteResult result) throws SQLException {
    for (TableOutput output : result.outputs()) {
      List<String> expected = new ArrayList<>();
      for (SourceRange source : output.sources()) {
        expected.addAll(
            Collections.nCopies(
                (int) source.rows(), request.files().get(source.sourceIndex()).uri()));
      }
      assertEquals(output.rows(), expected.size());
      assertEquals(
          expected,
          DuckDb.rows("SELECT _source_file FROM read_parquet('" + output.file().path() + "')"));
      assertEquals(output.partition().keySet().stream().toList(), List.of("day_year", "name"));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Way.class, mode = EnumSource.Mode.EXCLUDE, names = "THREADS")
  void aTaskThatFailsAtFirstDoublesNothing(Way way) throws IOException, SQLException {
    FlakyFileSystem.install(spark, 30_000);
    Path location = folder.resolve("table");
    ReadRequest request = data.request(FlakyFileSystem.SCHEME + ":", 20_000, 1);
    TableJob job = job(request, location, BY_YEAR_AND_NAME);
    WriteResult result = job.run(way);
    assertTrue(FlakyFileSystem.failures() >= 1, "no task failed");
    assertAccounted(result);
    job.publish(result);
    assertEquals(data.good, DuckDb.count(DuckDb.table(location)));
    assertEquals(
        List.of(data.good + "|" + data.good),
        DuckDb.rows("SELECT count(*), count(DISTINCT id) FROM " + DuckDb.table(location)));
    assertFalse(Files.exists(location.resolve("_sluice_pending")));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aRunThatFailsSaysWhyAndIsUndone(Way way) throws IOException {
    Path location = folder.resolve("table");
    TableJob job = job(data.request("", 25_000, 2), location, List.of());
    Files.delete(data.path(3));
    WriteException e = assertThrows(WriteException.class, () -> job.run(way));
    assertTrue(e.getMessage().contains("in-3.csv"), e.getMessage());
    job.discard();
    assertFalse(Files.exists(location));
  }

  /** Not by anything that was read: nobody is to look for wrong splits. */
  @Test
  void aJobThatIsCancelledWasInterrupted() throws Exception {
    TableJob job = job(data.request("", 25_000, 2), folder.resolve("table"), List.of());
    String sleep = "java_method('java.lang.Thread', 'sleep', 20L)";
    Thread canceller =
        new Thread(
            () -> {
              while (spark.sparkContext().statusTracker().getActiveJobIds().length == 0) {
                Thread.onSpinWait();
              }
              spark.sparkContext().cancelAllJobs();
            });
    canceller.start();
    WriteException e =
        assertThrows(
            WriteException.class,
            () -> job.sql(rows -> rows.withColumn("name", functions.expr(sleep))));
    canceller.join();
    assertInstanceOf(InterruptedException.class, e.getCause());
    job.discard();
  }

  @Test
  void whatSparkSqlPutsOutIsCountedNotLost() throws IOException, SQLException {
    Path location = folder.resolve("table");
    ReadRequest request = data.request("", 25_000, 2);
    TableJob job = job(request, location, BY_YEAR_AND_NAME);
    SqlPath path =
        job.path(
            rows ->
                rows.withColumn(
                        "_sluice_code",
                        functions.expr(
                            "CASE WHEN _sluice_code IS NOT NULL THEN _sluice_code"
                                + " WHEN id % 10 = 0 THEN 'filtered' WHEN id % 10 = 1 THEN"
                                + " 'deduplicated' WHEN id % 10 = 2 THEN 'quality:odd' END"))
                    .withColumn("_sluice_flags", functions.expr("if(id % 2 = 0, 5L, 0L)"))
                    .repartition(4, functions.col("name")),
            true);
    assertTrue(path.describe().contains("Exchange"), path.describe());
    WriteResult result = job.sql(path);
    job.publish(result);
    assertSources(request, result);
    Counts totals = result.totals();
    assertEquals(2701, totals.read());
    assertEquals(DuckDb.count(DuckDb.table(location)), totals.written());
    assertEquals(0, DuckDb.count(DuckDb.table(location) + " WHERE id % 10 < 3"));
    assertTrue(totals.balanced());
    assertTrue(totals.deduplicated() > 100 && totals.filtered() > 100, totals.toString());
    assertEquals(
        totals.rejected() - data.rejected(),
        result.rejected().reasons().stream()
            .filter(summary -> summary.code().equals("quality:odd"))
            .mapToLong(summary -> summary.rows())
            .sum());
    assertEquals(result.flagged().get(0), result.flagged().get(2));
    assertTrue(result.flagged().get(0) > 1000);
    assertEquals(0, result.flagged().get(1));
  }

  @Test
  void theColumnPathSaysWhatItIs() throws IOException {
    assertEquals(
        "columnar: parsed columns go straight to the Parquet pages",
        ColumnPath.of(TableJob.SPEC, data.request("", 25_000, 2).plan(), PartitionRoom.AMPLE)
            .describe());
  }

  @Test
  void aRequiredColumnThatBecomesNullIsRejected() throws IOException {
    WriteResult result =
        job(data.request("", 25_000, 2), folder.resolve("table"), List.of())
            .sql(rows -> rows.withColumn("id", functions.expr("if(id = 7, null, id)")));
    assertEquals(data.rejected() + 1, result.totals().rejected());
    assertTrue(
        result.rejected().reasons().stream()
            .anyMatch(s -> s.code().equals("null_not_allowed") && s.column().equals("id")));
  }

  @Test
  void aColumnOfAnotherTypeIsRefusedBeforeAnythingRuns() throws IOException {
    Path location = folder.resolve("table");
    TableJob job = job(data.request("", 25_000, 2), location, List.of());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                job.sql(rows -> rows.withColumn("ratio", functions.expr("cast(ratio as string)"))));
    assertTrue(
        e.getMessage().contains("'ratio' is double") && e.getMessage().contains("string"),
        e.getMessage());
    assertFalse(Files.exists(location));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void progressEndsAtTheTotals(Way way) throws IOException {
    AtomicReference<RunProgress> last = new AtomicReference<>();
    WriteResult result =
        job(data.request("", 25_000, 2), folder.resolve("table"), List.of())
            .listener(last::set)
            .run(way);
    if (way == Way.THREADS) {
      assertEquals(result.totals().read(), last.get().records());
      assertEquals(result.totals().rejected(), last.get().rejects());
      assertEquals(4, last.get().filesDone());
    }
    // By Spark it is an estimate, which the totals of the stage replace.
    assertTrue(last.get().bytes() <= result.totals().bytes(), last.toString());
    assertTrue(last.get().records() <= result.totals().read(), last.toString());
    assertTrue(last.get().filesDone() <= 4, last.toString());
    Map<String, String> mins = new HashMap<>();
    result.columns().forEach(c -> mins.put(c.name(), c.min().orElse("")));
    assertEquals("0", mins.get("id"), result.columns().toString());
    assertTrue(mins.get("day").startsWith("2021-0"), mins.toString());
  }
}
