package io.sluice.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.csv.CsvLayout;
import io.sluice.formats.fixed.FixedLayout;
import io.sluice.formats.fixed.FixedLayout.FixedField;
import io.sluice.formats.fixed.FixedLayout.Padding;
import io.sluice.formats.json.JsonLinesLayout;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.spec.SourceOptions.JsonRecords;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files in other encodings, wherever they are split, give the rows and rejects of their twins in
 * UTF-8, with offsets of their own.
 */
class EncodedSplitsTest {
  private static final ReadPlan PLAN =
      CsvReading.plan(
          CsvReading.text("a"),
          CsvReading.text("b"),
          CsvReading.column("raw", Primitive.STRING, Kind.RAW));

  private static final Pattern PLACE = Pattern.compile("^(\\d+)\\+(\\d+) ");

  private static FileLayout fixed(String encoding, String newline) {
    List<FixedField> fields =
        List.of(
            new FixedField("a", 0, 3, Padding.DROP),
            new FixedField("b", 3, FixedField.OPEN, Padding.KEEP));
    return new FixedLayout(
        new FileLayout.Stored("none", encoding, 0),
        "#",
        new FileLayout.Lines(newline, 0, true, 0, PassedOver.NONE),
        fields,
        RaggedRows.REJECT,
        40);
  }

  private static FileLayout csv(String encoding) {
    LayoutBuilder builder = new LayoutBuilder();
    builder.encoding = encoding;
    builder.header = List.of("a", "b");
    builder.maxRecordBytes = 40;
    return builder.build();
  }

  /** What a file in UTF-8 gives, with offsets as they are in its twin. */
  private static List<String> translated(List<String> twin, String text, String encoding) {
    byte[] bytes = text.getBytes(UTF_8);
    List<String> translated = new ArrayList<>();
    for (String line : twin) {
      translated.add(
          PLACE
              .matcher(line)
              .replaceFirst(
                  place -> {
                    int start = Integer.parseInt(place.group(1));
                    int end = start + Integer.parseInt(place.group(2));
                    int from = length(bytes, start, encoding);
                    return from + "+" + (length(bytes, end, encoding) - from) + " ";
                  }));
    }
    return translated;
  }

  private static int length(byte[] bytes, int end, String encoding) {
    return new String(bytes, 0, end, UTF_8).getBytes(Charset.forName(encoding)).length;
  }

  private static void everySplit(String text, String encoding, Function<String, FileLayout> layouts)
      throws IOException {
    FileLayout layout = layouts.apply(encoding);
    MemoryObject file = MemoryObject.of(text, encoding);
    List<String> whole = CsvReading.read(file, layout, PLAN);
    List<String> twin = CsvReading.read(MemoryObject.of(text), layouts.apply("UTF-8"), PLAN);
    assertEquals(translated(twin, text, encoding), whole, encoding);
    boolean quoted = layout instanceof CsvLayout;
    int header =
        layout instanceof JsonLinesLayout
            ? length(text.getBytes(UTF_8), text.startsWith("\ufeff") ? 3 : 0, encoding)
            : text.indexOf('\n');
    for (int split = header + 1; split < file.size() && !quoted; split++) {
      List<ByteRange> ranges =
          List.of(
              new ByteRange(0, 0, 0, split, true, 0, false),
              new ByteRange(0, 1, split, file.size(), false, -1, true));
      assertEquals(
          whole, CsvReading.read(file, layout, ranges, PLAN), encoding + " split at " + split);
    }
    for (int target = 1; target < file.size(); target += 7) {
      for (SplitCertainty how :
          quoted ? SplitCertainty.values() : new SplitCertainty[] {SplitCertainty.GUESSED}) {
        List<ByteRange> ranges = Formats.splits(file, layout, 0, target, how);
        if (how == SplitCertainty.PROVEN || ranges.stream().noneMatch(ByteRange::guessed)) {
          assertEquals(whole, CsvReading.read(file, layout, ranges, PLAN), encoding + target);
        }
        assertTrue(
            ranges.stream().allMatch(range -> range.start() % 2 == 0) || !encoding.contains("16"));
      }
    }
    assertTrue(Formats.splits(file, layout, 0, 10, SplitCertainty.PROVEN).size() > 1, encoding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "x-windows-949", "GB18030", "ISO-8859-15"})
  void everyFormat(String encoding) throws IOException {
    boolean unicode = encoding.startsWith("UTF") || encoding.equals("GB18030");
    for (String mark : unicode ? new String[] {"", "\ufeff"} : new String[] {""}) {
      for (String end : new String[] {"", "\n\u001a"}) {
        String letters =
            switch (encoding) {
              case "ISO-8859-15" -> "é€ÿ";
              case "x-windows-949" -> "가똠é".replace("é", "각");
              default -> "é漢\ud83d\ude00";
            };
        String lines =
            "abcdef\n1  22\n\n#x\n" + letters + "\nlong" + letters.repeat(12) + "\n  3" + letters;
        for (String newline : new String[] {"\n", "\r\n", ""}) {
          String ended = newline.isEmpty() ? "\r" : newline;
          everySplit(
              (mark + lines + end).replace("\n", ended), encoding, each -> fixed(each, newline));
        }
        everySplit(
            mark
                + "a,b\n1,\"x\ny\"\n"
                + letters
                + ",\"\"\"\n\"\n\n"
                + letters.repeat(12)
                + ",\n\"broken\"x,\n3,4,5\n,"
                + letters
                + end,
            encoding,
            EncodedSplitsTest::csv);
        everySplit(
            mark
                + "{\"a\":1}\n\n{\"a\":\""
                + letters
                + "\",\"b\":\"\\n\"}\r\n[1]\n{\"a\":"
                + letters.repeat(12)
                + "}\n{\"b\":\"x\"}\n{\"a\":\"\\u00e9\"}"
                + (end.isEmpty() ? "" : "\n"),
            encoding,
            each -> new JsonLinesLayout("none", each, 0, 40, JsonRecords.OBJECTS));
      }
    }
  }

  @Test
  void aByteOrderMustBeKnownInTheMiddle() throws IOException {
    for (String encoding : List.of("UTF-16", "UTF-32", "UTF-32LE", "ISO-2022-KR")) {
      LayoutBuilder builder = new LayoutBuilder();
      builder.encoding = encoding;
      String text = "a,b,c\n" + "1,2,3\n".repeat(20);
      MemoryObject file = new MemoryObject("m", text.getBytes(Charset.forName(encoding)));
      assertEquals(
          1, Formats.splits(file, builder.build(), 0, 10, SplitCertainty.GUESSED).size(), encoding);
    }
  }

  @Test
  void whatIsKeptOfLongRecordsDoesNotDependOnTheSplits() throws IOException {
    LayoutBuilder builder = new LayoutBuilder();
    builder.maxRecordBytes = 1000;
    for (String quote : List.of("", "\"")) {
      for (String encoding : List.of("UTF-8", "UTF-16LE")) {
        builder.quote = quote;
        builder.encoding = encoding;
        FileLayout layout = builder.build();
        String line = "1,2,3\n";
        String text =
            "a,b,c\n"
                + line.repeat(80_000)
                + "x".repeat(70_000)
                + "\n"
                + line
                + "y".repeat(20_000)
                + "\n"
                + line.repeat(5000);
        MemoryObject file = MemoryObject.of(text, encoding);
        List<String> whole = CsvReading.read(file, layout, PLAN);
        List<String> raws =
            whole.stream()
                .filter(row -> row.contains("record_too_long"))
                .map(row -> row.substring(row.indexOf(": ") + 2))
                .toList();
        assertEquals(List.of("x".repeat(64 << 10), "y".repeat(20_000)), raws);
        List<ByteRange> ranges = Formats.splits(file, layout, 0, 100_000, SplitCertainty.PROVEN);
        assertEquals(whole, CsvReading.read(file, layout, ranges, PLAN));
      }
    }
  }
}
