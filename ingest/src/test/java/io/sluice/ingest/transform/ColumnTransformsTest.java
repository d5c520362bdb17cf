package io.sluice.ingest.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.Formats;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.source.LocalFile;
import io.sluice.ingest.failure.IngestException;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.TransformException;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real files; that values are treated as Spark SQL treats them is tested where Spark is. */
class ColumnTransformsTest {
  @TempDir private Path folder;

  private static ReadColumn column(String name, DataType type) {
    return new ReadColumn(
        name, type, List.of(name), Kind.FIELD, true, ValueRules.STRICT, OnBadValue.REJECT);
  }

  private static final List<ReadColumn> COLUMNS =
      List.of(column("a", Primitive.INT), column("s", Primitive.STRING));

  private static Optional<ColumnTransforms> compile(String yaml) {
    return ColumnTransforms.compile(SparkNeedTest.spec(yaml), COLUMNS, PartitionRoom.AMPLE);
  }

  /** What comes of the file's batches of a few records each, one after the other. */
  private List<Transformed> run(ColumnTransforms transforms, String text, List<String> rows)
      throws IOException {
    Path path = Files.writeString(folder.resolve("f.csv"), text);
    LocalFile file = LocalFile.of(path, path.toString());
    FileLayout layout = FileInspector.inspect(file, SourceOptions.defaults()).layoutOrThrow();
    ReadPlan plan = transforms.plan(new ReadPlan(COLUMNS, 4, MissingColumn.NULL));
    List<Transformed> results = new ArrayList<>();
    TransformWorker worker = transforms.open();
    try (BatchReader reader = Formats.open(file, layout, Formats.whole(file, 0), plan)) {
      ReadBatch batch;
      while ((batch = reader.next()) != null) {
        Transformed result = worker.apply(batch);
        assertEquals(
            result.records(),
            result.rows().rowCount() + result.rejects().size() + result.skipped());
        for (int row = 0; row < result.rows().rowCount(); row++) {
          rows.add(shown(result.rows(), row));
        }
        results.add(result);
      }
    }
    return results;
  }

  private static String shown(ColumnBatch batch, int row) {
    List<String> values = new ArrayList<>();
    for (Column column : batch.columns()) {
      if (column.nulls()[row]) {
        values.add("null");
      } else if (column instanceof IntColumn ints) {
        values.add(Integer.toString(ints.values()[row]));
      } else if (column instanceof LongColumn longs) {
        values.add(Long.toString(longs.values()[row]));
      } else {
        BytesColumn bytes = (BytesColumn) column;
        int start = bytes.offsets()[row];
        values.add(new String(bytes.data(), start, bytes.offsets()[row + 1] - start, UTF_8));
      }
    }
    return String.join(",", values);
  }

  @Test
  void rejectsHaveTheirRecordsPlaceAndText() throws IOException {
    ColumnTransforms transforms =
        compile(
                """
                transforms: [{cast: {s: tinyint}}, {rename: {a: b}}]
                quality:
                  - not_null: [b]
                  - range: {column: s, max: 100, severity: warn}
                """)
            .orElseThrow();
    assertTrue(transforms.needsRaw());
    List<String> rows = new ArrayList<>();
    List<Transformed> results =
        run(transforms, "a,s\n1,2\n2,300\nx,1\n,5\n3,120\n,101\n4,é\n5,\n", rows);
    assertEquals(List.of("1,2", "3,120", "5,null"), rows);
    long[] flags = new long[2];
    List<Reject> rejects = new ArrayList<>();
    for (Transformed result : results) {
      rejects.addAll(result.rejects());
      for (int bit = 0; bit < flags.length; bit++) {
        flags[bit] += result.flags().get(bit);
      }
    }
    assertEquals("[2, 2]", Arrays.toString(flags));
    rejects.sort(Comparator.comparingLong(Reject::recordInRange));
    assertEquals("not_a_number", rejects.remove(1).code());
    String cast = "(string) is not exactly of type tinyint";
    String isNull = "the value is null";
    assertEquals(
        List.of(
            new Reject(1, 8, 5, "s", "cast_failed", "'300' " + cast, "2,300"),
            new Reject(3, 18, 2, "b", "quality:not_null_b", isNull, ",5"),
            new Reject(5, 27, 4, "b", "quality:not_null_b", isNull, ",101"),
            new Reject(6, 32, 4, "s", "cast_failed", "'é' " + cast, "4,é")),
        rejects);
  }

  @Test
  void theReadersRejectsComeFirst() {
    ColumnTransforms transforms = compile("quality: [{not_null: a}]").orElseThrow();
    List<Column> columns =
        transforms.plan(new ReadPlan(COLUMNS, 4, MissingColumn.NULL)).columns().stream()
            .map(column -> Columns.create(column.type(), 1))
            .toList();
    columns.forEach(column -> column.setNull(0));
    columns.forEach(column -> column.setSize(1));
    ColumnBatch rows = new ColumnBatch(columns);
    rows.setRowCount(1);
    Reject own = new Reject(7, 8, 9, "a", "not_a_number", "m", "r");
    Transformed result = transforms.open().apply(new ReadBatch(rows, List.of(own), 5, 3));
    assertSame(own, result.rejects().get(0));
    assertEquals("quality:not_null_a", result.rejects().get(1).code());
    assertEquals(0, result.rows().rowCount());
    assertEquals(List.of(5L, 3L), List.of(result.records(), result.skipped()));
  }

  @Test
  void untouchedColumnsAreNotCopiedAndNothingMoreIsRead() throws IOException {
    ColumnTransforms transforms =
        compile(
                """
                transforms: [{select: [s, A, a AS b]}, {mask: {columns: s, method: partial}}]
                quality: [{matches: {column: S, pattern: '[*]+', severity: warn}}]
                """)
            .orElseThrow();
    assertFalse(transforms.needsRaw());
    assertEquals(
        List.of(
            new OutputColumn("s", Primitive.STRING, true),
            new OutputColumn("a", Primitive.INT, true),
            new OutputColumn("b", Primitive.INT, true)),
        transforms.outputColumns());
    List<String> rows = new ArrayList<>();
    List<Transformed> results = run(transforms, "a,s\n1,abc\n2,abcdé\n3,가나다라마\n,\n", rows);
    assertEquals(List.of("***,1,1", "*bcdé,2,2", "*나다라마,3,3", "null,null,null"), rows);
    assertSame(results.get(0).rows().column(1), results.get(0).rows().column(2));
    assertEquals(List.of(2L), results.get(0).flags());
  }

  /** Java matches a repeated choice by recursion. */
  @Test
  void aValueTooLongForAPatternIsTold() throws IOException {
    ColumnTransforms transforms =
        compile("quality: [{matches: {column: s, pattern: '(a|b)*'}}]\n").orElseThrow();
    run(transforms, "a,s\n1,abba\n", new ArrayList<>());
    String file = "a,s\n1," + "ab".repeat(500_000) + "\n";
    IngestException e =
        assertThrows(IngestException.class, () -> run(transforms, file, new ArrayList<>()));
    assertTrue(
        e.getMessage()
            .startsWith("column s has a value of 1000000 bytes, too long for the pattern"),
        e.getMessage());
  }

  @Test
  void aColumnThatIsThereTwiceLosesItsRowsOnce() throws IOException {
    ColumnTransforms transforms =
        compile(
                """
                transforms: [{select: [s, a, s AS t]}]
                quality: [{in: {column: a, values: [2, 4]}}]
                """)
            .orElseThrow();
    List<String> rows = new ArrayList<>();
    run(transforms, "a,s\n1,p\n2,q\n3,r\n4,s\n5,t\n2,u\n", rows);
    assertEquals(List.of("q,2,q", "s,4,s", "u,2,u"), rows);
  }

  @Test
  void travels() throws IOException, ClassNotFoundException {
    ColumnTransforms transforms =
        compile(
                """
                transforms: [{cast: {a: 'decimal(9,2)'}}, {mask: {columns: s, method: hash, salt: x}}]
                quality:
                  - not_null: [a, s]
                  - in: {column: a, values: [1, 2]}
                  - range: {column: s, min: a, max: "DATE '2024-01-01'", severity: warn}
                  - matches: {column: s, pattern: x, severity: warn}
                """)
            .orElseThrow();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(transforms);
    }
    ColumnTransforms copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (ColumnTransforms) in.readObject();
    }
    assertEquals(transforms.outputColumns(), copy.outputColumns());
    List<String> rows = new ArrayList<>();
    List<Transformed> results = run(copy, "a,s\n1,x\n9,y\n", rows);
    assertEquals(1, results.get(0).rows().rowCount());
    assertEquals(List.of(0L, 1L, 2L, 2L), results.get(0).flags());
  }

  @Test
  void longRecordsAreCutAsTheReaderCutsThem() throws IOException {
    ColumnTransforms transforms = compile("quality: [{not_null: a}]").orElseThrow();
    String text = "가".repeat(30_000);
    List<Transformed> results = run(transforms, "a,s\n," + text + "\n", new ArrayList<>());
    String raw = results.get(0).rejects().get(0).raw();
    assertTrue(("," + text).startsWith(raw));
    int length = raw.getBytes(UTF_8).length;
    assertTrue(length <= Reject.MAX_RAW_BYTES && length > Reject.MAX_RAW_BYTES - 3, "" + length);
  }

  /** Spark SQL refuses such a rule. */
  @Test
  void boundsMayBeBeyondEveryInteger() throws IOException {
    ColumnTransforms transforms =
        compile(
                """
                quality:
                  - range: {column: a, max: 99999999999999999999, severity: warn}
                  - range: {column: a, min: 99999999999999999999, severity: warn}
                  - range: {column: a, min: -99999999999999999999, severity: warn}
                """)
            .orElseThrow();
    List<Transformed> results = run(transforms, "a,s\n1,x\n2,y\n,z\n", new ArrayList<>());
    assertEquals(List.of(0L, 2L, 0L), results.get(0).flags());
  }

  @Test
  void nothingToDo() {
    assertTrue(compile("quality: [{row_count: {min: 1}}]").isEmpty());
  }

  @Test
  void failuresNameThePlace() {
    TransformException e =
        assertThrows(TransformException.class, () -> compile("transforms:\n  - select: [a, ss]\n"));
    assertEquals(
        "transforms[0].select (line 5, column 13): 'ss': there is no column 'ss'; did you mean 's'?",
        e.getMessage());
    assertEquals("transforms[0].select", e.location().path());
    String rules = "quality: [" + "{not_null: a}, ".repeat(63) + "{not_null: s}]";
    assertEquals(
        "a spec can have 63 rules about rows, not more",
        assertThrows(TransformException.class, () -> compile(rules))
            .getMessage()
            .replaceFirst(".*\\): ", ""));
  }
}
