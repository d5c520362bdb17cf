package io.sluice.formats.csv;

import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.MemoryObject;
import io.sluice.formats.read.FileLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small files that are hard to split. */
final class CsvTexts {
  private CsvTexts() {}

  /** A file's text and how it is to be read. */
  record Case(String text, CsvLayout layout) {
    MemoryObject file() {
      return MemoryObject.of(text, layout.encoding());
    }

    /** The same text stored in another encoding. */
    Case in(String encoding) {
      return new Case(
          text,
          new CsvLayout(
              new FileLayout.Stored(layout.compression(), encoding, layout.dataStart()),
              layout.quoting(),
              layout.lines(),
              layout.habits(),
              layout.header(),
              layout.ragged(),
              layout.maxRecordBytes()));
    }
  }

  /** Encodings in which files are split as in UTF-8. */
  static final List<String> OTHERS =
      List.of("UTF-16LE", "UTF-16BE", "windows-1252", "EUC-KR", "GB18030", "IBM037");

  /** Each case in one of the other encodings in turn. */
  static List<Case> inOthers(List<Case> cases) {
    List<Case> others = new ArrayList<>();
    for (Case each : cases) {
      // Every second is UTF-16. Of the others some know no mark, no letter é: it is replaced.
      int n = others.size();
      others.add(each.in(OTHERS.get(n % 2 == 0 ? n / 2 % 2 : 2 + n / 2 % (OTHERS.size() - 2))));
    }
    return others;
  }

  /** Quoted fields that look like records, doubled quotes at their edges, what is broken. */
  static List<Case> adversarial() {
    List<Case> cases = new ArrayList<>();
    for (String mark : new String[] {"", "\ufeff"}) {
      for (String end : new String[] {"", "\n"}) {
        cases.add(lineFeeds(mark + "a,b,c\n1,\"\n2,3,4\n5,6,7\n\",8\n9,\"10\",11" + end));
        cases.add(lineFeeds(mark + "a,b,c\n\"\"\"\n\"\"\",\"\"\"\",\"\"\n\"\n\",,\n,\"\"," + end));
        cases.add(lineFeeds(mark + "a,b,c\r\n1,\"x\r\ny\r\",2\r\n\r\n3,4,\"5\r\n\"\r\n" + end));
        cases.add(lineFeeds(mark + "a,b,c\n1,\"x\ny\"z,2\n\"3,4,5\n6,7,8\n9,\"0\n" + end));
        cases.add(lineFeeds(mark + "a,b,c\n\n\n1,2,3\n\n\"\n\n\",5,6\n\n\n" + end));
        cases.add(anyLineEnds(mark + "a,b,c\r1,\"\r2,3,4\r\n5,6,7\n\",8\r\n\n9,10,11" + end));
      }
    }
    LayoutBuilder escaped = new LayoutBuilder();
    escaped.escape = "\\";
    escaped.comment = "#";
    cases.add(
        new Case(
            "a,b,c\n# 1,\"2\n\"\\\"\n#,2,3\n\\\\\",\"\n\",\"\\\n\"\n# x\n7,8,9", escaped.build()));
    LayoutBuilder wide = new LayoutBuilder();
    wide.delimiter = "||";
    wide.quote = "''";
    wide.escape = "";
    cases.add(new Case("a||b||c\n1||''2\n3||4||5\n''''''||6\n7||''''||8\n", wide.build()));
    LayoutBuilder one = new LayoutBuilder();
    one.header = List.of("a");
    cases.add(new Case("a\n\"1\n2\"\n\n\"\"\"3\n4\"\"\"\n5\n", one.build()));
    LayoutBuilder small = new LayoutBuilder();
    small.maxRecordBytes = 8;
    cases.add(new Case("a,b,c\n1,2,3\n\"4\n5\n6\n7\n8\",9,10\n11,12,13\n1,2,3\n", small.build()));
    return cases;
  }

  /** Seeded texts of quotes, delimiters and line ends. */
  static List<Case> random(int count, long seed) {
    Random random = new Random(seed);
    String[] parts = {",", ",", "\"", "\"", "\n", "\n", "\r\n", "a", "bc", "é", "\"\"", "\",\""};
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("a,b,c\n");
      for (int n = random.nextInt(30); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      LayoutBuilder builder = new LayoutBuilder();
      builder.header = random.nextBoolean() ? List.of("a", "b", "c") : List.of("a");
      builder.newline = random.nextInt(3) == 0 ? "" : "\n";
      builder.maxRecordBytes = random.nextInt(3) == 0 ? 6 : 1000;
      cases.add(new Case(text.toString(), builder.build()));
    }
    return cases;
  }

  /** Good records with line ends, delimiters and quotes in their values. */
  static String wellFormed(int records, Random random) {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < records; i++) {
      String middle =
          switch (random.nextInt(5)) {
            case 0 -> "\"x\ny,\"\"\nz\"";
            case 1 -> "5\" pipe";
            case 2 -> "\"" + "\n7,8,9".repeat(random.nextInt(20)) + "\"";
            case 3 -> "\"\"";
            default -> "simple";
          };
      text.append(i).append(',').append(middle).append(",\"").append(i).append("\"\n");
    }
    return text.toString();
  }

  private static Case lineFeeds(String text) {
    return new Case(text, new LayoutBuilder().build());
  }

  private static Case anyLineEnds(String text) {
    LayoutBuilder any = new LayoutBuilder();
    any.newline = "";
    return new Case(text, any.build());
  }
}
