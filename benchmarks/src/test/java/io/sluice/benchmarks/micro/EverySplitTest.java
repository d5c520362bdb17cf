package io.sluice.benchmarks.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.Input.RecordShape;
import io.sluice.benchmarks.data.LineItems;
import io.sluice.benchmarks.engine.DuckDbSql;
import io.sluice.formats.Formats;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadPlan;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Typed rows of a plain file, by the fastest path there is for them, are those that DuckDB reads.
 */
class EverySplitTest {
  private static final List<DataColumn> COLUMNS = LineItems.columns();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "CSV,4096,16",
    "CSV,3,16",
    "CSV,4096,5",
    "JSONL,4096,16",
    "JSONL,3,16",
    "JSONL,4096,5",
    "FIXED_WIDTH,4096,16",
    "FIXED_WIDTH,3,16",
    "FIXED_WIDTH,4096,5"
  })
  void whereverTheFileIsSplit(Format format, int batchRows, int columns) throws Exception {
    SampleFile file = SampleFile.of(format, 12);
    List<String> expected = duckDb(format, columns);
    ReadPlan plan =
        new ReadPlan(SampleFile.plan(columns).columns(), batchRows, ReadPlan.MissingColumn.REJECT);
    assertEquals(expected, read(file, file.range(), plan));
    long start = file.layout().dataStart();
    for (long cut = start + 1; cut < file.size(); cut++) {
      List<String> rows = new ArrayList<>();
      rows.addAll(read(file, new ByteRange(0, 0, start, cut, true, 0, false), plan));
      rows.addAll(read(file, new ByteRange(0, 1, cut, file.size(), false, -1, true), plan));
      assertEquals(expected, rows, format + " split at " + cut);
    }
  }

  private List<String> duckDb(Format format, int columns) throws Exception {
    Path path = Files.write(folder.resolve("lineitem"), LineItems.sample(format, 12));
    Input input = new Input(path.toString(), format, "UTF-8", RecordShape.ONE_LINE, COLUMNS, 1, 1);
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + DuckDbSql.source(input))) {
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          values.add(result.getString(i));
        }
        rows.add(String.join("|", values));
      }
    }
    return rows;
  }

  private static List<String> read(SampleFile file, ByteRange range, ReadPlan plan)
      throws IOException {
    List<String> rows = new ArrayList<>();
    try (BatchReader reader = Formats.open(file.source(), file.layout(), range, plan)) {
      for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
        assertEquals(List.of(), batch.rejects());
        for (int row = 0; row < batch.rows().rowCount(); row++) {
          List<String> values = new ArrayList<>();
          for (int i = 0; i < plan.columns().size(); i++) {
            values.add(text(COLUMNS.get(i).type(), batch.rows().column(i), row));
          }
          rows.add(String.join("|", values));
        }
      }
    }
    return rows;
  }

  private static String text(String type, Column column, int row) {
    if (column.nulls()[row]) {
      return "null";
    }
    if (column instanceof LongColumn longs) {
      return type.startsWith("decimal")
          ? BigDecimal.valueOf(longs.values()[row], 2).toString()
          : Long.toString(longs.values()[row]);
    }
    if (column instanceof IntColumn ints) {
      return type.equals("date")
          ? LocalDate.ofEpochDay(ints.values()[row]).toString()
          : Integer.toString(ints.values()[row]);
    }
    BytesColumn bytes = (BytesColumn) column;
    int start = bytes.offsets()[row];
    return new String(
        bytes.data(), start, bytes.offsets()[row + 1] - start, StandardCharsets.UTF_8);
  }
}
