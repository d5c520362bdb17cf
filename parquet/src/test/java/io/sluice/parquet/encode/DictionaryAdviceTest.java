package io.sluice.parquet.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.LongColumn;
import io.sluice.parquet.Canonical;
import io.sluice.parquet.FileByteSink;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.Readers;
import io.sluice.parquet.WriterOptions;
import io.sluice.spec.TargetSpec.Compression;
import io.sluice.spec.type.DataType.Primitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DictionaryAdviceTest {
  private static final List<OutputColumn> COLUMNS =
      List.of(
          new OutputColumn("sorted", Primitive.BIGINT, true),
          new OutputColumn("scattered", Primitive.BIGINT, true));

  @TempDir Path folder;

  /** As an order's number and a supplier's are in a list of things ordered. */
  private static ColumnBatch batch(int from, int rows) {
    LongColumn sorted = new LongColumn(Primitive.BIGINT, rows);
    LongColumn scattered = new LongColumn(Primitive.BIGINT, rows);
    for (int i = 0; i < rows; i++) {
      sorted.values()[i] = ((long) from + i) >> 2;
      long mixed = (from + i) * 0x9E3779B97F4A7C15L;
      scattered.values()[i] = (mixed >>> 40) % 1000 * 7919;
    }
    sorted.setSize(rows);
    scattered.setSize(rows);
    ColumnBatch batch = new ColumnBatch(List.of(sorted, scattered));
    batch.setRowCount(rows);
    return batch;
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void sortedNumbersArePlainWhereThatIsSmaller(Compression codec) throws Exception {
    Path file = folder.resolve("file.parquet");
    WriterOptions options =
        WriterOptions.DEFAULT.withCompression(codec).withPages(1 << 20, 5000).withRowGroupBytes(1);
    ParquetBatchWriter writer = new ParquetBatchWriter(new FileByteSink(file), COLUMNS, options);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ColumnBatch batch = batch(i * 10_000, 10_000);
      expected.addAll(Canonical.rows(batch));
      writer.write(batch);
    }
    writer.finish();
    assertEquals(expected, Readers.parquetJava(file, COLUMNS));
    assertEquals(expected, Readers.duckDb("'" + file + "'", COLUMNS, ""));
    String plain =
        "SELECT count(*) FROM parquet_metadata('"
            + file
            + "') WHERE encodings NOT LIKE '%DICTIONARY%' AND path_in_schema = ";
    long sorted = Long.parseLong(Readers.query(plain + "'sorted'").get(0).get(0));
    long scattered = Long.parseLong(Readers.query(plain + "'scattered'").get(0).get(0));
    assertEquals(0, scattered);
    if (codec == Compression.UNCOMPRESSED) {
      assertEquals(0, sorted);
    } else if (codec == Compression.ZSTD) {
      assertTrue(sorted > 10, sorted + " chunks without dictionary");
    }
  }

  @Test
  void aColumnIsTriedAgainNowAndThen() {
    DictionaryAdvice advice = new DictionaryAdvice();
    assertTrue(advice.startsWithDictionary());
    assertTrue(advice.compares(1000, 4000));
    assertTrue(advice.plainWins(900, 500));
    List<Boolean> starts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      starts.add(advice.startsWithDictionary());
    }
    assertEquals(List.of(false, false, false, false, false, false, false, true), starts);
    assertTrue(advice.compares(1000, 4000));
    assertFalse(advice.plainWins(480, 500));
    assertTrue(advice.startsWithDictionary());
    assertTrue(advice.startsWithDictionary());
  }

  @Test
  void whatIsMuchSmallerAsIndicesIsNotCompared() {
    DictionaryAdvice advice = new DictionaryAdvice();
    advice.tooDistinct();
    assertFalse(advice.startsWithDictionary());
    assertFalse(advice.compares(100, 800));
    assertTrue(advice.startsWithDictionary());
  }
}
