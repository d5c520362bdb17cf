package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.parquet.ByteSink;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.WriterOptions;
import io.sluice.spark.RandomColumns;
import io.sluice.spark.TestSpark;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of our writer, read by Spark as it comes, with no setting about them. */
class StockSparkTest {
  private static final List<String> TYPES =
      List.of(
          "date",
          "timestamp",
          "timestamp_ntz",
          "bigint",
          "string",
          "decimal(30,2)",
          "array<date>",
          "array<timestamp>",
          "map<date,timestamp>",
          "struct<d:date,t:timestamp,n:array<struct<d:date>>>");

  private static final List<OutputColumn> COLUMNS =
      IntStream.range(0, TYPES.size())
          .mapToObj(i -> new OutputColumn("c" + i, TypeParser.parse(TYPES.get(i)), true))
          .toList();

  @TempDir Path folder;

  private final SparkSession spark = TestSpark.session().newSession();

  private static ColumnBatch batch(List<OutputColumn> columns) {
    return new ColumnBatch(columns.stream().map(c -> Columns.create(c.type(), 4)).toList());
  }

  private Path write(ColumnBatch batch, List<OutputColumn> columns) throws IOException {
    Path file = folder.resolve("a.parquet");
    ParquetBatchWriter writer =
        new ParquetBatchWriter(new FileSink(file), columns, WriterOptions.DEFAULT);
    writer.write(batch);
    writer.finish();
    return file;
  }

  private static final class FileSink implements ByteSink {
    private final OutputStream out;
    private long position;

    FileSink(Path file) throws IOException {
      out = Files.newOutputStream(file);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }

    @Override
    public void abort() throws IOException {
      out.close();
    }
  }

  @Test
  void readsOldDaysAsTheyWereWritten() throws IOException {
    List<OutputColumn> columns =
        List.of(
            new OutputColumn("d", TypeParser.parse("date"), true),
            new OutputColumn("t", TypeParser.parse("timestamp"), true));
    List<String> days = List.of("0001-01-01", "1582-10-04", "1753-01-01", "1899-12-30");
    ColumnBatch batch = batch(columns);
    for (int i = 0; i < days.size(); i++) {
      int day = (int) LocalDate.parse(days.get(i)).toEpochDay();
      ((IntColumn) batch.column(0)).values()[i] = day;
      ((LongColumn) batch.column(1)).values()[i] = day * 86_400_000_000L;
    }
    batch.columns().forEach(column -> column.setSize(days.size()));
    batch.setRowCount(days.size());
    List<Row> found =
        spark
            .read()
            .parquet(write(batch, columns).toString())
            .selectExpr("CAST(d AS string)", "CAST(t AS string)")
            .collectAsList();
    List<String> expected = days.stream().map(day -> day + "|" + day + " 00:00:00").toList();
    assertEquals(expected, found.stream().map(r -> r.getString(0) + "|" + r.getString(1)).toList());
  }

  @Test
  void readsEveryValueAsItWasWritten() throws IOException {
    long seed = 15821015;
    int rows = 3000;
    RandomColumns random = new RandomColumns(seed);
    ColumnBatch batch = batch(COLUMNS);
    batch.columns().forEach(column -> random.fill(column, rows));
    batch.setRowCount(rows);
    Path file = write(batch, COLUMNS);
    int[] days = ((IntColumn) batch.column(0)).values();
    assertTrue(
        IntStream.of(days).anyMatch(day -> day == LocalDate.parse("0001-01-01").toEpochDay()));
    RowAppender appender = new RowAppender(COLUMNS, IntStream.range(0, TYPES.size()).toArray());
    List<InternalRow> read = new ArrayList<>();
    for (InternalRow row :
        spark.read().parquet(file.toString()).queryExecution().executedPlan().executeCollect()) {
      read.add(row);
    }
    read.forEach(appender::append);
    ColumnBatch found = appender.batch();
    assertEquals(rows, found.rowCount());
    for (int c = 0; c < COLUMNS.size(); c++) {
      for (int i = 0; i < rows; i++) {
        assertEquals(
            RandomColumns.plain(batch.column(c), i),
            RandomColumns.plain(found.column(c), i),
            TYPES.get(c) + ", row " + i + ", seed " + seed);
      }
    }
  }
}
