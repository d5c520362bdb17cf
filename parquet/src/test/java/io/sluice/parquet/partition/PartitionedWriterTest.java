package io.sluice.parquet.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.IntColumn;
import io.sluice.parquet.Canonical;
import io.sluice.parquet.FileByteSink;
import io.sluice.parquet.Helpers;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.RandomBatches;
import io.sluice.parquet.Readers;
import io.sluice.parquet.TestHelpers;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.FileFactory.OpenedFile;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.TypeParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionedWriterTest {
  private static final List<OutputColumn> COLUMNS =
      List.of(
          column("n", "int"),
          column("d", "date"),
          column("t", "timestamp"),
          column("s", "string"),
          column("m", "decimal(9,2)"),
          column("big", "decimal(25,3)"),
          column("b", "boolean"));

  @TempDir Path folder;

  private static OutputColumn column(String name, String type) {
    return new OutputColumn(name, TypeParser.parse(type), true);
  }

  private static PartitionField field(String column, PartitionFunction function, int argument) {
    return new PartitionField(column, function, argument);
  }

  private OpenedFile create(String partition, int sequence) throws java.io.IOException {
    Path path = folder.resolve(partition).resolve("part-" + sequence + ".parquet");
    return new OpenedFile(folder.relativize(path).toString(), new FileByteSink(path));
  }

  /** DuckDB's expression for each key's text, from the file's own columns. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "d;YEAR;0;year(d)::VARCHAR",
        "d;MONTH;0;strftime(d, '%Y-%m')",
        "d;DAY;0;d::VARCHAR",
        "t;YEAR;0;year(t)::VARCHAR",
        "t;MONTH;0;strftime(t, '%Y-%m')",
        "t;DAY;0;strftime(t, '%Y-%m-%d')",
        "t;HOUR;0;strftime(t, '%Y-%m-%d-%H')",
        "n;TRUNCATE;10;(floor(n / 10) * 10)::INT::VARCHAR",
        "m;TRUNCATE;50;((floor(m / 0.5)) * 0.5)::DECIMAL(9,2)::VARCHAR",
        "big;TRUNCATE;1000;((floor(big)))::DECIMAL(25,3)::VARCHAR",
        "s;TRUNCATE;3;nullif(s[:3], '')",
      })
  void derivedKeys(String column, PartitionFunction function, int argument, String expression)
      throws Exception {
    PartitionScheme scheme =
        new PartitionScheme(List.of(field(column, function, argument)), COLUMNS);
    PartitionedWriter writer =
        new PartitionedWriter(
            scheme, WriterOptions.DEFAULT, new WriterLimits(1 << 28, 1 << 28, 1000), this::create);
    RandomBatches random = new RandomBatches(5, 60, 0.1);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ColumnBatch batch = random.batch(COLUMNS, 500);
      expected.addAll(Canonical.rows(batch));
      writer.write(i, batch);
    }
    List<WrittenFile> files = writer.finish();
    List<String> read = new ArrayList<>();
    for (WrittenFile file : files) {
      Path path = folder.resolve(file.path());
      read.addAll(Readers.duckDb("'" + path + "'", COLUMNS, ""));
      List<List<String>> keys =
          Readers.query("SELECT DISTINCT " + expression + " FROM '" + path + "'");
      String value = file.partition().get(column + suffix(function));
      assertEquals(List.of(List.of(String.valueOf(value))), keys);
    }
    Collections.sort(expected);
    Collections.sort(read);
    assertEquals(expected, read);
  }

  private static String suffix(PartitionFunction function) {
    return new PartitionField("", function, 1).name();
  }

  @Test
  void identityKeysLeaveTheFilesAndComeBackFromTheFolders() throws Exception {
    PartitionScheme scheme =
        new PartitionScheme(
            List.of(
                field("s", PartitionFunction.IDENTITY, 0),
                field("d", PartitionFunction.YEAR, 0),
                field("b", PartitionFunction.IDENTITY, 0)),
            COLUMNS);
    PartitionedWriter writer =
        new PartitionedWriter(
            scheme, WriterOptions.DEFAULT, new WriterLimits(1 << 28, 1 << 28, 1000), this::create);
    RandomBatches random = new RandomBatches(6, 12, 0.1);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ColumnBatch batch = random.batch(COLUMNS, 300);
      expected.addAll(Canonical.rows(batch));
      writer.write(i, batch);
    }
    writer.finish();
    assertEquals(List.of("n", "d", "t", "m", "big"), names(scheme.fileColumns()));
    // An empty string becomes the null partition, as in Hive.
    List<String> hive = new ArrayList<>();
    for (String row : expected) {
      List<String> values = new ArrayList<>(List.of(row.split("\\|", -1)));
      if (values.get(3).isEmpty()) {
        values.set(3, "null");
      }
      hive.add(String.join("|", values));
    }
    List<String> read =
        Readers.duckDb(
            "(SELECT * REPLACE (nullif(s, '__HIVE_DEFAULT_PARTITION__') AS s,"
                + " nullif(b, '__HIVE_DEFAULT_PARTITION__') AS b) FROM read_parquet('"
                + folder
                + "/**/*.parquet', hive_partitioning = true, hive_types_autocast = false))",
            COLUMNS,
            "");
    Collections.sort(hive);
    Collections.sort(read);
    assertEquals(hive, read);
  }

  private static List<String> names(List<OutputColumn> columns) {
    return columns.stream().map(OutputColumn::name).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "268435456, 268435456, 1000",
    "268435456, 200000, 1000",
    "268435456, 1, 1000",
    "3000, 268435456, 1000",
    "268435456, 268435456, 1",
    "9000, 300000, 4",
  })
  void limitsChangeFilesButNotRows(long fileBytes, long memory, int openFiles) throws Exception {
    PartitionScheme scheme =
        new PartitionScheme(List.of(field("n", PartitionFunction.BUCKET, 9)), COLUMNS);
    PartitionedWriter writer =
        new PartitionedWriter(
            scheme,
            WriterOptions.DEFAULT,
            new WriterLimits(fileBytes, memory, openFiles),
            this::create);
    RandomBatches random = new RandomBatches(7, 5000, 0.05);
    // Rows of each source, in the order in which they came.
    List<List<String>> bySource = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < 12; i++) {
      ColumnBatch batch = random.batch(COLUMNS, 700);
      int source = i / 5;
      bySource.get(source).addAll(Canonical.rows(batch));
      writer.write(source, batch);
      assertTrue(writer.bufferedBytes() <= memory, "memory " + writer.bufferedBytes());
    }
    List<WrittenFile> files = writer.finish();
    assertEquals(12 * 700, writer.rows());
    List<List<String>> read = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (WrittenFile file : files) {
      List<String> rows = Readers.duckDb("'" + folder.resolve(file.path()) + "'", COLUMNS, "");
      assertEquals(rows.size(), file.summary().rows());
      assertEquals(Files.size(folder.resolve(file.path())), file.summary().bytes());
      long next = 0;
      for (SourceRange range : file.sources()) {
        assertEquals(next, range.firstRow());
        next += range.rows();
        read.get(range.sourceIndex()).addAll(rows.subList((int) range.firstRow(), (int) next));
      }
      assertEquals(rows.size(), next);
    }
    for (int source = 0; source < 3; source++) {
      assertEquals(counts(bySource.get(source)), counts(read.get(source)));
    }
    assertEquals(files.stream().map(WrittenFile::path).distinct().count(), files.size());
  }

  @ParameterizedTest
  @CsvSource({
    "268435456, 268435456, 1000, 134217728",
    "268435456, 700000, 1000, 134217728",
    "268435456, 300000, 1000, 134217728",
    "40000, 268435456, 1000, 134217728",
    "268435456, 268435456, 3, 134217728",
    "268435456, 268435456, 1000, 30000",
    "60000, 600000, 4, 20000",
  })
  void helpersChangeNoByte(long fileBytes, long memory, int openFiles, long rowGroupBytes)
      throws Exception {
    WriterLimits limits = new WriterLimits(fileBytes, memory, openFiles);
    WriterOptions options =
        WriterOptions.DEFAULT
            .withRowGroupBytes(rowGroupBytes)
            .withPages(1 << 12, 500)
            .withBloomFilters(List.of("s"));
    List<PartitionField> buckets = List.of(field("n", PartitionFunction.BUCKET, 5));
    for (PartitionScheme scheme :
        List.of(new PartitionScheme(buckets, COLUMNS), PartitionScheme.none(COLUMNS))) {
      Map<String, String> alone = files("alone", scheme, options, limits, Helpers.NONE);
      assertFalse(alone.isEmpty());
      for (int seed = 0; seed < 3; seed++) {
        TestHelpers helpers = new TestHelpers(seed);
        assertEquals(alone, files("helped" + seed, scheme, options, limits, helpers));
        assertTrue(helpers.taken() > 10, "help came " + helpers.taken() + " times");
        helpers.awaitEnd();
      }
    }
  }

  /** Path and content of each file. */
  private Map<String, String> files(
      String name,
      PartitionScheme scheme,
      WriterOptions options,
      WriterLimits limits,
      Helpers helpers)
      throws Exception {
    Path root = folder.resolve(name + scheme.keys().size());
    PartitionedWriter writer =
        new PartitionedWriter(
            scheme,
            options,
            limits,
            (partition, sequence) -> {
              Path path = root.resolve(partition).resolve("part-" + sequence + ".parquet");
              return new OpenedFile(root.relativize(path).toString(), new FileByteSink(path));
            },
            helpers);
    RandomBatches random = new RandomBatches(9, 3000, 0.05);
    for (int i = 0; i < 30; i++) {
      writer.write(i / 5, random.batch(COLUMNS, 700));
    }
    Map<String, String> files = new HashMap<>();
    for (WrittenFile file : writer.finish()) {
      byte[] bytes = Files.readAllBytes(root.resolve(file.path()));
      files.put(
          file.path(),
          file.summary() + " " + file.sources() + " " + HexFormat.of().formatHex(bytes));
    }
    return files;
  }

  private static Map<String, Integer> counts(List<String> rows) {
    Map<String, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }

  @Test
  void unpartitionedRowsKeepTheirOrder() throws Exception {
    PartitionedWriter writer =
        new PartitionedWriter(
            PartitionScheme.none(COLUMNS),
            WriterOptions.DEFAULT,
            new WriterLimits(1 << 28, 1 << 28, 1),
            this::create);
    RandomBatches random = new RandomBatches(8, 100, 0.2);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ColumnBatch batch = random.batch(COLUMNS, 100);
      expected.addAll(Canonical.rows(batch));
      writer.write(0, batch);
    }
    List<WrittenFile> files = writer.finish();
    assertEquals(1, files.size());
    assertEquals("", files.get(0).partitionPath());
    assertEquals(Map.of(), files.get(0).partition());
    assertEquals(List.of(new SourceRange(0, 0, 300)), files.get(0).sources());
    assertEquals(
        expected, Readers.duckDb("'" + folder.resolve(files.get(0).path()) + "'", COLUMNS, ""));
  }

  @Test
  void noRowsMakeNoFile() throws Exception {
    PartitionedWriter writer =
        new PartitionedWriter(
            PartitionScheme.none(COLUMNS),
            WriterOptions.DEFAULT,
            new WriterLimits(1, 1, 1),
            this::create);
    writer.write(0, new RandomBatches(1, 1, 0).batch(COLUMNS, 0));
    assertEquals(List.of(), writer.finish());
  }

  @Test
  void anAbortLeavesNothingOpen() throws Exception {
    PartitionScheme scheme =
        new PartitionScheme(List.of(field("b", PartitionFunction.IDENTITY, 0)), COLUMNS);
    PartitionedWriter writer =
        new PartitionedWriter(
            scheme, WriterOptions.DEFAULT, new WriterLimits(1 << 28, 1 << 28, 9), this::create);
    writer.write(0, new RandomBatches(1, 9, 0.3).batch(COLUMNS, 50));
    writer.abort();
    try (Stream<Path> left = Files.walk(folder)) {
      assertEquals(0, left.filter(Files::isRegularFile).count());
    }
  }

  @Test
  void aMultipleBelowTheLeastIntIsRefused() throws Exception {
    PartitionScheme scheme =
        new PartitionScheme(List.of(field("n", PartitionFunction.TRUNCATE, 1000)), COLUMNS);
    PartitionedWriter writer =
        new PartitionedWriter(scheme, WriterOptions.DEFAULT, WriterLimits.DEFAULT, this::create);
    ColumnBatch batch = new RandomBatches(1, 9, 0).batch(COLUMNS, 1);
    ((IntColumn) batch.column(0)).values()[0] = Integer.MIN_VALUE;
    String message =
        assertThrows(IllegalArgumentException.class, () -> writer.write(0, batch)).getMessage();
    assertTrue(message.startsWith("column n: the value is less than -2147483000"), message);
    writer.abort();
  }
}
