package io.sluice.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.source.Compressed;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.TokenReader;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReadingTest {
  private static final ReadPlan ABC =
      CsvReading.plan(CsvReading.text("a"), CsvReading.text("b"), CsvReading.text("c"));

  private static ReadColumn number(String name, boolean nullable, OnBadValue bad) {
    return new ReadColumn(
        name, Primitive.BIGINT, List.of(name), Kind.FIELD, nullable, ValueRules.STRICT, bad);
  }

  private static List<String> read(LayoutBuilder layout, String text, ReadPlan plan) {
    return CsvReading.read(MemoryObject.of(text), layout.build(), plan);
  }

  @Test
  void columnsAreFoundByName() {
    LayoutBuilder layout = new LayoutBuilder();
    layout.header = List.of("B ", "x", "c", "A");
    ReadColumn renamed =
        new ReadColumn(
            "a",
            Primitive.STRING,
            List.of("first", "a"),
            Kind.FIELD,
            true,
            ValueRules.STRICT,
            OnBadValue.REJECT);
    assertEquals(
        List.of("4|1|3", "~|~|", "records 2"),
        read(
            layout,
            "B ,x,c,A\n1,2,3,4\n,,\"\",\n",
            CsvReading.plan(renamed, CsvReading.text("b"), CsvReading.text("c"))));
  }

  @Test
  void missingColumnsAreNullOrRejectTheirRows() {
    LayoutBuilder layout = new LayoutBuilder();
    layout.header = List.of("a", "b");
    assertEquals(List.of("1|2|~", "records 1"), read(layout, "a,b\n1,2\n", ABC));
    ReadPlan strict = new ReadPlan(ABC.columns(), 100, MissingColumn.REJECT);
    assertEquals(
        List.of("4+3 missing_column c: 1,2", "records 1"), read(layout, "a,b\n1,2\n", strict));
    ReadPlan needed = CsvReading.plan(CsvReading.text("a"), number("c", false, OnBadValue.REJECT));
    assertEquals(
        List.of("4+3 null_not_allowed c: 1,2", "records 1"), read(layout, "a,b\n1,2\n", needed));
  }

  @Test
  void raggedRows() throws IOException {
    String text = "a,b,c\n1,2\n1,2,3,4\n";
    LayoutBuilder layout = new LayoutBuilder();
    assertEquals(
        List.of("6+3 too_few_fields : 1,2", "10+7 too_many_fields : 1,2,3,4", "records 2"),
        read(layout, text, ABC));
    layout.ragged = RaggedRows.FILL;
    assertEquals(
        List.of("1|2|~", "10+7 too_many_fields : 1,2,3,4", "records 2"), read(layout, text, ABC));
    layout.ragged = RaggedRows.FILL_AND_DROP;
    assertEquals(List.of("1|2|~", "1|2|3", "records 2"), read(layout, text, ABC));
    layout.ragged = RaggedRows.REJECT;
    MemoryObject file = MemoryObject.of(text);
    try (BatchReader reader =
        Formats.open(file, layout.build(), Formats.whole(file, 0), CsvReading.plan())) {
      assertEquals(
          "expected 3 fields, found 2: ragged_rows: fill makes those that are missing null",
          reader.next().rejects().get(0).message());
    }
  }

  @Test
  void whatTheReaderKnowsItself() {
    LayoutBuilder layout = new LayoutBuilder();
    ReadPlan plan =
        CsvReading.plan(
            CsvReading.column("f", Primitive.STRING, Kind.SOURCE_FILE),
            CsvReading.column("n", Primitive.BIGINT, Kind.RECORD_NUMBER),
            CsvReading.column("i", Primitive.BIGINT, Kind.RECORD_IN_RANGE),
            CsvReading.column("o", Primitive.BIGINT, Kind.BYTE_OFFSET),
            CsvReading.column("l", Primitive.BIGINT, Kind.BYTE_LENGTH),
            CsvReading.column("r", Primitive.STRING, Kind.RAW),
            CsvReading.constant("k", Primitive.DATE, "1970-01-03"),
            CsvReading.constant("d", new DecimalType(30, 2), "1.00"),
            CsvReading.constant("z", Primitive.STRING, null),
            CsvReading.constant("e", Primitive.STRING, ""));
    assertEquals(
        List.of(
            "memory.csv|1|0|6|5|1,2,3|2|d|~|", "memory.csv|3|2|13|8|4,\"é\",6|2|d|~|", "records 3"),
        read(layout, "a,b,c\n1,2,3\n\n4,\"é\",6", plan));
  }

  @Test
  void unknownFieldsAndBadValuesAreRescued() {
    LayoutBuilder layout = new LayoutBuilder();
    layout.header = List.of("a", "b", "new \"one\"");
    layout.ragged = RaggedRows.FILL_AND_DROP;
    ReadPlan plan =
        CsvReading.plan(
            CsvReading.column("_rescued", Primitive.STRING, Kind.RESCUED),
            number("a", true, OnBadValue.NULL),
            CsvReading.text("b"));
    assertEquals(
        List.of(
            "~|1|x",
            "{\"new \\\"one\\\"\":\"y\\u000az\"}|1|x",
            "{\"a\":\"1x\"}|~|x",
            "{\"new \\\"one\\\"\":\"say \\\"hi\\\"\",\"column_4\":\"é\",\"column_6\":\"\",\"a\":\"two\"}|~|x",
            "records 4"),
        read(layout, "a,b,n\n1,x,\n1,x,\"y\nz\"\n1x,x\ntwo,x,\"say \"\"hi\"\"\",é,,\"\"\n", plan));
  }

  @Test
  void malformedEncodingRejectsItsRecordOnly() {
    byte[] text = "a,b,c\n1,é,3\n4,5,6\n7,8,9".getBytes(UTF_8);
    text[8] = (byte) 0xFF;
    text[text.length - 1] = (byte) 0x80;
    MemoryObject file = new MemoryObject("m", text);
    List<String> read = CsvReading.read(file, new LayoutBuilder().build(), ABC);
    assertEquals("4|5|6", read.get(0));
    assertEquals("6+6 invalid_encoding : 1,\ufffd\ufffd,3", read.get(1));
    assertEquals("records 3", read.get(read.size() - 1));
    assertEquals(4, read.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-16LE", "UTF-16", "UTF-32BE", "EUC-KR", "x-windows-949", "GB18030", "UTF-8"})
  void otherEncodingsGiveTheSameRowsAndTheirOwnOffsets(String encoding) {
    LayoutBuilder layout = new LayoutBuilder();
    layout.encoding = encoding;
    String text = "a,b,c\n서울,\"부\n산\",1\n대구,2\n인천,3,4\n";
    Charset charset = Charset.forName(encoding);
    MemoryObject file = new MemoryObject("m", text.getBytes(charset));
    int mark = encoding.equals("UTF-16") ? 2 : 0;
    int fixed = text.indexOf("대구");
    int start = text.substring(0, fixed).getBytes(charset).length;
    int length = "대구,2".getBytes(charset).length - mark;
    assertEquals(
        List.of(
            "서울|부\n산|1", "인천|3|4", start + "+" + length + " too_few_fields : 대구,2", "records 3"),
        CsvReading.read(file, layout.build(), ABC));
    // These two are read from their beginning.
    boolean whole = encoding.equals("UTF-16") || encoding.equals("UTF-32BE");
    assertEquals(whole, splits(file, layout) == 1);
  }

  private static int splits(MemoryObject file, LayoutBuilder layout) {
    try {
      return Formats.splits(file, layout.build(), 0, 5, SplitCertainty.PROVEN).size();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "zstd", "snappy", "lz4"})
  void truncatedArchivesGiveTheirRecordsAndThenFail(String compression) throws IOException {
    LayoutBuilder layout = new LayoutBuilder();
    layout.compression = compression;
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 200_000; i++) {
      text.append(i).append(',').append(i * 31 % 1009).append(",\"x\"\n");
    }
    byte[] file = Compressed.bytes(compression, text.toString().getBytes(UTF_8));
    List<String> whole = CsvReading.read(new MemoryObject("m", file), layout.build(), ABC);
    assertEquals("records 200000", whole.get(whole.size() - 1));
    byte[] truncated = Arrays.copyOf(file, file.length * 9 / 10);
    List<String> read = CsvReading.read(new MemoryObject("m", truncated), layout.build(), ABC);
    String failure = read.get(read.size() - 2);
    assertTrue(failure.startsWith("! m at byte "), failure);
    assertTrue(read.size() > 100_000, "only " + read.size());
    assertEquals(whole.get(read.size() - 3), read.get(read.size() - 3));
    assertEquals(1, splits(new MemoryObject("m", file), layout));
  }

  @Test
  void trailersAndPreambles() {
    LayoutBuilder layout = new LayoutBuilder();
    layout.skipLines = 2;
    layout.skipTrailingLines = 2;
    layout.comment = "#";
    String text = "Report \"x\n\n# c\na,b,c\n1,2,3\n# d\n4,5,6\nEND\n\n2 rows\n";
    assertEquals(List.of("1|2|3", "4|5|6", "records 8"), read(layout, text, ABC));
    layout.skipTrailingLines = 20;
    assertEquals(List.of("records 8"), read(layout, text, ABC));
  }

  @Test
  void filesWithoutRows() {
    LayoutBuilder layout = new LayoutBuilder();
    assertEquals(List.of("records 0"), read(layout, "", ABC));
    assertEquals(List.of("records 0"), read(layout, "a,b,c", ABC));
    assertEquals(List.of("records 0"), read(layout, "\ufeffa,b,c\n\u001a", ABC));
    layout.hasHeader = false;
    assertEquals(List.of("a|b|c", "records 1"), read(layout, "a,b,c", ABC));
  }

  @Test
  void oneColumnKeepsEmptyLines() {
    LayoutBuilder layout = new LayoutBuilder();
    layout.header = List.of("a");
    assertEquals(
        List.of("1", "~", "", "2", "records 4"),
        read(layout, "a\n1\n\n\"\"\n2\n", CsvReading.plan(CsvReading.text("a"))));
  }

  @Test
  void plansThatCannotWorkAreRefused() {
    MemoryObject file = MemoryObject.of("a,b,c\n1,2,3\n");
    LayoutBuilder layout = new LayoutBuilder();
    ByteRange second = new ByteRange(0, 1, 8, file.size(), false, -1, true);
    ReadPlan numbered =
        CsvReading.plan(CsvReading.column("n", Primitive.BIGINT, Kind.RECORD_NUMBER));
    assertThrows(
        IllegalArgumentException.class, () -> Formats.open(file, layout.build(), second, numbered));
    layout.compression = "gzip";
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Formats.open(file, layout.build(), second, ABC));
    assertEquals("memory.csv must be read in one range: it is compressed (gzip)", e.getMessage());
    DataType number = Primitive.BIGINT;
    layout.compression = "none";
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Formats.open(
                file,
                layout.build(),
                Formats.whole(file, 0),
                CsvReading.plan(CsvReading.constant("k", number, "x"))));
  }

  @Test
  void wideTablesComeInSmallBatches() throws IOException {
    LayoutBuilder layout = new LayoutBuilder();
    layout.hasHeader = false;
    String[] names = new String[20_000];
    Arrays.setAll(names, i -> "c" + i);
    layout.header = List.of(names);
    String row = "1" + ",1".repeat(names.length - 1) + "\n";
    MemoryObject file = MemoryObject.of(row.repeat(20));
    ReadPlan last = CsvReading.plan(CsvReading.text("c19999"));
    try (BatchReader reader = Formats.open(file, layout.build(), Formats.whole(file, 0), last)) {
      long rows = 0;
      for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
        assertTrue(batch.rows().rowCount() <= 3);
        rows += batch.rows().rowCount();
      }
      assertEquals(20, rows);
      assertEquals(file.size(), reader.position());
    }
  }

  @Test
  void tokensWithoutDecoding() throws IOException {
    MemoryObject file = MemoryObject.of("a,b,c\n1,2,3\n4,5\n\"6\"x,7,8\n");
    LayoutBuilder layout = new LayoutBuilder();
    try (TokenReader tokens = Formats.tokens(file, layout.build(), Formats.whole(file, 0))) {
      assertEquals(List.of("a", "b", "c"), tokens.fieldNames());
      FieldTable table = tokens.next();
      assertEquals(3, table.records());
      assertEquals(2, table.fieldCounts()[1]);
      assertEquals(FieldTable.MISSING, table.flags()[5]);
      assertEquals(2, table.problemCount(), "what reading rejects decides no column's type");
      assertEquals(null, tokens.next());
    }
  }
}
