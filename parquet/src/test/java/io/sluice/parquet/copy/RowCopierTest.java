package io.sluice.parquet.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.parquet.Canonical;
import io.sluice.parquet.ColumnTypes;
import io.sluice.parquet.FileByteSink;
import io.sluice.parquet.FileSummary;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.RandomBatches;
import io.sluice.parquet.Readers;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.WriterOptions.DictionaryUse;
import io.sluice.parquet.copy.RowCopier.RowRange;
import io.sluice.spec.TargetSpec.Compression;
import io.sluice.spec.Thorough;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is copied is what two other readers find in the original at those rows. */
class RowCopierTest {
  @TempDir Path folder;

  /** A source that counts what is read of it. */
  private static final class CountingSource implements RandomAccessSource {
    private final RandomAccessSource source;
    private long bytes;
    private int reads;
    private int longest;

    CountingSource(RandomAccessSource source) {
      this.source = source;
    }

    @Override
    public String name() {
      return source.name();
    }

    @Override
    public long size() throws IOException {
      return source.size();
    }

    @Override
    public void read(long offset, byte[] to, int at, int length) throws IOException {
      bytes += length;
      reads++;
      longest = Math.max(longest, length);
      source.read(offset, to, at, length);
    }
  }

  @SafeVarargs
  private static List<OutputColumn> columns(Random random, List<String>... types) {
    List<OutputColumn> columns = new ArrayList<>();
    for (List<String> some : types) {
      for (String type : some) {
        columns.add(
            new OutputColumn("c" + columns.size(), TypeParser.parse(type), random.nextInt(4) > 0));
      }
    }
    return columns;
  }

  private static List<String> write(
      Path file, List<OutputColumn> columns, WriterOptions options, RandomBatches random, int rows)
      throws IOException {
    List<String> written = new ArrayList<>();
    ParquetBatchWriter writer = new ParquetBatchWriter(new FileByteSink(file), columns, options);
    while (written.size() < rows) {
      ColumnBatch batch = random.batch(columns, Math.min(1000, rows - written.size()));
      written.addAll(Canonical.rows(batch));
      writer.write(batch);
    }
    writer.finish();
    return written;
  }

  private FileSummary copy(Path from, List<RowRange> kept, Path to, WriterOptions options)
      throws IOException {
    try (FileSource source = new FileSource(from)) {
      return RowCopier.copy(source, kept, new FileByteSink(to), options);
    }
  }

  private static List<String> at(List<String> rows, List<RowRange> ranges) {
    List<String> found = new ArrayList<>();
    for (RowRange range : ranges) {
      found.addAll(rows.subList((int) range.firstRow(), (int) range.end()));
    }
    return found;
  }

  /** Names the first row that differs, where all rows would fill the screen. */
  private static void same(List<String> expected, List<String> found, String message) {
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      assertEquals(expected.get(i), found.get(i), message + ": row " + i);
    }
    assertEquals(expected.size(), found.size(), message + ": rows");
  }

  private static List<RowRange> ranges(Random random, int rows) {
    int[] cuts = random.ints(2L * (1 + random.nextInt(12)), 0, rows + 1).sorted().toArray();
    List<RowRange> ranges = new ArrayList<>();
    for (int i = 0; i < cuts.length; i += 2) {
      long from = cuts[i];
      ranges.add(new RowRange(from, cuts[i + 1] - from));
    }
    return ranges;
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void everyTypeAndNesting(Compression codec) throws Exception {
    for (int seed = 0; seed < Thorough.cases(4, 12); seed++) {
      Random random = new Random(seed);
      List<OutputColumn> columns = columns(random, ColumnTypes.FLAT, ColumnTypes.NESTED);
      int rows = 1 + random.nextInt(5000);
      WriterOptions options =
          WriterOptions.DEFAULT
              .withCompression(codec)
              .withPages(1 << (8 + random.nextInt(12)), 1 + random.nextInt(2000))
              .withRowGroupBytes(1L << (12 + random.nextInt(12)))
              .withDictionary(
                  random.nextBoolean() ? DictionaryUse.NEVER : DictionaryUse.WHERE_IT_PAYS,
                  500 << random.nextInt(8));
      RandomBatches batches =
          new RandomBatches(seed, 1 + random.nextInt(2000), random.nextInt(3) * 0.4);
      Path original = folder.resolve(seed + ".parquet");
      List<String> written = write(original, columns, options, batches, rows);
      List<RowRange> kept = ranges(random, rows);
      Path copy = folder.resolve(seed + "-copy.parquet");
      FileSummary summary = copy(original, kept, copy, options);
      String message = "seed " + seed + ", " + kept + " of " + rows;
      List<String> expected = at(written, kept);
      assertEquals(expected.size(), summary.rows(), message);
      assertEquals(Files.size(copy), summary.bytes(), message);
      same(expected, Readers.parquetJava(copy, columns), message);
      List<OutputColumn> flat = columns.subList(0, ColumnTypes.FLAT.size());
      same(
          Readers.duckDb("'" + original + "'", flat, where(kept)),
          Readers.duckDb("'" + copy + "'", flat, ""),
          message);
      assertEquals(schema(original), schema(copy), message);
    }
  }

  private static String where(List<RowRange> kept) {
    List<String> conditions = new ArrayList<>(List.of("false"));
    for (RowRange range : kept) {
      conditions.add(
          "(file_row_number >= %d AND file_row_number < %d)"
              .formatted(range.firstRow(), range.end()));
    }
    return " WHERE " + String.join(" OR ", conditions) + " ORDER BY file_row_number";
  }

  private static MessageType schema(Path file) throws IOException {
    try (ParquetFileReader reader = Readers.open(file)) {
      return reader.getFileMetaData().getSchema();
    }
  }

  /** Ranges that begin and end where row groups and pages do, or one row beside. */
  @Test
  void rangesAtTheEdgesOfRowGroupsAndPages() throws Exception {
    List<OutputColumn> columns = columns(new Random(3), ColumnTypes.FLAT, ColumnTypes.NESTED);
    WriterOptions options = WriterOptions.DEFAULT.withPages(1 << 20, 100).withRowGroupBytes(60_000);
    Path original = folder.resolve("original.parquet");
    List<String> written =
        write(original, columns, options, new RandomBatches(3, 300, 0.2), 10_000);
    List<Long> edges = new ArrayList<>(List.of(0L, 100L, 200L));
    try (ParquetFileReader reader = Readers.open(original)) {
      long end = 0;
      for (var group : reader.getRowGroups()) {
        end += group.getRowCount();
        edges.add(end);
      }
      assertTrue(reader.getRowGroups().size() > 3, "row groups");
    }
    int number = 0;
    for (long edge : edges) {
      for (long beside : new long[] {-1, 0, 1}) {
        long at = Math.max(0, Math.min(written.size(), edge + beside));
        for (List<RowRange> kept :
            List.of(
                List.of(new RowRange(0, at)),
                List.of(new RowRange(at, written.size() - at)),
                List.of(new RowRange(Math.max(0, at - 1), at == 0 ? 0 : 1)))) {
          Path copy = folder.resolve("copy" + number++ + ".parquet");
          copy(original, kept, copy, WriterOptions.DEFAULT);
          same(at(written, kept), Readers.parquetJava(copy, columns), "rows " + kept);
        }
      }
    }
  }

  @Test
  void noRangesAndAFileWithoutRows() throws Exception {
    List<OutputColumn> columns = columns(new Random(4), ColumnTypes.FLAT, ColumnTypes.NESTED);
    Path original = folder.resolve("original.parquet");
    write(original, columns, WriterOptions.DEFAULT, new RandomBatches(4, 10, 0.2), 100);
    Path empty = folder.resolve("empty.parquet");
    assertEquals(0, copy(original, List.of(), empty, WriterOptions.DEFAULT).rows());
    Path again = folder.resolve("again.parquet");
    assertEquals(0, copy(empty, List.of(new RowRange(0, 0)), again, WriterOptions.DEFAULT).rows());
    assertEquals(schema(original), schema(again));
    assertEquals(List.of(), Readers.parquetJava(again, columns));
  }

  /** Bits of every kind of number. */
  @Test
  void specialNumbers() throws Exception {
    double[] values = {Double.NaN, -0.0, 0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY};
    DoubleColumn column = new DoubleColumn(Primitive.DOUBLE, values.length);
    System.arraycopy(values, 0, column.values(), 0, values.length);
    column.setSize(values.length);
    ColumnBatch batch = new ColumnBatch(List.of(column));
    batch.setRowCount(values.length);
    List<OutputColumn> columns = List.of(new OutputColumn("d", Primitive.DOUBLE, true));
    Path original = folder.resolve("original.parquet");
    ParquetBatchWriter writer =
        new ParquetBatchWriter(new FileByteSink(original), columns, WriterOptions.DEFAULT);
    writer.write(batch);
    writer.finish();
    Path copy = folder.resolve("copy.parquet");
    copy(original, List.of(new RowRange(0, 2), new RowRange(2, 3)), copy, WriterOptions.DEFAULT);
    assertEquals(Readers.parquetJava(original, columns), Readers.parquetJava(copy, columns));
  }

  /** Columns that came after the file, or had another type then, have no filters in it. */
  @Test
  void bloomFiltersOfYoungerColumns() throws Exception {
    List<OutputColumn> columns =
        List.of(
            new OutputColumn("n", Primitive.INT, true),
            new OutputColumn("flag", Primitive.BOOLEAN, true));
    Path original = folder.resolve("original.parquet");
    List<String> written =
        write(original, columns, WriterOptions.DEFAULT, new RandomBatches(7, 50, 0.1), 100);
    Path copy = folder.resolve("copy.parquet");
    List<RowRange> kept = List.of(new RowRange(10, 80));
    WriterOptions now = WriterOptions.DEFAULT.withBloomFilters(List.of("younger", "N", "flag"));
    copy(original, kept, copy, now);
    assertEquals(at(written, kept), Readers.parquetJava(copy, columns));
    assertEquals(
        List.of(List.of("n")),
        Readers.query(
            "SELECT path_in_schema FROM parquet_metadata('"
                + copy
                + "') WHERE bloom_filter_offset IS NOT NULL"));
  }

  /** One row takes its row group at most, all rows the file once, and both in large parts. */
  @Test
  void readsWhatIsNeeded() throws Exception {
    List<OutputColumn> columns =
        List.of(
            new OutputColumn("n", Primitive.BIGINT, true),
            new OutputColumn("s", Primitive.STRING, true));
    WriterOptions options =
        WriterOptions.DEFAULT
            .withCompression(Compression.UNCOMPRESSED)
            .withPages(1 << 14, 1000)
            .withRowGroupBytes(8 << 20);
    Path original = folder.resolve("original.parquet");
    List<String> written =
        write(original, columns, options, new RandomBatches(6, 1 << 30, 0), 500_000);
    try (FileSource file = new FileSource(original)) {
      CountingSource one = new CountingSource(file);
      Path copy = folder.resolve("one.parquet");
      List<RowRange> kept = List.of(new RowRange(400_000, 1));
      RowCopier.copy(one, kept, new FileByteSink(copy), options);
      assertEquals(at(written, kept), Readers.parquetJava(copy, columns));
      assertTrue(one.bytes < 9 << 20, "read " + one.bytes + " of " + file.size());
      CountingSource all = new CountingSource(file);
      RowCopier.copy(
          all,
          List.of(new RowRange(0, written.size())),
          new FileByteSink(folder.resolve("all.parquet")),
          options);
      assertTrue(all.bytes <= file.size() + 64, "read " + all.bytes + " of " + file.size());
      assertTrue(all.reads < 40, "reads: " + all.reads);
      assertTrue(all.longest <= 1 << 20, "longest: " + all.longest);
    }
  }

  /** As Spark writes it: the same types, by parquet-java. */
  @ParameterizedTest
  @ValueSource(strings = {"UNCOMPRESSED", "SNAPPY", "ZSTD"})
  void whatParquetJavaWrote(String codec) throws Exception {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message spark_schema { optional int32 id; required binary name (STRING);"
                + " optional group tags (LIST) { repeated group list"
                + " { optional binary element (STRING); } } }");
    Path original = folder.resolve("original.parquet");
    List<String> expected = new ArrayList<>();
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(original))
            .withType(schema)
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withCompressionCodec(CompressionCodecName.valueOf(codec))
            .withPageRowCountLimit(70)
            .build()) {
      for (int i = 0; i < 1000; i++) {
        Group row = new SimpleGroupFactory(schema).newGroup().append("name", "name" + i % 7);
        if (i % 5 > 0) {
          row.add("id", i);
        }
        Group tags = row.addGroup("tags");
        for (int e = 0; e < i % 3; e++) {
          tags.addGroup("list").append("element", "tag" + e);
        }
        writer.write(row);
        expected.add(
            (i % 5 > 0 ? i : "null")
                + "|name"
                + i % 7
                + "|"
                + List.of("tag0", "tag1").subList(0, i % 3));
      }
    }
    List<RowRange> kept = List.of(new RowRange(3, 300), new RowRange(500, 1), new RowRange(999, 1));
    Path copy = folder.resolve("copy.parquet");
    copy(original, kept, copy, WriterOptions.DEFAULT);
    List<OutputColumn> columns =
        List.of(
            new OutputColumn("id", Primitive.INT, true),
            new OutputColumn("name", Primitive.STRING, false),
            new OutputColumn("tags", TypeParser.parse("array<string>"), true));
    same(at(expected, kept), Readers.parquetJava(copy, columns), "rows " + kept);
    assertEquals(schema(original), schema(copy));
  }

  private String refused(Path file, RowRange... kept) {
    Path copy = folder.resolve("refused.parquet");
    String message =
        assertThrows(
                IOException.class, () -> copy(file, List.of(kept), copy, WriterOptions.DEFAULT))
            .getMessage();
    assertTrue(message.contains(file.toString()), message);
    assertTrue(message.contains("ingest its source files again"), message);
    assertFalse(Files.exists(copy), "an aborted copy stayed");
    return message;
  }

  private static void contains(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void filesThatAreNotWhatTheyShouldBe() throws Exception {
    Path file = folder.resolve("file.parquet");
    Files.writeString(file, "PAR1");
    contains(refused(file), "only 4 bytes");
    Files.writeString(file, "id,name\n1,a\n2,b\n");
    contains(refused(file), "not a Parquet file, or was truncated");
    Files.delete(file);
    List<OutputColumn> columns = columns(new Random(5), ColumnTypes.FLAT);
    write(file, columns, WriterOptions.DEFAULT, new RandomBatches(5, 100, 0.1), 1000);
    contains(refused(file, new RowRange(990, 11)), "row 1000 is asked for, but it has only 1000");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));
    contains(refused(file), "was truncated");
    assertThrows(
        IllegalArgumentException.class,
        () ->
            copy(
                file,
                List.of(new RowRange(5, 5), new RowRange(9, 1)),
                folder.resolve("x.parquet"),
                WriterOptions.DEFAULT));
    assertFalse(Files.exists(folder.resolve("x.parquet")));
  }

  @Test
  void everyDamagedPageIsFound() throws Exception {
    List<OutputColumn> columns = columns(new Random(7), ColumnTypes.FLAT, ColumnTypes.NESTED);
    Path file = folder.resolve("file.parquet");
    WriterOptions options = WriterOptions.DEFAULT.withCompression(Compression.UNCOMPRESSED);
    write(file, columns, options, new RandomBatches(7, 100, 0.1), 1000);
    byte[] whole = Files.readAllBytes(file);
    List<ColumnChunkMetaData> chunks = new ArrayList<>();
    try (ParquetFileReader reader = Readers.open(file)) {
      reader.getRowGroups().forEach(group -> chunks.addAll(group.getColumns()));
    }
    for (ColumnChunkMetaData chunk : chunks) {
      byte[] damaged = whole.clone();
      int last = (int) (chunk.getStartingPos() + chunk.getTotalSize() - 1);
      damaged[last] ^= 0x10;
      Files.write(file, damaged);
      String message = refused(file, new RowRange(0, 1000));
      contains(message, "column " + chunk.getPath().toDotString() + " at byte");
      contains(message, "does not match its checksum");
    }
  }

  /** Whatever is wrong, it is either found or does not matter; nothing else is thrown. */
  @Test
  void damageAnywhereIsRefusedOrHarmless() throws Exception {
    List<OutputColumn> columns = columns(new Random(8), ColumnTypes.FLAT, ColumnTypes.NESTED);
    Path file = folder.resolve("file.parquet");
    WriterOptions options = WriterOptions.DEFAULT.withPages(1 << 20, 50);
    List<String> written = write(file, columns, options, new RandomBatches(8, 100, 0.1), 200);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(8);
    int found = 0;
    for (int i = 0; i < 400; i++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(whole.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      Path copy = folder.resolve("copy" + i + ".parquet");
      try {
        FileSummary summary =
            copy(file, List.of(new RowRange(0, 200)), copy, WriterOptions.DEFAULT);
        assertEquals(written.size(), summary.rows(), "byte " + at);
      } catch (IOException e) {
        found++;
        assertFalse(Files.exists(copy), "byte " + at);
      }
    }
    assertTrue(found > 200, "found " + found);
  }

  @Test
  void formsThatSluiceDoesNotWrite() throws Exception {
    Path file = folder.resolve("file.parquet");
    for (String column :
        List.of(
            "optional int96 t",
            "optional int64 t (TIMESTAMP(MILLIS,true))",
            "optional binary e (ENUM)",
            "repeated int32 old")) {
      Files.deleteIfExists(file);
      MessageType schema =
          MessageTypeParser.parseMessageType("message m { required int32 a; " + column + "; }");
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(schema).build()) {
        writer.write(new SimpleGroupFactory(schema).newGroup().append("a", 1));
      }
      contains(refused(file, new RowRange(0, 1)), "Sluice");
    }
    Files.delete(file);
    MessageType schema = MessageTypeParser.parseMessageType("message m { required int32 a; }");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withWriterVersion(WriterVersion.PARQUET_2_0)
            .build()) {
      writer.write(new SimpleGroupFactory(schema).newGroup().append("a", 1));
    }
    contains(refused(file, new RowRange(0, 1)), "is of type DATA_PAGE_V2");
  }
}
