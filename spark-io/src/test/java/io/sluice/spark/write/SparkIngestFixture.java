package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.testing.CsvCase;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.parquet.partition.SourceRange;
import io.sluice.spark.TestSpark;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Files whose records are known, to be written by each {@link Way}. */
abstract class SparkIngestFixture {
  static final List<PartitionField> BY_YEAR_AND_NAME =
      List.of(
          new PartitionField("day", PartitionFunction.YEAR, 0),
          new PartitionField("name", PartitionFunction.IDENTITY, 0));

  @TempDir Path folder;

  final SparkSession spark = TestSpark.session();
  CsvCase data;

  @BeforeEach
  void files() throws IOException {
    data = new CsvCase(folder.resolve("in"), 42);
    data.add(2000, 0).add(1, 10_000).add(0, 0).add(700, 20_000);
  }

  static TableJob job(ReadRequest files, Path location, List<PartitionField> partitionBy) {
    return new TableJob(files, location, CsvCase.columns(), partitionBy);
  }

  static String all(Path location) {
    return "SELECT id, name, price, day, ratio, _source_file, _record_number FROM "
        + DuckDb.table(location)
        + " ORDER BY id";
  }

  void assertAccounted(WriteResult result) {
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

  static void assertSameRows(List<String> expected, List<String> found) {
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      assertEquals(expected.get(i), found.get(i), "row " + i);
    }
    assertEquals(expected.size(), found.size());
  }

  static void assertSources(ReadRequest request, WriteResult result) throws SQLException {
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
}
