package io.sluice.formats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.csv.CsvDialect.BlankLines;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every answer is asked for with many windows, batches and scanners, and must be the same. */
class CsvTokenizerTest {
  private static final int WIDTH = 4;
  private static final CsvDialect COMMA = Records.dialect(",", "\"", "\"", "\n");

  private static List<String> read(CsvDialect dialect, String text) {
    List<String> expected =
        ReferenceParser.read(dialect, text.getBytes(StandardCharsets.UTF_8), WIDTH);
    for (int window : new int[] {1, 3, 8, 21, 4096}) {
      for (int batch : new int[] {1, 2, 1000}) {
        for (RecordScanner scanner : List.of(new GeneralScanner(dialect), Scanners.of(dialect))) {
          assertEquals(
              expected,
              Records.read(dialect, scanner, text, window, batch),
              () ->
                  "window "
                      + window
                      + ", batch "
                      + batch
                      + ", "
                      + scanner.getClass().getSimpleName()
                      + ", "
                      + dialect
                      + ", text "
                      + text.replace("\n", "\\n").replace("\r", "\\r"));
        }
      }
    }
    return expected;
  }

  @Test
  void fieldsWithoutQuotes() {
    assertEquals(
        List.of("0@0+5 a|b|c|~", "1@6+2 1||~|~", "2@9+4 |||x", "total 3"),
        read(COMMA, "a,b,c\n1,\n,,,x"));
  }

  @Test
  void quotedFields() {
    assertEquals(
        List.of("0@0+14 [a,b]|[c\nd]|[]|~", "1@15+12 [say \"hi\"]|~|~|~", "total 2"),
        read(COMMA, "\"a,b\",\"c\nd\",\"\"\n\"say \"\"hi\"\"\"\n"));
  }

  @Test
  void fieldsBeyondTheWidthAreCounted() {
    assertEquals(List.of("0@0+11 1|2|3|4 and 2", "total 1"), read(COMMA, "1,2,3,4,5,6\n"));
  }

  @Test
  void brokenQuotesLoseOneLine() {
    assertEquals(
        List.of(
            "0@0+3 1|2|~|~",
            "1@4+6 malformed_quotes",
            "2@11+3 3|4|~|~",
            "3@15+6 malformed_quotes",
            "4@22+3 5|6|~|~",
            "total 5"),
        read(COMMA, "1,2\n\"a\"b,c\n3,4\nx,\"y,z\n5,6\n"));
  }

  @Test
  void quoteWithinAFieldIsText() {
    assertEquals(List.of("0@0+5 5\"|x\"|~|~", "total 1"), read(COMMA, "5\",x\"\n"));
  }

  @Test
  void blankLinesAndCommentsAreNumberedAndLeftOut() {
    CsvDialect dialect = new CsvDialect(",", "\"", "", "//", "", BlankLines.SKIP, 1000);
    assertEquals(
        List.of("1@5+3 a|b|~|~", "4@16+3 c|d|~|~", "total 5"),
        read(dialect, "// x\na,b\r\n\r\n//\"\rc,d"));
  }

  @Test
  void lastCtrlZIsNoData() {
    assertEquals(List.of("0@0+3 a|b|~|~", "total 1"), read(COMMA, "a,b\n\u001a"));
    assertEquals(List.of("0@0+3 a|b|~|~", "total 1"), read(COMMA, "a,b\u001a"));
  }

  @Test
  void longRecordsAreRejectedWhole() {
    CsvDialect dialect = new CsvDialect(",", "\"", "", "", "\n", BlankLines.SKIP, 5);
    assertEquals(
        List.of("0@0+5 abcde|~|~|~", "1@6+9 record_too_long", "2@16+1 x|~|~|~", "total 3"),
        read(dialect, "abcde\nabcdefghi\nx"));
    assertEquals(
        List.of("0@0+2 malformed_quotes", "1@3+7 record_too_long", "total 2"),
        read(dialect, "\"a\nbcdefg\"\n"));
  }

  @Test
  void seededRandomTexts() {
    Random random = new Random(20240229);
    String[][] dialects = {
      {",", "\"", "\""},
      {",", "\"", "\\"},
      {"||", "\"", "\""},
      {";", "", ""},
      {"\t", "'", "'"},
      {"é", "«", "«"},
      {",", "\"", "^^"},
      {"ab", "\"\"", "\\"},
    };
    for (int round = 0; round < 4000; round++) {
      String[] d = dialects[random.nextInt(dialects.length)];
      CsvDialect dialect =
          new CsvDialect(
              d[0],
              d[1],
              d[2],
              random.nextInt(4) == 0 ? "#" : "",
              new String[] {"\n", "\r\n", "\r", ""}[random.nextInt(4)],
              random.nextBoolean() ? BlankLines.SKIP : BlankLines.KEEP,
              random.nextInt(3) == 0 ? 1 + random.nextInt(12) : 1000);
      String[] alphabet = {
        d[0],
        d[0],
        d[1],
        d[1],
        d[2],
        "\n",
        "\n",
        "\r\n",
        "\r",
        "a",
        "b",
        "é",
        "\0",
        "#",
        "\u001a",
        "a long run of text with \u0130 in it"
      };
      int usable = alphabet.length - random.nextInt(2);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(alphabet[random.nextInt(usable)]);
      }
      read(dialect, text.toString());
    }
  }

  @Test
  void samplesLeaveOutTheLastRecord() throws IOException {
    byte[] sample = "a,b\nc,d\ne".getBytes(StandardCharsets.UTF_8);
    FieldTable table = CsvTokenizer.newTable(COMMA, 2, 100);
    try (CsvTokenizer sampled = CsvTokenizer.ofSample(COMMA, sample, sample.length, End.SAMPLE)) {
      sampled.next(table);
      assertEquals(2, table.records());
    }
    try (CsvTokenizer all = CsvTokenizer.ofSample(COMMA, sample, sample.length, End.COMPLETE)) {
      all.next(table);
      assertEquals(3, table.records());
    }
  }
}
