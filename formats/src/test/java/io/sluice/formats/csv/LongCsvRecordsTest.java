package io.sluice.formats.csv;

import io.sluice.formats.CsvReading;
import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.LongRecords;
import io.sluice.formats.LongRecords.Split;
import io.sluice.formats.read.ReadPlan;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Delimited records that are too long, in all windows and pieces. */
class LongCsvRecordsTest {
  private static final ReadPlan PLAN = CsvReading.plan(CsvReading.text("a"), CsvReading.text("b"));

  private static CsvLayout layout(
      String quote, String newline, String comment, String encoding, long most) {
    LayoutBuilder builder = new LayoutBuilder();
    builder.encoding = encoding;
    builder.quote = quote;
    builder.escape = quote;
    builder.newline = newline;
    builder.comment = comment;
    builder.hasHeader = false;
    builder.header = List.of("a", "b");
    builder.maxRecordBytes = most;
    return builder.build();
  }

  @Test
  void withoutQuotes() throws IOException {
    List<String> lines =
        List.of("a,b", "", "ab,cd", "1,2,3", "#,", "abcd,efgh", "é,가", "#long,comment", "a😀,cd");
    for (String newline : List.of("\n", "")) {
      for (String comment : List.of("", "#")) {
        LongRecords.assertSame(
            lines,
            PLAN,
            (encoding, most) -> layout("", newline, comment, encoding, most),
            CsvFiles::open,
            Split.EVERYWHERE);
      }
    }
  }

  @Test
  void withQuotes() throws IOException {
    List<String> lines =
        List.of(
            "a,\"b\"",
            "\"a\"\"b\",c",
            "\"long, long\",\"text\"",
            "x,y",
            "\"a",
            "b\",c",
            "\"long and",
            "over two lines\",d",
            "x,y",
            "\"broken\" here,c",
            "x,y",
            "\"never closed,z",
            "x,y");
    for (String newline : List.of("\n", "")) {
      LongRecords.assertSame(
          lines,
          PLAN,
          (encoding, most) -> layout("\"", newline, "", encoding, most),
          CsvFiles::open,
          Split.NOWHERE);
    }
  }

  @Test
  void hugeRecords() throws IOException {
    LongRecords.assertSameOfHuge(
        List.of(
            "a,b",
            "a," + "가".repeat(30_000),
            "c,d",
            "\"" + "text\n".repeat(20_000) + "\",x",
            "e," + "x".repeat((1 << 16) - 2),
            "f," + "😀".repeat(40_000)),
        PLAN,
        (encoding, most) -> layout("\"", "\n", "", encoding, most),
        CsvFiles::open);
  }
}
