package io.sluice.formats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.CsvReading;
import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.Formats;
import io.sluice.formats.MemoryObject;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.CodeUnit;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.spec.Thorough;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the splits are, the ranges together give what the whole file gives. */
class CsvSplitsTest {
  private static final ReadPlan NUMBERED =
      CsvReading.plan(
          CsvReading.text("a"),
          CsvReading.text("c"),
          CsvReading.column("n", Primitive.BIGINT, Kind.RECORD_NUMBER),
          CsvReading.column("at", Primitive.BIGINT, Kind.BYTE_OFFSET),
          CsvReading.column("raw", Primitive.STRING, Kind.RAW));
  private static final ReadPlan UNNUMBERED =
      CsvReading.plan(
          CsvReading.text("a"),
          CsvReading.text("c"),
          CsvReading.column("at", Primitive.BIGINT, Kind.BYTE_OFFSET));

  private static void everySplit(LayoutBuilder builder, String text) throws IOException {
    everySplit(builder, MemoryObject.of(text, builder.encoding), text);
  }

  private static void everySplit(LayoutBuilder builder, MemoryObject file, String text)
      throws IOException {
    CsvLayout layout = builder.build();
    ReadPlan plan = layout.quote().isEmpty() ? UNNUMBERED : NUMBERED;
    List<String> whole = CsvReading.read(file, layout, plan);
    for (long split = 0; split < file.size(); split++) {
      List<ByteRange> ranges;
      if (layout.quote().isEmpty()) {
        ranges =
            List.of(
                new ByteRange(0, 0, 0, split, true, 0, false),
                new ByteRange(0, 1, split, file.size(), split == 0, -1, true));
      } else {
        long[] wanted = {split, split + 3};
        ranges = CsvSplits.exact(file, layout, 0, wanted);
        for (int piece : new int[] {1, 5}) {
          for (int overlap : new int[] {3, 100}) {
            List<ByteRange> others = CsvSplits.exact(file, layout, 0, wanted, piece, overlap);
            // They may differ: a blank line may begin a range, or end the one before.
            if (!others.equals(ranges)) {
              assertEquals(whole, CsvReading.read(file, layout, others, plan), text);
            }
          }
        }
      }
      long at = split;
      assertEquals(
          whole,
          CsvReading.read(file, layout, ranges, plan),
          () -> "split at " + at + " of " + text.replace("\n", "\\n").replace("\r", "\\r"));
    }
    for (int target = 1; target < file.size() + 2; target += 3) {
      List<ByteRange> ranges = Formats.splits(file, layout, 0, target, SplitCertainty.PROVEN);
      assertEquals(whole, CsvReading.read(file, layout, ranges, plan));
      assertTrue(ranges.get(ranges.size() - 1).last());
      assertEquals(file.size(), ranges.get(ranges.size() - 1).end());
    }
  }

  @Test
  void quotedLineEnds() throws IOException {
    everySplit(new LayoutBuilder(), "a,b,c\n1,\"x\ny\",2\n\"\"\"\n\",\"\",3\r\n\n4,5\"\n,6\n7,8,9");
  }

  @Test
  void brokenQuotes() throws IOException {
    everySplit(
        new LayoutBuilder(), "a,b,c\n1,\"x\ny\",2\n\"z\"z,\"3\n\",4,5\n6,7,\"8\n9,10,11\n\"12");
  }

  @Test
  void multiByteCharactersAndMarks() throws IOException {
    everySplit(new LayoutBuilder(), "\ufeffa,b,c\né,\"日\n本\",한\n\ud83d\ude00,,\u001a");
  }

  @Test
  void pairsOfBytes() throws IOException {
    for (String encoding : List.of("UTF-16LE", "UTF-16BE")) {
      for (String mark : new String[] {"", "\ufeff"}) {
        for (String quote : new String[] {"\"", ""}) {
          LayoutBuilder builder = new LayoutBuilder();
          builder.encoding = encoding;
          builder.quote = quote;
          builder.maxRecordBytes = mark.isEmpty() ? 1000 : 12;
          String text =
              mark
                  + "a,b,c\n"
                  + "é,\"日\n"
                  + "本\",한\n"
                  + "\ud83d\ude00,\ude00\ud83d,\u0a0d\r\n"
                  + "1,\"\"\"\n"
                  + "\",\u2c22\n";
          everySplit(builder, text);
          String broken = "x\ud83d\ny,\"\ud83d\",\ufffe\n\"\u0a2c\n\"x,\ud83d\n\ufeff,,\u001a";
          everySplit(builder, text + broken);
          everySplit(builder, MemoryObject.of(text, encoding).without(1), text + " truncated");
          MemoryObject half = MemoryObject.of(text + "1,2,\ud83d\ude00", encoding);
          everySplit(builder, half.without(1), text + " and three bytes of four");
          everySplit(builder, half.without(2), text + " and two bytes of four");
        }
      }
    }
  }

  @Test
  void halvesAtTheEndHarmTheirRecordOnly() throws IOException {
    LayoutBuilder builder = new LayoutBuilder();
    builder.encoding = "UTF-16LE";
    MemoryObject whole = MemoryObject.of("a,b,c\n1,2,3\n4,5,\ud83d\ude00", "UTF-16LE");
    for (int missing = 1; missing <= 3; missing++) {
      assertEquals(
          List.of(
              "1|3|12",
              "24+" + (12 - missing) + " invalid_encoding : 4,5," + "\ufffd".repeat(4 - missing),
              "records 2"),
          CsvReading.read(whole.without(missing), builder.build(), UNNUMBERED));
    }
    // After a line end, half a unit is a record.
    MemoryObject one = MemoryObject.of("a,b,c\n1,2,3\nx", "UTF-16LE").without(1);
    assertEquals(
        List.of("1|3|12", "24+1 invalid_encoding : \ufffd", "records 2"),
        CsvReading.read(one, builder.build(), UNNUMBERED));
    MemoryObject lines = MemoryObject.of("a,b,c\n\ud83d\n1,2,3\n\ude00,\n", "UTF-16LE");
    assertEquals(
        List.of(
            "1|3|16",
            "12+2 invalid_encoding : \ufffd\ufffd",
            "28+4 invalid_encoding : \ufffd\ufffd,",
            "records 3"),
        CsvReading.read(lines, builder.build(), UNNUMBERED));
  }

  @Test
  void otherEncodings() throws IOException {
    for (String encoding : CsvTexts.OTHERS) {
      LayoutBuilder builder = new LayoutBuilder();
      builder.encoding = encoding;
      for (String newline : new String[] {"\n", ""}) {
        builder.newline = newline;
        builder.quote = "\"";
        everySplit(builder, "a,b,c\n1,\"x\ny\",2\n\"\"\"\n\",\"\",3\r\n\n4,5\"\n,6\n7,8,한");
        builder.quote = "";
        everySplit(builder, "a,b,c\n1,é,2\n汉,字,3\r\n\n4,ÿ,\r\n7,8,€\n");
      }
    }
  }

  @Test
  void aPartReadByItselfBeginsAfterItsHeader() throws IOException {
    for (String encoding : List.of("UTF-8", "UTF-16LE", "windows-1252")) {
      LayoutBuilder builder = new LayoutBuilder();
      builder.encoding = encoding;
      builder.quote = "";
      builder.skipLines = 2;
      CsvLayout layout = builder.build();
      MemoryObject file = MemoryObject.of("no,record,1\nno,record,2\na,b,c\n1,2,3\n", encoding);
      for (int target = 1; target < file.size(); target++) {
        List<ByteRange> ranges = Formats.splits(file, layout, 0, target, SplitCertainty.GUESSED);
        assertEquals(
            CsvReading.read(file, layout, UNNUMBERED),
            CsvReading.read(file, layout, ranges, UNNUMBERED));
      }
    }
  }

  @Test
  void anyLineEnd() throws IOException {
    LayoutBuilder mixed = new LayoutBuilder();
    mixed.newline = "";
    everySplit(mixed, "a,b,c\r\n1,\"2\r\",3\r4,5,6\n\r\n7,8,9\r\r10,11,12");
    mixed.quote = "";
    everySplit(mixed, "a,b,c\r\n1,\"2\r\",3\r4,5,6\n\r\n7,8,9\r\r10,11,12");
  }

  @Test
  void commentsAndOtherEscapes() throws IOException {
    LayoutBuilder builder = new LayoutBuilder();
    builder.comment = "#";
    builder.escape = "\\";
    builder.skipLines = 1;
    everySplit(builder, "\"pre\na,b,c\n#\"\n1,\"\\\"\n#\",2\n\n# end\n3,4,5\n");
  }

  @Test
  void longRecords() throws IOException {
    LayoutBuilder builder = new LayoutBuilder();
    builder.maxRecordBytes = 8;
    everySplit(builder, "a,b,c\n1,2,3\n\"4\n5\n6\n7\n8\",9,10\n11,12,13\n123456789,1,2\n3,4,5\n");
    builder.quote = "";
    everySplit(builder, "a,b,c\n1,2,3\n123456789,1,2\n3,4,5\n");
  }

  @Test
  void piecesAreJoinedWithoutTheTokenizer() throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 20_000; i++) {
      String middle =
          switch (random.nextInt(4)) {
            case 0 -> "\"x\ny,\"\"\nz\"";
            case 1 -> "5\" pipe";
            case 2 -> "\"" + "\n,\"\",".repeat(random.nextInt(60)) + "\"";
            default -> "simple";
          };
      text.append(i).append(',').append(middle).append(",\"\"\n");
    }
    CsvLayout layout = new LayoutBuilder().build();
    MemoryObject file = MemoryObject.of(text.toString());
    long[] wanted = new long[40];
    Arrays.setAll(wanted, i -> 6 + file.size() / 41 * (i + 1));
    SplitPoints splits = new SplitPoints(wanted);
    assertTrue(
        new QuoteScan(file, CodeUnit.UTF8_BYTE, CsvDialect.of(layout), 6, wanted, 1000, 500)
            .run(splits));
    assertEquals(
        CsvReading.read(file, layout, NUMBERED),
        CsvReading.read(
            file, layout, CsvSplits.exact(file, layout, 0, wanted, 999, 700), NUMBERED));
    assertEquals(40, splits.starts().length);
  }

  @Test
  void seededRandomTexts() throws IOException {
    Random random = new Random(7);
    String[] parts = {",", ",", "\"", "\"", "\n", "\n", "\r\n", "a", "bc", "é", "\"\"", "\",\""};
    for (int round = 0; round < Thorough.cases(30, 120); round++) {
      StringBuilder text = new StringBuilder("a,b,c\n");
      for (int i = random.nextInt(25); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      LayoutBuilder builder = new LayoutBuilder();
      builder.header = random.nextBoolean() ? List.of("a", "b", "c") : List.of("a");
      builder.encoding = List.of("UTF-8", "UTF-8", "UTF-16LE", "UTF-16BE").get(random.nextInt(4));
      builder.newline = random.nextInt(3) == 0 ? "" : "\n";
      builder.quote = random.nextInt(3) == 0 ? "" : "\"";
      builder.maxRecordBytes = random.nextInt(3) == 0 ? 6 : 1000;
      everySplit(builder, text.toString());
    }
  }
}
