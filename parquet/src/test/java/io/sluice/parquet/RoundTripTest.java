package io.sluice.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.parquet.WriterOptions.DictionaryUse;
import io.sluice.spec.TargetSpec.Compression;
import io.sluice.spec.type.TypeParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is what two other readers read. */
class RoundTripTest {
  @TempDir Path folder;

  private static List<OutputColumn> columns(boolean nullable, List<String> types) {
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(new OutputColumn("c" + i, TypeParser.parse(types.get(i)), nullable));
    }
    return columns;
  }

  @ParameterizedTest
  @CsvSource({
    // seed, distinct values, nulls, rows a batch, batches, page rows, row group bytes
    "1, 5, 0.0, 1000, 3, 20000, 100000000",
    "2, 5, 0.3, 1000, 3, 700, 100000000",
    "3, 1000000, 0.3, 999, 5, 20000, 60000",
    "4, 1000000, 0.0, 5000, 2, 1000, 100000000",
    "5, 200, 0.95, 4097, 2, 64, 30000",
    "6, 200, 1.0, 100, 2, 64, 1000",
    "7, 1, 0.0, 9, 1, 20000, 1000",
    "8, 3, 0.5, 1, 20, 2, 1000000",
    "9, 3000, 0.01, 9000, 1, 20000, 100000000",
  })
  void flatAndNested(
      long seed,
      int distinct,
      double nulls,
      int rows,
      int batches,
      int pageRows,
      long rowGroupBytes)
      throws Exception {
    for (Compression codec : Compression.values()) {
      for (DictionaryUse dictionary : DictionaryUse.values()) {
        if (dictionary == DictionaryUse.NEVER && codec != Compression.UNCOMPRESSED) {
          continue;
        }
        WriterOptions options =
            WriterOptions.DEFAULT
                .withCompression(codec)
                .withPages(1 << 20, pageRows)
                .withRowGroupBytes(rowGroupBytes)
                .withDictionary(dictionary, 4000);
        RandomBatches random = new RandomBatches(seed, distinct, nulls);
        List<OutputColumn> flat = columns(true, ColumnTypes.FLAT);
        Path file = folder.resolve("flat-" + codec + dictionary + ".parquet");
        List<String> expected = write(file, flat, options, random, rows, batches);
        assertEquals(expected, Readers.parquetJava(file, flat));
        assertEquals(expected, Readers.duckDb("'" + file + "'", flat, ""));

        List<OutputColumn> nested = columns(true, ColumnTypes.NESTED);
        file = folder.resolve("nested-" + codec + dictionary + ".parquet");
        expected = write(file, nested, options, random, rows, batches);
        assertEquals(expected, Readers.parquetJava(file, nested));
        assertEquals(
            String.valueOf(expected.size()),
            Readers.query("SELECT count(*), max(hash(COLUMNS(*))) FROM '" + file + "'")
                .get(0)
                .get(0));
      }
    }
  }

  private static List<String> write(
      Path file,
      List<OutputColumn> columns,
      WriterOptions options,
      RandomBatches random,
      int rows,
      int batches)
      throws Exception {
    List<String> expected = new ArrayList<>();
    ParquetBatchWriter writer = new ParquetBatchWriter(new FileByteSink(file), columns, options);
    for (int i = 0; i < batches; i++) {
      ColumnBatch batch = random.batch(columns, rows);
      expected.addAll(Canonical.rows(batch));
      writer.write(batch);
      assertTrue(writer.estimatedFileSize() > 0);
    }
    FileSummary summary = writer.finish();
    assertEquals(expected.size(), summary.rows());
    assertEquals(Files.size(file), summary.bytes());
    return expected;
  }

  @Test
  void requiredColumns() throws Exception {
    List<OutputColumn> columns = new ArrayList<>(columns(false, ColumnTypes.FLAT));
    Path file = folder.resolve("required.parquet");
    List<String> expected =
        write(file, columns, WriterOptions.DEFAULT, new RandomBatches(11, 300, 0.5), 2000, 2);
    assertEquals(expected, Readers.parquetJava(file, columns));
    assertEquals(expected, Readers.duckDb("'" + file + "'", columns, ""));
    assertEquals(
        ColumnTypes.FLAT.size(),
        Readers.query(
                "SELECT * FROM parquet_schema('"
                    + file
                    + "') WHERE repetition_type = 'REQUIRED'"
                    + " AND name <> 'spark_schema'")
            .size());
  }
}
