package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.reject.RejectsTable;
import io.sluice.ingest.run.ProgressListener.RunProgress;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.parquet.WriterOptions;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every record is accounted for, whichever way it takes. */
class SparkAccountsTest extends SparkIngestFixture {
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
  void aRequiredColumnThatBecomesNullIsRejected() throws IOException {
    WriteResult result =
        job(data.request("", 25_000, 2), folder.resolve("table"), List.of())
            .sql(rows -> rows.withColumn("id", functions.expr("if(id = 7, null, id)")));
    assertEquals(data.rejected() + 1, result.totals().rejected());
    assertTrue(
        result.rejected().reasons().stream()
            .anyMatch(s -> s.code().equals("null_not_allowed") && s.column().equals("id")));
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
