package io.sluice.formats.json;

import io.sluice.formats.CsvReading;
import io.sluice.formats.LongRecords;
import io.sluice.formats.LongRecords.Split;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.spec.SourceOptions.JsonRecords;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JSON records that are too long, in all windows and pieces. */
class LongJsonRecordsTest {
  private static final ReadPlan PLAN =
      CsvReading.plan(
          CsvReading.text("a"), CsvReading.column("rest", Primitive.STRING, Kind.RESCUED));

  private static JsonLayout lines(String encoding, long most) {
    return new JsonLinesLayout("none", encoding, 0, most, JsonRecords.OBJECTS);
  }

  private static JsonLayout document(String encoding, long most) {
    return new JsonDocumentLayout("none", encoding, 0, most, JsonRecords.OBJECTS);
  }

  @Test
  void lines() throws IOException {
    List<String> lines =
        List.of(
            "{}",
            "",
            "{\"a\":1}",
            "[]  ",
            "          ",
            "{\"a\":\"한글\"}",
            " \t\r ",
            "{\"a\":[1,2,3]} ",
            "{\"a\":2}\r",
            "{\"x\":\"😀\"}",
            "{\"a\":3}");
    LongRecords.assertSame(
        lines, PLAN, LongJsonRecordsTest::lines, JsonFiles::open, Split.EVERYWHERE);
  }

  @Test
  void documents() throws IOException {
    List<String> array =
        List.of(
            " [ {}",
            ",{\"a\":1}           , ",
            "{\"a\" : \"한글\"}",
            "  ,",
            "",
            "   {\"b\":[1 , 2]}",
            "   ,,{\"a\":\"  \"  }",
            "        ",
            " ",
            "]",
            " ");
    LongRecords.assertSame(
        array, PLAN, LongJsonRecordsTest::document, JsonFiles::open, Split.NOWHERE);
    List<String> values =
        List.of("{}", "       ", "{\"a\"", ":1}  {\"a\":2}12345", "    ", "[1,  2 ]", "12  ", " ");
    LongRecords.assertSame(
        values, PLAN, LongJsonRecordsTest::document, JsonFiles::open, Split.NOWHERE);
  }

  @Test
  void hugeRecords() throws IOException {
    List<String> lines =
        List.of(
            "{}",
            "{\"a\":\"" + "가".repeat(30_000) + "\"}",
            "{\"a\":\"" + "x".repeat((1 << 16) - 8) + "\"}",
            " ".repeat(100_000),
            "{\"a\":\" " + "😀".repeat(40_000) + "\"}");
    LongRecords.assertSameOfHuge(lines, PLAN, LongJsonRecordsTest::lines, JsonFiles::open);
    LongRecords.assertSameOfHuge(lines, PLAN, LongJsonRecordsTest::document, JsonFiles::open);
  }
}
