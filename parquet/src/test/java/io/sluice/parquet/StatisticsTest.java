package io.sluice.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.parquet.schema.ValueOrder;
import io.sluice.parquet.stats.Bounds;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.VersionParser;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.BoundaryOrder;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics, page index and bloom filters say the truth, and readers skip by them rightly. */
class StatisticsTest {
  private static final String[] TYPES = {
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "float",
    "double",
    "decimal(7,2)",
    "decimal(15,2)",
    "decimal(30,3)",
    "string",
    "binary",
    "date",
    "timestamp",
    "timestamp_ntz"
  };

  @TempDir Path folder;
  private FileSummary summary;

  private static List<OutputColumn> columns(String... types) {
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      columns.add(new OutputColumn("c" + i, TypeParser.parse(types[i]), true));
    }
    return columns;
  }

  private Path write(
      List<OutputColumn> columns, WriterOptions options, List<ColumnBatch> batches, String name)
      throws IOException {
    Path file = folder.resolve(name);
    ParquetBatchWriter writer = new ParquetBatchWriter(new FileByteSink(file), columns, options);
    for (ColumnBatch batch : batches) {
      writer.write(batch);
    }
    summary = writer.finish();
    return file;
  }

  @Test
  void summariesAreTrue() throws Exception {
    List<OutputColumn> columns = columns(TYPES);
    for (int distinct : new int[] {3, 100_000}) {
      RandomBatches random = new RandomBatches(distinct, distinct, 0.2);
      Path file =
          write(
              columns,
              WriterOptions.DEFAULT.withRowGroupBytes(40_000).withPages(1 << 20, 300),
              List.of(random.batch(columns, 1500), random.batch(columns, 1500)),
              "summary-" + distinct + ".parquet");
      for (int i = 0; i < TYPES.length; i++) {
        DataType type = columns.get(i).type();
        String value =
            type == Primitive.BINARY
                ? "lower(hex(%s(c" + i + ")))"
                : type == Primitive.TIMESTAMP
                    ? "make_timestamp(epoch_us(%s(c" + i + ")))::VARCHAR"
                    : "%s(c" + i + ")::VARCHAR";
        List<String> truth =
            Readers.query(
                    "SELECT count(*) - count(c"
                        + i
                        + "), "
                        + String.format(value, "min")
                        + ", "
                        + String.format(value, "max")
                        + " FROM '"
                        + file
                        + "'")
                .get(0);
        ColumnStats stats = summary.columns().get(i);
        assertEquals(
            truth, List.of(Long.toString(stats.nulls()), stats.min(), stats.max()), TYPES[i]);
      }
    }
  }

  /** A table in memory has no Parquet statistics to skip by. */
  @Test
  void duckDbSkipsRightly() throws Exception {
    List<OutputColumn> columns = columns(TYPES);
    RandomBatches random = new RandomBatches(77, 500, 0.3);
    List<ColumnBatch> batches = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      batches.add(random.batch(columns, 400));
    }
    Path file =
        write(
            columns,
            WriterOptions.DEFAULT
                .withRowGroupBytes(10_000)
                .withBloomFilters(columns.stream().map(OutputColumn::name).skip(1).toList()),
            batches,
            "skip.parquet");
    Readers.execute("CREATE OR REPLACE TABLE copy AS FROM '" + file + "'");
    for (int i = 0; i < TYPES.length; i++) {
      for (int row = 0; row < 400; row += 57) {
        for (String operator : List.of("=", "<", ">=", "<>")) {
          String where =
              " WHERE c%1$d %2$s (SELECT c%1$d FROM copy LIMIT 1 OFFSET %3$d)"
                  .formatted(i, operator, row);
          assertEquals(
              Readers.query("SELECT count(*) FROM copy" + where),
              Readers.query("SELECT count(*) FROM '" + file + "'" + where),
              TYPES[i] + where);
        }
      }
    }
  }

  @Test
  void parquetJavaSkipsPagesRightly() throws Exception {
    Random random = new Random(5);
    List<OutputColumn> columns = columns("int", "string", "double");
    for (boolean sorted : new boolean[] {true, false}) {
      int rows = 3000;
      IntColumn ints = (IntColumn) Columns.create(Primitive.INT, rows);
      BytesColumn strings = (BytesColumn) Columns.create(Primitive.STRING, rows);
      DoubleColumn doubles = (DoubleColumn) Columns.create(Primitive.DOUBLE, rows);
      for (int i = 0; i < rows; i++) {
        int value = sorted ? i / 3 : random.nextInt(1000);
        ints.values()[i] = value;
        doubles.values()[i] = value - 500;
        // Long ones with a common beginning, so that bounds are cut.
        byte[] text =
            ("é".repeat(40) + String.format("%05d", value)).getBytes(StandardCharsets.UTF_8);
        strings.set(i, text, 0, text.length);
        if (random.nextInt(10) == 0) {
          ints.nulls()[i] = true;
        }
      }
      ColumnBatch batch = new ColumnBatch(List.of(ints, strings, doubles));
      batch.setRowCount(rows);
      Path file =
          write(
              columns,
              WriterOptions.DEFAULT.withPages(1, 100),
              slices(batch, 100),
              "pages-" + sorted + ".parquet");
      for (int value : new int[] {-1, 0, 3, 500, 999, 1000}) {
        List<FilterPredicate> predicates =
            List.of(
                FilterApi.eq(FilterApi.intColumn("c0"), value),
                FilterApi.lt(FilterApi.intColumn("c0"), value),
                FilterApi.gtEq(FilterApi.intColumn("c0"), value),
                FilterApi.notEq(FilterApi.intColumn("c0"), value),
                FilterApi.eq(FilterApi.intColumn("c0"), null),
                FilterApi.gt(FilterApi.doubleColumn("c2"), (double) value - 500),
                FilterApi.eq(
                    FilterApi.binaryColumn("c1"),
                    org.apache.parquet.io.api.Binary.fromString(
                        "é".repeat(40) + String.format("%05d", value))));
        for (FilterPredicate predicate : predicates) {
          assertEquals(
              Readers.filtered(file, predicate, false),
              Readers.filtered(file, predicate, true),
              predicate::toString);
        }
      }
      long candidates = candidates(file, FilterApi.eq(FilterApi.intColumn("c0"), 500));
      assertTrue(sorted ? candidates <= 200 : candidates > 0, "rows looked at: " + candidates);
      try (ParquetFileReader reader = Readers.open(file)) {
        ColumnChunkMetaData chunk = reader.getRowGroups().get(0).getColumns().get(0);
        ColumnIndex index = reader.readColumnIndex(chunk);
        assertEquals(
            sorted ? BoundaryOrder.ASCENDING : BoundaryOrder.UNORDERED, index.getBoundaryOrder());
        assertEquals(30, reader.readOffsetIndex(chunk).getPageCount());
      }
    }
  }

  private static List<ColumnBatch> slices(ColumnBatch batch, int rows) {
    List<ColumnBatch> slices = new ArrayList<>();
    for (int from = 0; from < batch.rowCount(); from += rows) {
      List<Column> columns = new ArrayList<>();
      int[] selected = new int[rows];
      for (int i = 0; i < rows; i++) {
        selected[i] = from + i;
      }
      for (Column column : batch.columns()) {
        columns.add(copy(column, selected));
      }
      ColumnBatch slice = new ColumnBatch(columns);
      slice.setRowCount(rows);
      slices.add(slice);
    }
    return slices;
  }

  private static Column copy(Column from, int[] rows) {
    Column to = Columns.create(from.type(), rows.length);
    for (int i = 0; i < rows.length; i++) {
      to.nulls()[i] = from.nulls()[rows[i]];
      if (from instanceof IntColumn ints) {
        ((IntColumn) to).values()[i] = ints.values()[rows[i]];
      } else if (from instanceof DoubleColumn doubles) {
        ((DoubleColumn) to).values()[i] = doubles.values()[rows[i]];
      } else {
        BytesColumn bytes = (BytesColumn) from;
        int start = bytes.offsets()[rows[i]];
        ((BytesColumn) to).set(i, bytes.data(), start, bytes.offsets()[rows[i] + 1] - start);
      }
    }
    to.setSize(rows.length);
    return to;
  }

  private static long candidates(Path file, FilterPredicate predicate) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file),
            org.apache.parquet.ParquetReadOptions.builder()
                .withRecordFilter(FilterCompat.get(predicate))
                .useColumnIndexFilter(true)
                .build())) {
      return reader.getFilteredRecordCount();
    }
  }

  @Test
  void aColumnWithNanHasNoBounds() throws Exception {
    double[][] pages = {{1, 2, Double.NaN}, {3, -0.0, 0.0}, {0.0, -0.0}, {Double.NaN}};
    for (int first = 0; first < pages.length; first++) {
      DoubleColumn column = (DoubleColumn) Columns.create(Primitive.DOUBLE, 3);
      System.arraycopy(pages[first], 0, column.values(), 0, pages[first].length);
      ColumnBatch batch = new ColumnBatch(List.of(column));
      batch.setRowCount(pages[first].length);
      Path file =
          write(columns("double"), WriterOptions.DEFAULT, List.of(batch), first + ".parquet");
      try (ParquetFileReader reader = Readers.open(file)) {
        ColumnChunkMetaData chunk = reader.getRowGroups().get(0).getColumns().get(0);
        boolean nan = first == 0 || first == 3;
        assertEquals(!nan, chunk.getStatistics().hasNonNullValue());
        assertEquals(nan, reader.readColumnIndex(chunk) == null);
        if (first == 2) {
          // A zero bound stands for both zeros.
          assertEquals("-0.0", chunk.getStatistics().genericGetMin().toString());
          assertEquals("0.0", chunk.getStatistics().genericGetMax().toString());
        }
      }
      // In the report the numbers beside NaN are told.
      assertEquals(new String[] {"2.0", "3.0", "0.0", null}[first], summary.columns().get(0).max());
    }
  }

  @Test
  void bloomFiltersKnowTheirValues() throws Exception {
    List<OutputColumn> columns = columns("int", "bigint", "string", "decimal(30,3)", "double");
    List<String> names = columns.stream().map(OutputColumn::name).toList();
    for (int distinct : new int[] {50, 1_000_000}) {
      ColumnBatch batch = new RandomBatches(9, distinct, 0.1).batch(columns, 6000);
      Path file =
          write(
              columns,
              WriterOptions.DEFAULT.withBloomFilters(names).withPages(1 << 20, 1000),
              List.of(batch),
              "bloom-" + distinct + ".parquet");
      try (ParquetFileReader reader = Readers.open(file)) {
        BlockMetaData block = reader.getRowGroups().get(0);
        IntColumn ints = (IntColumn) batch.column(0);
        var bloom = reader.readBloomFilter(block.getColumns().get(0));
        for (int i = 0; i < 6000; i++) {
          assertTrue(ints.nulls()[i] || bloom.findHash(bloom.hash(ints.values()[i])));
        }
        int wrong = 0;
        for (int i = 0; i < 10_000; i++) {
          wrong += bloom.findHash(bloom.hash(Integer.MAX_VALUE - i)) ? 1 : 0;
        }
        assertTrue(wrong < 300, "false positives of 10000: " + wrong);
        for (int c = 1; c < columns.size(); c++) {
          assertNotNull(reader.readBloomFilter(block.getColumns().get(c)));
        }
      }
      String known =
          Readers.query("SELECT c2 FROM '" + file + "' WHERE c2 IS NOT NULL LIMIT 1").get(0).get(0);
      assertEquals(
          List.of(List.of("false")),
          Readers.query(
              "SELECT bloom_filter_excludes FROM parquet_bloom_probe('%s', 'c2', '%s')"
                  .formatted(file, known)));
    }
  }

  @Test
  void footers() throws Exception {
    Path file = write(columns("int"), WriterOptions.DEFAULT, List.of(), "empty.parquet");
    assertEquals(0, summary.rows());
    try (ParquetFileReader reader = Readers.open(file)) {
      assertEquals("sluice version 0.1.0", reader.getFileMetaData().getCreatedBy());
      java.util.Map<String, String> entries =
          new java.util.HashMap<>(reader.getFileMetaData().getKeyValueMetaData());
      assertTrue(entries.remove(FileSums.BODY).matches("[0-9a-f]{8}"));
      assertTrue(entries.remove(FileSums.FOOTER).matches("[0-9a-f]{8}"));
      assertEquals(java.util.Map.of("org.apache.spark.version", "3.5.6"), entries);
      VersionParser.ParsedVersion version =
          VersionParser.parse(reader.getFileMetaData().getCreatedBy());
      assertEquals("sluice", version.application);
      assertTrue(version.hasSemanticVersion());
    }
    assertEquals(List.of(List.of("0")), Readers.query("SELECT count(*) FROM '" + file + "'"));
  }

  @Test
  void cutBoundsStillBound() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.appendCodePoint(new int[] {'a', '~', 0x7F, 'é', '값', 0x10FFFF}[random.nextInt(6)]);
      }
      byte[] value = text.toString().getBytes(StandardCharsets.UTF_8);
      for (boolean isText : new boolean[] {true, false}) {
        byte[] below = Bounds.below(value, 8, isText);
        byte[] above = Bounds.above(value, 8, isText);
        assertTrue(ValueOrder.UNSIGNED_BYTES.compare(below, value) <= 0);
        assertTrue(ValueOrder.UNSIGNED_BYTES.compare(above, value) >= 0);
        assertTrue(below.length <= 8);
        if (isText) {
          for (byte[] bound : List.of(below, above)) {
            assertArrayEquals(
                bound, new String(bound, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
    byte[] highest = new byte[20];
    java.util.Arrays.fill(highest, (byte) 0xFF);
    assertArrayEquals(highest, Bounds.above(highest, 8, false));
  }

  @Test
  void statsMergeByType() {
    ColumnStats a = new ColumnStats("c", 1, "9", "10");
    ColumnStats b = new ColumnStats("c", 2, "-10", "9");
    assertEquals(new ColumnStats("c", 3, "-10", "10"), a.merge(b, Primitive.INT));
    assertEquals(
        new ColumnStats("c", 3, "-10", "9"),
        a.merge(b, Primitive.STRING).merge(new ColumnStats("c", 0, null, null), Primitive.STRING));
    ColumnStats none = new ColumnStats("c", 0, null, null);
    assertNull(none.merge(none, Primitive.DOUBLE).min());
    assertFalse(none.minText().isPresent());
  }
}
