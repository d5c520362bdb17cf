package io.sluice.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.fixed.FixedLayout;
import io.sluice.formats.fixed.FixedLayout.FixedField;
import io.sluice.formats.fixed.FixedLayout.Padding;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of lines of fixed width, whole and in pieces. */
class FixedReadingTest {
  private static final List<FixedField> FIELDS =
      List.of(field("a", 0, 3), field("b", 3, 7), field("c", 8, 10));

  private static final ReadPlan PLAN =
      CsvReading.plan(CsvReading.text("a"), CsvReading.text("b"), CsvReading.text("c"));

  private static FixedField field(String name, int start, int end) {
    return new FixedField(name, start, end, Padding.DROP);
  }

  private static FixedLayout layout(RaggedRows ragged, List<FixedField> fields) {
    return layout("UTF-8", "\n", 0, ragged, fields, 1 << 20);
  }

  private static FixedLayout layout(
      String encoding,
      String newline,
      int trailing,
      RaggedRows ragged,
      List<FixedField> fields,
      long maxBytes) {
    return new FixedLayout(
        new FileLayout.Stored("none", encoding, 0),
        "#",
        new FileLayout.Lines(newline, 0, false, trailing, PassedOver.NONE),
        fields,
        ragged,
        maxBytes);
  }

  private static List<String> read(String text, FileLayout layout) {
    return CsvReading.read(MemoryObject.of(text), layout, PLAN);
  }

  @Test
  void fieldsStandAtTheirPlacesAndPaddingIsNoData() {
    FileLayout layout = layout(RaggedRows.REJECT, FIELDS);
    assertEquals(
        List.of("1|two|3", "~|a b|xy", "~|~|~", "records 5"),
        read("  1two  3 \n#comment, longer than a record\r\n   a b  xy\n\n          ", layout));
  }

  @Test
  void blanksAreKeptWhereTheyAreData() {
    FileLayout layout =
        layout(
            RaggedRows.REJECT,
            List.of(
                new FixedField("a", 0, 3, Padding.KEEP),
                field("b", 1, 4),
                field("c", 2, FixedField.OPEN)));
    assertEquals(List.of(" x |x y|y", "records 1"), read(" x y  \n", layout));
  }

  @Test
  void shortAndLongLines() {
    String text = "1  22   33\n1  22\n1  2\n1  22   3\n1  22   33x\n1  22   33  \r\n";
    List<String> rejects =
        List.of(
            "11+5 too_few_fields : 1  22",
            "17+4 too_few_fields : 1  2",
            "22+9 too_few_fields : 1  22   3",
            "32+11 too_many_fields : 1  22   33x");
    List<String> strict = new ArrayList<>(List.of("1|22|33", "1|22|33"));
    strict.addAll(rejects);
    strict.add("records 6");
    assertEquals(strict, read(text, layout(RaggedRows.REJECT, FIELDS)));
    assertEquals(
        List.of("1|22|33", "1|22|~", "1|2|~", "1|22|3", "1|22|33", rejects.get(3), "records 6"),
        read(text, layout(RaggedRows.FILL, FIELDS)));
    assertEquals(
        List.of("1|22|33", "1|22|~", "1|2|~", "1|22|3", "1|22|33", "1|22|33", "records 6"),
        read(text, layout(RaggedRows.FILL_AND_DROP, FIELDS)));
  }

  @Test
  void theLastFieldMayGoOn() {
    FileLayout layout =
        layout(RaggedRows.REJECT, List.of(field("a", 0, 2), field("c", 4, FixedField.OPEN)));
    assertEquals(
        List.of("1|~|long text", "1|~|~", "가|~|나다", "14+3 too_few_fields : 1  ", "records 4"),
        read("1   long text\n1  \n1   \n가   나다\n", layout));
  }

  @Test
  void whatNoColumnTakesIsRescued() {
    ReadPlan plan =
        CsvReading.plan(
            CsvReading.text("b"), CsvReading.column("_rescued", Primitive.STRING, Kind.RESCUED));
    assertEquals(
        List.of(
            "22|{\"a\":\"1\",\"c\":\"33\",\"column_4\":\"more\"}",
            "é|{\"column_4\":\"ü\"}",
            "records 2"),
        CsvReading.read(
            MemoryObject.of("1  22   33 more\n   é      ü\n"),
            layout(RaggedRows.FILL_AND_DROP, FIELDS),
            plan));
  }

  @Test
  void longRecordsPassInBoundedMemory() {
    FileLayout layout = layout("UTF-8", "\n", 0, RaggedRows.REJECT, FIELDS, 12);
    String text = "1  22   33\n" + "x".repeat(5000) + "\n1  22   34\n" + "y".repeat(13);
    List<String> rows = read(text, layout);
    assertEquals(List.of("1|22|33", "1|22|34"), rows.subList(0, 2));
    assertTrue(rows.get(2).startsWith("11+5000 record_too_long : xxx"), rows.get(2));
    assertTrue(rows.get(3).startsWith("5023+13 record_too_long : yyy"), rows.get(3));
  }

  @Test
  void charactersAreCountedWhateverTheEncodingIs() throws IOException {
    String text = "가나다라 마바 사 \n1  22   33\n각   \n똠방각하    xy\n";
    List<String> rows = List.of("가나다|라 마바|사", "1|22|33", "똠방각|하|xy");
    assertEquals(rows, read(text, layout(RaggedRows.REJECT, FIELDS)).subList(0, 3));
    for (String encoding : List.of("x-windows-949", "UTF-16LE", "EUC-KR")) {
      byte[] bytes = text.replace("똠", "가").getBytes(Charset.forName(encoding));
      FileLayout layout = layout(encoding, "\n", 0, RaggedRows.REJECT, FIELDS, 1 << 20);
      List<String> found = CsvReading.read(new MemoryObject("m", bytes), layout, PLAN);
      assertEquals("가나다|라 마바|사", found.get(0), encoding);
      assertEquals("가방각|하|xy", found.get(2), encoding);
      int start = text.substring(0, text.indexOf("각")).getBytes(Charset.forName(encoding)).length;
      int length = "각   ".getBytes(Charset.forName(encoding)).length;
      assertEquals(start + "+" + length + " too_few_fields : 각   ", found.get(3), encoding);
    }
  }

  @Test
  void malformedBytesRejectTheirRecordOnly() {
    byte[] bytes = "1  22   33\n1  2?   33\n1  22   34\n".getBytes(UTF_8);
    bytes[15] = (byte) 0xE9;
    assertEquals(
        List.of("1|22|33", "1|22|34", "11+10 invalid_encoding : 1  2\uFFFD   33", "records 3"),
        CsvReading.read(new MemoryObject("m", bytes), layout(RaggedRows.REJECT, FIELDS), PLAN));
  }

  @Test
  void trailingLinesAreNoRecords() {
    FileLayout layout = layout("UTF-8", "\n", 2, RaggedRows.REJECT, FIELDS, 1 << 20);
    assertEquals(List.of("1|22|33", "records 3"), read("1  22   33\nTOTAL\n1\n", layout));
  }

  @Test
  void everyCutGivesTheWhole() throws IOException {
    String body =
        "1  22   33\n\n# no record\n가나다라마바 사 \nshort\n1  22   33  too long\n"
            + "          \n\r\n1  2\r   33\n é   \u00A0    \n\uD83D\uDE00\uD83D\uDE00  x      \n1  99   99";
    for (String newline : List.of("\n", "\r\n", "\r", "")) {
      String ended = newline.isEmpty() ? "\r\n" : newline;
      for (String text : List.of(body, body + "\n", body + "\n\u001a", "\uFEFF" + body)) {
        byte[] bytes = text.replace("\n", ended).getBytes(UTF_8);
        ObjectSource source = new MemoryObject("m", bytes);
        for (RaggedRows ragged : RaggedRows.values()) {
          int mark = text.startsWith("\uFEFF") ? 3 : 0;
          FileLayout layout =
              new FixedLayout(
                  new FileLayout.Stored("none", "UTF-8", mark),
                  "#",
                  new FileLayout.Lines(newline, 0, false, 0, PassedOver.NONE),
                  FIELDS,
                  ragged,
                  64);
          List<String> whole = CsvReading.read(source, layout, PLAN);
          for (int split = mark + 1; split < bytes.length; split++) {
            List<ByteRange> ranges =
                List.of(
                    new ByteRange(0, 0, 0, split, true, 0, false),
                    new ByteRange(0, 1, split, bytes.length, false, -1, true));
            assertSame(whole, CsvReading.read(source, layout, ranges, PLAN), newline + split);
          }
          assertSame(
              whole,
              CsvReading.read(
                  source,
                  layout,
                  Formats.splits(source, layout, 0, 7, SplitCertainty.PROVEN),
                  PLAN),
              "pieces of 7");
        }
      }
    }
  }

  /** Rows and rejects each in order. */
  private static void assertSame(List<String> expected, List<String> found, String where) {
    assertEquals(expected, found, where.replace("\r", "CR").replace("\n", "LF"));
  }

  @Test
  void columnsKnowTheirRecord() {
    ReadColumn offset = CsvReading.column("o", Primitive.BIGINT, Kind.BYTE_OFFSET);
    ReadColumn number = CsvReading.column("n", Primitive.BIGINT, Kind.RECORD_NUMBER);
    assertEquals(
        List.of("0|1|1", "12|3|2", "records 3"),
        CsvReading.read(
            MemoryObject.of("1  22   33\n\n2  22   33"),
            layout(RaggedRows.REJECT, FIELDS),
            CsvReading.plan(offset, number, CsvReading.text("a"))));
  }
}
