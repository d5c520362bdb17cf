package io.sluice.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.spec.type.TypeParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterErrorsTest {
  @TempDir Path folder;

  private static OutputColumn column(String name, String type, boolean nullable) {
    return new OutputColumn(name, TypeParser.parse(type), nullable);
  }

  private static String message(List<OutputColumn> columns, WriterOptions options) {
    return assertThrows(IllegalArgumentException.class, () -> new WriterResources(columns, options))
        .getMessage();
  }

  private static void contains(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void columnsThatCannotBeStored() {
    contains(
        message(List.of(column("a", "array<struct<>>", true)), WriterOptions.DEFAULT),
        "a.list.element is a struct without members");
    // A writer of no rows may have none: only a file needs one.
    WriterResources none = new WriterResources(List.of(), WriterOptions.DEFAULT);
    contains(
        assertThrows(
                IllegalArgumentException.class,
                () -> new ParquetBatchWriter(new FileByteSink(folder.resolve("none")), none))
            .getMessage(),
        "at least one column");
    contains(
        message(List.of(column("a", "int", true), column("a", "int", true)), WriterOptions.DEFAULT),
        "\"a\" is given twice");
  }

  @Test
  void bloomFiltersWhereTheyCannotBe() {
    List<OutputColumn> columns =
        List.of(column("b", "boolean", true), column("l", "array<int>", true));
    for (String name : List.of("b", "l")) {
      contains(
          message(columns, WriterOptions.DEFAULT.withBloomFilters(List.of(name))),
          "\"" + name + "\" of type ");
    }
    contains(
        message(columns, WriterOptions.DEFAULT.withBloomFilters(List.of("x"))),
        "Its columns are [b, l]");
  }

  @Test
  void aNullInARequiredColumnNamesItsRow() throws Exception {
    ColumnBatch batch = new RandomBatches(1, 9, 0).batch(List.of(column("n", "int", true)), 9);
    batch.column(0).nulls()[7] = true;
    FileByteSink sink = new FileByteSink(folder.resolve("n.parquet"));
    ParquetBatchWriter writer =
        new ParquetBatchWriter(sink, List.of(column("n", "int", false)), WriterOptions.DEFAULT);
    contains(
        assertThrows(IllegalArgumentException.class, () -> writer.write(batch)).getMessage(),
        "column n is declared not null, but row 7");
    writer.abort();
    assertFalse(Files.exists(sink.path()));
  }

  @Test
  void aBatchOfOtherColumns() throws Exception {
    ColumnBatch batch = new RandomBatches(1, 9, 0).batch(List.of(column("n", "int", true)), 9);
    ParquetBatchWriter writer =
        new ParquetBatchWriter(
            new FileByteSink(folder.resolve("t.parquet")),
            List.of(column("n", "bigint", true)),
            WriterOptions.DEFAULT);
    contains(
        assertThrows(IllegalArgumentException.class, () -> writer.write(batch)).getMessage(),
        "[int], but the file's are [n: bigint]");
    writer.abort();
  }

  /** A row of 3 MB, and selections of rows. */
  @Test
  void largeValuesAndSelections() throws Exception {
    List<OutputColumn> columns = List.of(column("s", "string", true), column("n", "int", true));
    ColumnBatch batch = new RandomBatches(4, 1000, 0.2).batch(columns, 1000);
    ColumnBatch large = new RandomBatches(4, 1000, 0).batch(columns, 0);
    byte[] value = "힣".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    large.column(0).ensureCapacity(3);
    large.column(1).ensureCapacity(3);
    for (int i = 0; i < 3; i++) {
      ((io.sluice.formats.column.BytesColumn) large.column(0)).set(i, value, 0, value.length);
    }
    large.column(0).setSize(3);
    large.column(1).setSize(3);
    large.setRowCount(3);
    Path file = folder.resolve("large.parquet");
    ParquetBatchWriter writer =
        new ParquetBatchWriter(new FileByteSink(file), columns, WriterOptions.DEFAULT);
    writer.write(batch, new int[] {999, 0, 17, 3}, 4);
    writer.write(large);
    writer.write(batch, 100, 105);
    writer.write(batch, 0, 0);
    FileSummary summary = writer.finish();
    assertEquals(12, summary.rows());
    List<String> all = Canonical.rows(batch);
    List<String> read = Readers.parquetJava(file, columns);
    assertEquals(List.of(all.get(999), all.get(0), all.get(17), all.get(3)), read.subList(0, 4));
    assertEquals(Canonical.rows(large), read.subList(4, 7));
    assertEquals(all.subList(100, 105), read.subList(7, 12));
    assertEquals(null, summary.columns().get(0).max());
  }
}
