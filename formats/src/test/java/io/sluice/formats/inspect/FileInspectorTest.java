package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.csv.CsvLayout;
import io.sluice.formats.fixed.FixedLayout;
import io.sluice.formats.format.Setting;
import io.sluice.formats.format.Setting.Origin;
import io.sluice.formats.inspect.Inspection.Status;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadException;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.Bytes;
import io.sluice.spec.SourceOptions.Dialect;
import io.sluice.spec.SourceOptions.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FileInspectorTest {
  private static final String SMALL = "id,name\n1,Ada\n2,Bob\n";

  @Test
  void anEmptyFileIsItsOwnAnswer() throws IOException {
    assertEquals(Status.EMPTY, inspect(new byte[0]).status());
    assertEquals(Status.EMPTY, inspect("\uFEFF".getBytes(UTF_8)).status());
    assertEquals(Status.EMPTY, inspect(gzip(new byte[0])).status());
  }

  @Test
  void theBeginningIsAskedForOnce() throws IOException {
    byte[] large = SMALL.repeat(50_000).getBytes(UTF_8);
    for (byte[] content :
        List.of(
            SMALL.getBytes(UTF_8),
            large,
            gzip(large),
            "{\"a\": 1}\n".getBytes(UTF_8),
            new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0},
            new byte[5_000])) {
      Memory file = new Memory("mem:/f", content);
      Inspection found = FileInspector.inspect(file, SourceOptions.defaults(), SourceFormat.AUTO);
      assertEquals(1, file.fromTheBeginning(), found.toString());
      assertEquals(0, file.open(), found.toString());
    }
  }

  @Test
  void dataStartsAfterMarkPreambleAndHeader() throws IOException {
    assertEquals(8, csv(SMALL).dataStart());
    assertEquals(11, csv("\uFEFF" + SMALL).dataStart());
    assertEquals(9, csv(SMALL.replace("\n", "\r\n")).dataStart());
    CsvLayout layout = csv("Report of today\n\n" + SMALL);
    assertEquals(2, layout.skipLines());
    assertEquals(25, layout.dataStart());
    assertEquals(List.of("id", "name"), layout.header());
    assertEquals(0, csv(gzip(SMALL.getBytes(UTF_8))).dataStart());
    assertEquals(0, csv(SMALL.getBytes(UTF_16LE)).dataStart());
    assertEquals(0, csv("1,Ada,2.5\n2,Bob,3.5\n").dataStart());
  }

  @Test
  void anArrayWithoutItsEndIsJsonAllTheSame() throws IOException {
    String whole = "[\n {\"a\": 0, \"b\": [1, 2]},\n {\"a\": 1, \"b\": [3]}\n]\n";
    for (int end = whole.indexOf("0"); end < whole.length(); end++) {
      Inspection found = inspect(whole.substring(0, end).getBytes(UTF_8));
      assertEquals("json", found.format(), whole.substring(0, end));
    }
    assertTrue(
        inspect("[{\"a\": 0},".getBytes(UTF_8))
            .basis()
            .evidence()
            .toString()
            .contains("truncated"));
  }

  @Test
  void headerAlone() throws IOException {
    CsvLayout layout = csv("id,name,created_at\n");
    assertTrue(layout.hasHeader());
    assertEquals(19, layout.dataStart());
    assertEquals(List.of("id", "name", "created_at"), csv("id,name,created_at").header());
  }

  @Test
  void aHeaderThatCannotBeReadIsNotPassedOver() throws IOException {
    String rows = "1,\"L, Ada\"\n2,\"M, Bob\"\n3,\"N, Cy\"\n4,\"O, Di\"\n";
    String twoHeaders = "\"id\"x,name\nid,name\n" + rows;
    for (byte[] bytes : List.of(twoHeaders.getBytes(UTF_8), gzip(twoHeaders.getBytes(UTF_8)))) {
      Inspection found = inspect(bytes);
      assertEquals(Status.REFUSED, found.status(), found.toString());
      assertTrue(found.summary().contains("should be the header"), found.summary());
      assertTrue(found.remedy().contains("skip_lines"), found.remedy());
    }
    assertEquals(List.of("id", "name"), csv("\"Q1\" of all\nid,name\n" + rows).header());
    String oneHeader = "\"id\"x,name\n" + rows;
    assertEquals(Status.REFUSED, header(oneHeader, true).status());
    for (Inspection found : List.of(header(oneHeader, false), inspect(oneHeader))) {
      CsvLayout layout = (CsvLayout) found.layoutOrThrow();
      assertEquals(0, layout.dataStart(), "the record is there to be rejected");
      assertFalse(layout.hasHeader());
    }
  }

  private static Inspection header(String text, boolean header) throws IOException {
    SourceOptions options =
        with(Optional.of(","), Optional.empty(), Optional.empty(), Optional.of(header));
    return inspect(text.getBytes(UTF_8), options, SourceFormat.CSV);
  }

  @Test
  void namesAreMadeUniqueAndNeverEmpty() throws IOException {
    CsvLayout layout = csv("id,a,,a,a_2\n1,2,3,4,5\n6,7,8,9,0\n");
    assertEquals(List.of("id", "a", "column_3", "a_3", "a_2"), layout.header());
  }

  @Test
  void jsonInItsShapes() throws IOException {
    assertEquals("jsonl", inspect("{\"a\":1}\n{\"a\":2}\n").format());
    assertEquals("jsonl", inspect("{\"a\":1}\r\n{\"a\":2}").format());
    assertEquals("jsonl", inspect("{\"a\":1}").format());
    assertEquals("json", inspect("[{\"a\":1},\n {\"a\":2}]").format());
    assertEquals("json", inspect("[\n  {\n\"a\": [1, 2]}\n]\n").format());
    assertEquals("json", inspect("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n").format());
    assertEquals("empty", inspect("[]").format());
    assertEquals("jsonl", inspect("\uFEFF{\"a\":1}\n".getBytes(UTF_8)).format());
    StringBuilder lines = new StringBuilder();
    while (lines.length() < 400_000) {
      lines.append("{\"a\":\"").append("x".repeat(1000)).append("\"}\n");
    }
    assertEquals("jsonl", inspect(lines.toString()).format());
  }

  @Test
  void whatIsNotReadIsNamed() throws IOException {
    assertRefused("xml", "<?xml version=\"1.0\"?>\n<rows><row a=\"1\"/></rows>");
    assertRefused("html", "<!DOCTYPE html><html><body>404</body></html>");
    assertRefused(
        "log",
        "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 2326\n".repeat(3));
    assertRefused("log", "2024-01-01 12:00:00,123 INFO [main] started, ok\n".repeat(5));
    assertRefused(
        "fixed_width",
        "0001Smith     John      20240101\n".repeat(3)
            + "0002Abercrombie-Miller Ann102   \n".repeat(3));
  }

  @Test
  void wideGapsAreBordersOfFixedWidthInFewLines() throws IOException {
    Inspection found =
        inspect(
            "0001  Smith     John      20240101   100.00\n"
                + "0002  Miller    Ann       20240102    99.50\n"
                + "0003  Ng        Li        20240103     7.25\n");
    assertEquals(Status.READABLE, found.status(), found.toString());
    assertEquals(5, ((FixedLayout) found.layoutOrThrow()).fields().size());
    assertTrue(found.basis().notes().toString().contains("widths"), found.toString());
  }

  @Test
  void fixedWidthIsToldBelowSkippedLinesAndAmongComments() throws IOException {
    String report =
        "Accounts, as of 2024-01-04\nby branch\n"
            + "0001  Smith     John      20240101   100.00\n"
            + "# checked, twice\n"
            + "0002  Miller    Ann       20240102    99.50\n"
            + "0003  Ng        Li        20240103     7.25\n";
    Lines lines =
        new Lines(Optional.of("#"), Optional.empty(), Optional.of(2), 0, Optional.empty());
    Inspection found =
        inspect(report.getBytes(UTF_8), SourceOptions.defaults().with(lines), SourceFormat.AUTO);
    assertEquals("fixed_width", found.format(), found.toString());
    assertEquals(Status.READABLE, found.status(), found.toString());
    assertEquals(5, ((FixedLayout) found.layoutOrThrow()).fields().size());
  }

  @Test
  void bordersOfFixedWidthAreFound() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append(
          String.format("%-6d%-10s%-8s%10.2f%n", i * 37, "n".repeat(1 + i % 8), "x", i / 7.0));
    }
    Inspection found = inspect(text.toString());
    assertEquals("fixed_width", found.format(), found.toString());
    FixedLayout layout = (FixedLayout) found.layoutOrThrow();
    assertEquals(4, layout.fields().size(), found.toString());
    assertEquals(6, layout.fields().get(1).start());
    assertTrue(found.confidence() < 0.7, found.toString());
    assertTrue(found.basis().settings().stream().anyMatch(s -> s.name().equals("widths")));
  }

  @Test
  void binaryFormatsAreNamed() throws IOException {
    String[][] heads = {
      {"parquet", "PAR1\0\1"},
      {"orc", "ORC\0\1"},
      {"avro", "Obj\1\2"},
      {"pdf", "%PDF-1.7"},
      {"zip", "PK\3\4aaaa"},
      {"xlsx", "PK\3\4....xl/workbook.xml"},
      {"png", "\u0089PNG\r\n\u001a\n"},
      {"elf", "\u007fELF\2\1"},
      {"class", "\u00ca\u00fe\u00ba\u00be\0\0"},
      {"sqlite", "SQLite format 3\0"}
    };
    for (String[] each : heads) {
      Inspection found = inspect((each[1] + "\0\1\2").getBytes(ISO_8859_1));
      assertEquals(each[0], found.format(), found.summary());
      assertEquals(Status.REFUSED, found.status());
      ReadException refusal = assertThrows(ReadException.class, found::layoutOrThrow);
      assertTrue(refusal.getMessage().contains("mem:/f.csv"), refusal.getMessage());
    }
  }

  @Test
  void lettersThatOnlyLookLikeASignature() throws IOException {
    assertEquals("csv", inspect("ORC,elf\n1,2\n3,4\n").format());
    assertEquals("csv", inspect("PAR1,PAR2\n1,2\n3,4\n").format());
    assertEquals("csv", inspect("BZh,b\n1,2\n3,4\n").format());
  }

  @Test
  void junkIsNotText() throws IOException {
    byte[] junk = new byte[10_000];
    new Random(1).nextBytes(junk);
    Inspection found = inspect(junk);
    assertEquals("binary", found.format());
    assertEquals(Status.REFUSED, found.status());
  }

  @Test
  void truncatedGzipSaysSo() throws IOException {
    StringBuilder text = new StringBuilder("id,name\n");
    new Random(3).ints(200_000).forEach(n -> text.append(n).append(",x\n"));
    byte[] whole = gzip(text.toString().getBytes(UTF_8));
    byte[] truncated = Arrays.copyOf(whole, whole.length / 2);
    Inspection found = inspect(truncated);
    assertTrue(
        found.basis().evidence().toString().contains("cannot be read to its end"),
        found.toString());
    assertEquals(Status.REFUSED, inspect(Arrays.copyOf(whole, 12)).status());
  }

  @Test
  void aLateLetterDecidesTheEncoding() throws IOException {
    StringBuilder text = new StringBuilder("id,name\n");
    for (int i = 0; i < 60_000; i++) {
      text.append(i).append(",plain\n");
    }
    text.append("60001,서울특별시 강남구\n".repeat(50));
    Charset korean = Charset.forName("x-windows-949");
    assertEquals("x-windows-949", csv(text.toString().getBytes(korean)).encoding());
    assertEquals("x-windows-949", csv(gzip(text.toString().getBytes(korean))).encoding());
    assertEquals("UTF-8", csv(text.toString()).encoding());
  }

  @Test
  void nulBytesInTextAreNotUtf16() throws IOException {
    assertEquals("UTF-8", csv("id,name\n1,a\0b\n2,\0\n").encoding());
    assertEquals("UTF-16LE", csv("id,name\n1,a\n2,b\n".getBytes(UTF_16LE)).encoding());
  }

  @Test
  void oneBadByteDoesNotMakeItAnotherEncoding() throws IOException {
    byte[] bytes = ("id,name\n" + "1,서울특별시 강남구\n".repeat(20)).getBytes(UTF_8);
    bytes[bytes.length - 3] = (byte) 0xFF;
    assertEquals("UTF-8", csv(bytes).encoding());
  }

  @Test
  void dialectsOfTheWild() throws IOException {
    assertEquals("\\", csv("a,b\n1,\"say \\\"hi\\\", now\"\n2,\"x \\\" y\"\n").escape());
    assertEquals("", csv("a,b\n1,\"say \"\"hi\"\", now\"\n2,x\n").escape());
    assertEquals("#", csv("# made today\n# by hand\nid,v\n1,2\n# more\n3,4\n").comment());
    CsvLayout marked = csv("#id,v\n1,2\n3,4\n");
    assertEquals("", marked.comment());
    assertEquals(List.of("#id", "v"), marked.header());
    assertEquals(";", csv("a;b;c\n1,5;2,5;x\n3,5;4,25;y\n").delimiter());
    assertEquals(
        ",", csv("when,what\n2024-01-01 12:00:00,a b\n2024-01-02 13:30:00,c d\n").delimiter());
    assertEquals("\t", csv("a\tb\nx, y\tz, w\nu, v\tq, r\n").delimiter());
    assertEquals(1, csv("when\n2024-01-01 12:00:00\n2024-01-02 13:30:00\n").header().size());
    assertEquals(1, csv("word\nalpha\nbeta\ngamma\n").header().size());
    assertEquals("", csv("a\tb\n\"x\t1\ny\"\t2\n\"z\t3\n").quote());
    assertEquals(
        List.of("country", "2019", "2020", "2021"),
        csv("country,2019,2020,2021\nKR,51.7,51.8,51.7\nJP,126.2,125.8,125.5\n").header());
  }

  @Test
  void longLinesAndManyColumns() throws IOException {
    StringBuilder wide = new StringBuilder("c0");
    for (int i = 1; i < 15_000; i++) {
      wide.append(",column_number_").append(i);
    }
    wide.append("\n1").append(",2".repeat(14_999)).append("\n3").append(",4".repeat(14_999));
    CsvLayout layout = csv(wide.toString());
    assertEquals(15_000, layout.header().size());
    assertTrue(layout.hasHeader());

    Inspection tooWide = inspect("1" + ",2".repeat(99_999) + "\n");
    assertEquals(Status.REFUSED, tooWide.status());
    assertTrue(tooWide.summary().contains("100000 fields"), tooWide.summary());

    assertEquals(2, csv("a,b\n1," + "x".repeat(10 << 20) + "\n2,y\n").header().size());
    assertEquals(1, csv("x".repeat(20 << 20)).header().size());
  }

  @Test
  void optionsThatExcludeEachOtherAreRefused() {
    SourceOptions same = with(Optional.of("\""), Optional.empty(), Optional.empty());
    SourceOptions unknown = with(Optional.empty(), Optional.of("klingon"), Optional.empty());
    assertThrows(
        IllegalArgumentException.class,
        () -> inspect(SMALL.getBytes(UTF_8), unknown, SourceFormat.AUTO));
    // With the quote open, none is what such a delimiter leaves.
    assertThrows(
        IllegalArgumentException.class,
        () -> inspect(SMALL.getBytes(UTF_8), same, SourceFormat.AUTO));
  }

  @Test
  void whatIsSetIsFollowedAndContradictedAloud() throws IOException {
    SourceOptions options = with(Optional.of(";"), Optional.empty(), Optional.empty());
    Inspection found = inspect(SMALL.repeat(20).getBytes(UTF_8), options, SourceFormat.AUTO);
    assertEquals(";", ((CsvLayout) found.layout().orElseThrow()).delimiter());
    assertTrue(found.basis().settings().contains(new Setting("delimiter", ";", Origin.SET)));
    assertTrue(found.basis().conflicts().toString().contains("delimiter ','"), found.toString());

    byte[] korean = "이름,값\n서울특별시,1\n부산광역시,2\n".getBytes(Charset.forName("x-windows-949"));
    SourceOptions utf8 = with(Optional.empty(), Optional.of("UTF-8"), Optional.empty());
    Inspection wrong = inspect(korean, utf8, SourceFormat.AUTO);
    assertTrue(wrong.basis().conflicts().toString().contains("x-windows-949"), wrong.toString());

    SourceOptions gzip = with(Optional.empty(), Optional.empty(), Optional.of("gzip"));
    assertEquals(Status.REFUSED, inspect(SMALL.getBytes(UTF_8), gzip, SourceFormat.AUTO).status());

    Inspection lines =
        inspect("{\"a\":1}\n".getBytes(UTF_8), SourceOptions.defaults(), SourceFormat.CSV);
    assertEquals("csv", lines.format());
    assertTrue(lines.basis().conflicts().toString().contains("JSON Lines"), lines.toString());
  }

  @Test
  void theReadersReadWhatWasDetected() throws IOException {
    byte[] bytes = "Title\n이름;값\n서울;1,5\n부산;2,5\n".getBytes(Charset.forName("x-windows-949"));
    Memory source = new Memory("mem:/f.csv", bytes);
    FileLayout layout = FileInspector.inspect(source, SourceOptions.defaults()).layoutOrThrow();
    try (var tokens =
        io.sluice.formats.Formats.tokens(
            source, layout, io.sluice.formats.Formats.whole(source, 0))) {
      assertEquals(List.of("이름", "값"), tokens.fieldNames());
      assertEquals(2, tokens.next().records());
    }
  }

  @Test
  void hzIsRead() throws IOException {
    byte[] bytes = "id,name\n1,~{VP9z~}\n2,a~~b~{11>)~}\n3,~{VP\n4,plain\n".getBytes(UTF_8);
    Memory source = new Memory("mem:/f.csv", bytes);
    FileLayout layout = FileInspector.inspect(source, SourceOptions.defaults()).layoutOrThrow();
    assertEquals("HZ-GB-2312", layout.encoding());
    try (var tokens =
        io.sluice.formats.Formats.tokens(
            source, layout, io.sluice.formats.Formats.whole(source, 0))) {
      var table = tokens.next();
      assertEquals(4, table.records());
      String text = new String(table.buffer(), 0, table.recordEnds()[3], UTF_8);
      assertTrue(text.contains("1,中国\n2,a~b北京\n3,中\n4,plain"), text);
    }
  }

  @Test
  void noCommentsAreSet() throws IOException {
    SourceOptions none =
        io.sluice.spec.SpecReader.read(
                "dataset: x\nsource: {path: x, options: {comment: none}}\ntarget: {}\n", "x")
            .source()
            .options();
    assertEquals(Optional.of(""), none.lines().comment());
    Memory source = new Memory("mem:/f.csv", "#id,v\n#1,2\n#3,4\n".getBytes(UTF_8));
    CsvLayout found = (CsvLayout) FileInspector.inspect(source, none).layoutOrThrow();
    assertEquals("", found.comment());
    assertEquals(List.of("#id", "v"), found.header());
  }

  private static SourceOptions with(
      Optional<String> delimiter, Optional<String> encoding, Optional<String> compression) {
    return with(delimiter, encoding, compression, Optional.empty());
  }

  private static SourceOptions with(
      Optional<String> delimiter,
      Optional<String> encoding,
      Optional<String> compression,
      Optional<Boolean> header) {
    Optional<String> none = Optional.empty();
    return SourceOptions.defaults()
        .with(new Dialect(delimiter, none, none, none, Optional.empty()))
        .with(new Lines(none, header, Optional.empty(), 0, Optional.empty()))
        .with(new Bytes(encoding, compression));
  }

  private static void assertRefused(String format, String text) throws IOException {
    Inspection found = inspect(text);
    assertEquals(format, found.format(), found.toString());
    assertEquals(Status.REFUSED, found.status());
    assertTrue(!found.remedy().isEmpty());
  }

  private static CsvLayout csv(String text) throws IOException {
    return csv(text.getBytes(UTF_8));
  }

  private static CsvLayout csv(byte[] bytes) throws IOException {
    Inspection found = inspect(bytes);
    assertTrue(found.layout().orElse(null) instanceof CsvLayout, found.toString());
    return (CsvLayout) found.layoutOrThrow();
  }

  private static Inspection inspect(String text) throws IOException {
    return inspect(text.getBytes(UTF_8));
  }

  private static Inspection inspect(byte[] bytes) throws IOException {
    return inspect(bytes, SourceOptions.defaults(), SourceFormat.AUTO);
  }

  private static Inspection inspect(byte[] bytes, SourceOptions options, SourceFormat format)
      throws IOException {
    return FileInspector.inspect(new Memory("mem:/f.csv", bytes), options, format);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
