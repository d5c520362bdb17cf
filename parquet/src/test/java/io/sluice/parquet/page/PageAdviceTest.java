package io.sluice.parquet.page;

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
import io.sluice.parquet.WriterOptions.DictionaryUse;
import io.sluice.spec.TargetSpec.Compression;
import io.sluice.spec.type.DataType.Primitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageAdviceTest {
  private static final int SHORT = PageAdvice.SHORT_BYTES;
  private static final List<OutputColumn> COLUMNS =
      List.of(
          new OutputColumn("time", Primitive.TIMESTAMP, true),
          new OutputColumn("amount", Primitive.BIGINT, true));
  private static final int ROWS = 200_000;

  @TempDir Path folder;

  @Test
  void aPageIsLongUnlessThatTakesTooManyRows() {
    PageAdvice advice = new PageAdvice();
    assertFalse(advice.ends(19_999, SHORT + 1, 20_000));
    assertFalse(advice.ends(20_000, SHORT, 20_000));
    assertTrue(advice.ends(20_000, SHORT + 1, 20_000));
    assertFalse(advice.ends(79_999, 10, 20_000));
    assertTrue(advice.ends(80_000, 10, 20_000));
  }

  @Test
  void pagesAreShortWhereThatIsClearlySmallerUntilTheyAreComparedAgain() {
    PageAdvice advice = new PageAdvice();
    assertFalse(advice.compares(SHORT), "no parts to compare with");
    assertTrue(advice.compares(SHORT + 1));
    advice.compared(98, 100);
    assertFalse(advice.ends(20_000, 1, 20_000));
    advice.compared(96, 100);
    assertTrue(advice.ends(20_000, 1, 20_000));
    int pages = 0;
    while (advice.ends(20_000, 1, 20_000)) {
      assertFalse(advice.compares(SHORT));
      pages++;
    }
    assertEquals((32 << 20) / SHORT, pages);
    assertTrue(advice.compares(SHORT + 1));
  }

  /** A second and a bit from one to the next; and amounts in a narrow range, at random. */
  private static ColumnBatch batch(SplittableRandom random, int from, int rows) {
    LongColumn time = new LongColumn(Primitive.TIMESTAMP, rows);
    LongColumn amount = new LongColumn(Primitive.BIGINT, rows);
    for (int i = 0; i < rows; i++) {
      time.values()[i] = 1_700_000_000_000_000L + (from + i) * 1_000_000L + random.nextInt(640_000);
      amount.values()[i] = random.nextInt(10_000_000);
    }
    time.setSize(rows);
    amount.setSize(rows);
    ColumnBatch batch = new ColumnBatch(List.of(time, amount));
    batch.setRowCount(rows);
    return batch;
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void pagesAreAsLongAsCompressesBest(Compression codec) throws Exception {
    Path file = folder.resolve("file.parquet");
    WriterOptions options =
        WriterOptions.DEFAULT.withCompression(codec).withDictionary(DictionaryUse.NEVER, 1 << 20);
    ParquetBatchWriter writer = new ParquetBatchWriter(new FileByteSink(file), COLUMNS, options);
    SplittableRandom random = new SplittableRandom(3);
    List<String> expected = new ArrayList<>();
    for (int from = 0; from < ROWS; from += 4_000) {
      ColumnBatch batch = batch(random, from, 4_000);
      expected.addAll(Canonical.rows(batch));
      writer.write(batch);
    }
    writer.finish();
    assertEquals(expected, Readers.parquetJava(file, COLUMNS));
    assertEquals(expected, Readers.duckDb("'" + file + "'", COLUMNS, ""));
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      BlockMetaData group = reader.getRowGroups().get(0);
      // 36,000 rows are the first whole batches of more than 256 KiB.
      int times = pages(reader, group.getColumns().get(0));
      assertEquals(codec == Compression.ZSTD ? 1 + (ROWS - 36_000) / 20_000 + 1 : 6, times);
      assertEquals(6, pages(reader, group.getColumns().get(1)));
    }
  }

  private static int pages(ParquetFileReader reader, ColumnChunkMetaData chunk)
      throws java.io.IOException {
    return reader.readOffsetIndex(chunk).getPageCount();
  }
}
