package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ColumnPath;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spec.PartitionField;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** All ways write the same table. */
class SparkIngestTest extends SparkIngestFixture {
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

  @Test
  void theColumnPathSaysWhatItIs() throws IOException {
    assertEquals(
        "columnar: parsed columns go straight to the Parquet pages",
        ColumnPath.of(TableJob.SPEC, data.request("", 25_000, 2).plan(), PartitionRoom.AMPLE)
            .describe());
  }
}
