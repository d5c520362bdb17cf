package io.sluice.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.SpecReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Path landing = Files.createDirectories(folder.resolve("landing"));
    write(landing.resolve("a.csv"), "Flight Date;carrier;delay\n", "2024-01-0%d;AA;1%d.5\n");
    write(landing.resolve("b.csv"), "carrier;Flight Date;delay\n", "BB;2024-02-0%d;%d\n");
    Files.writeString(landing.resolve(".hidden"), "x");
  }

  private static void write(Path file, String header, String line) throws IOException {
    StringBuilder text = new StringBuilder(header);
    for (int i = 1; i <= 9; i++) {
      text.append(line.replace("%d", "" + i));
    }
    Files.writeString(file, text);
  }

  private Result detect(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "detect";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new CliRunner(folder).run(all);
  }

  @Test
  void saysWhatFilesAreAndTheirColumns() {
    Result result = detect("landing");
    assertEquals(0, result.code(), result.err());
    for (String part :
        List.of(
            "a.csv",
            "b.csv",
            "delimiter ';'",
            "detected: format csv",
            "confidence",
            "flight_date",
            "Flight Date",
            "date",
            "decimal(18,1)",
            "18 records looked at in 2 files")) {
      assertTrue(result.out().contains(part), part + " in\n" + result.out());
    }
    assertFalse(result.out().contains("hidden"));
  }

  @Test
  void writesASpecThatReadsBack() throws IOException {
    Result result = detect("landing", "--write-spec", "flights.yml");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.err().contains("./sluice plan flights.yml"), result.err());
    DatasetSpec spec = SpecReader.read(folder.resolve("flights.yml"));
    assertEquals("landing", spec.dataset());
    assertEquals(SourceFormat.CSV, spec.source().format());
    assertEquals(folder.resolve("landing").toString(), spec.source().path());
    assertEquals(Optional.of(";"), spec.source().options().dialect().delimiter());
    assertEquals(List.of("Flight Date"), spec.schema().get(0).from());
    assertEquals("date", spec.schema().get(0).type().ddl());
    assertEquals(3, spec.schema().size());

    Result again = detect("landing", "--write-spec", "flights.yml");
    assertEquals(2, again.code());
    assertTrue(again.err().contains("--force"), again.err());
    assertEquals(0, detect("landing", "--write-spec", "flights.yml", "--force").code());
  }

  @Test
  void aSpecPinsWhatTheRecordsOfJsonAre() throws IOException {
    Path arrays = Files.createDirectories(folder.resolve("arrays"));
    Files.writeString(arrays.resolve("a.json"), "[[1,\"a\"],[2,\"b\"]]");
    assertEquals(0, detect("arrays", "--write-spec", "a.yml").code());
    String spec = Files.readString(folder.resolve("a.yml"));
    assertTrue(spec.contains("json_records: arrays"), spec);
    // Alone this file would be one of values: its arrays are of different lengths.
    Files.writeString(arrays.resolve("b.json"), "[[3],[4,\"d\"],[5,\"e\",6]]");
    Result ingest = new CliRunner(folder).run("ingest", "a.yml");
    assertEquals(0, ingest.code(), ingest.err());
    Result rows =
        new CliRunner(folder)
            .run("sql", "SELECT column_1, column_2 FROM default.arrays ORDER BY 1", "-o", "json");
    assertTrue(
        rows.out().replaceAll("\\s", "").contains("{\"column_1\":3,\"column_2\":null}"),
        rows.out());
    assertTrue(
        rows.out().replaceAll("\\s", "").contains("{\"column_1\":5,\"column_2\":\"e\"}"),
        rows.out());
  }

  @Test
  void aSpecOfFixedWidthKeepsWhatWasSaidOfItsLines() throws IOException {
    String row = "%-6s%-12s%-10s\n";
    StringBuilder text = new StringBuilder(row.formatted("id", "name", "city"));
    List<String> names = List.of("Anna", "Anna Maria", "Jo", "Karl Otto");
    for (int i = 10; i < 30; i++) {
      text.append(row.formatted(i, names.get(i % 4), i % 3 == 0 ? "Bad Ems" : "Bonn"));
    }
    Files.writeString(folder.resolve("f.txt"), text);
    Result result =
        detect(
            "f.txt",
            "--option",
            "ragged_rows=fill",
            "--option",
            "comment='!'",
            "--write-spec",
            "f.yml");
    assertEquals(0, result.code(), result.err());
    DatasetSpec spec = SpecReader.read(folder.resolve("f.yml"));
    assertEquals(SourceFormat.FIXED_WIDTH, spec.source().format());
    assertEquals(Optional.of("!"), spec.source().options().lines().comment());
    assertEquals(Optional.of(RaggedRows.FILL), spec.source().options().lines().raggedRows());
  }

  @Test
  void severalFilesOfOneFolderBecomeAPattern() {
    assertEquals(0, detect("landing/a.csv", "landing/b.csv", "--write-spec", "two.yml").code());
    DatasetSpec spec = SpecReader.read(folder.resolve("two.yml"));
    assertEquals("landing", spec.dataset());
    assertEquals(folder.resolve("landing/{a.csv,b.csv}").toString(), spec.source().path());
  }

  /** The spec finds the files again that were named, and no others. */
  @ParameterizedTest
  @ValueSource(strings = {"in[1]", "a{b}", "c*d", "e,f?g/h[i]"})
  void aFolderOfAnyNameIsWrittenAsWhatMatchesIt(String name) throws IOException {
    Path in = Files.createDirectories(folder.resolve("data").resolve(name));
    for (String file : new String[] {"a.csv", "b[2].csv", "left_out.csv"}) {
      Files.writeString(in.resolve(file), "id,name\n" + file.length() + ",x\n");
    }
    String files = "data/" + name + "/";
    assertEquals(0, detect(files + "a.csv", files + "b[2].csv", "--write-spec", "s.yml").code());
    DatasetSpec spec = SpecReader.read(folder.resolve("s.yml"));
    assertEquals(in + "/", spec.source().root(), "nothing else is looked through");
    Result ingest = new CliRunner(folder).run("ingest", "s.yml");
    assertEquals(0, ingest.code(), ingest.err());
    Result rows =
        new CliRunner(folder)
            .run(
                "sql",
                "SELECT id FROM default." + spec.target().table() + " ORDER BY id",
                "-o",
                "csv");
    assertEquals("id 5 8", rows.out().replace("\r\n", " ").strip(), rows.err());
  }

  @Test
  void filesOfDifferentLayoutsAreToldApart() throws IOException {
    Files.writeString(
        folder.resolve("landing/c.jsonl"), "{\"x\":1,\"y\":{\"z\":[1.5]}}\n{\"x\":2}\n");
    Result result = detect("landing", "-o", "json");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("\"struct<z:array<decimal(18,1)>>\""), result.out());
    Result spec = detect("landing", "--write-spec", "x.yml");
    assertEquals(2, spec.code());
    assertTrue(spec.err().contains("2 different layouts"), spec.err());
    assertFalse(Files.exists(folder.resolve("x.yml")));
  }

  @Test
  void whatIsKnownCanBeSaid() throws IOException {
    Files.writeString(folder.resolve("na.csv"), "a,b\n1,x\nNA,y\n3,z\n");
    assertTrue(detect("na.csv").out().contains("a       string"));
    Result result = detect("na.csv", "--option", "null_tokens=[NA]");
    assertTrue(result.out().contains("a       bigint"), result.out());
    Result wrong = detect("na.csv", "--option", "delimeter=;");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("did you mean 'delimiter'?"), wrong.err());
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    Files.write(
        folder.resolve("picture.csv"),
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13});
    Files.writeString(folder.resolve("empty.csv"), "");
    Result result = detect("picture.csv", "empty.csv");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("PNG"), result.out());
    assertTrue(result.out().contains("empty"), result.out());
    assertEquals(2, detect("picture.csv", "--write-spec", "p.yml").code());
    assertEquals(2, detect("nowhere").code());
    assertEquals(2, detect(Files.createDirectory(folder.resolve("none")).toString()).code());
  }

  @Test
  void aBrokenFileDoesNotHideTheOthers() throws IOException {
    byte[] zipped;
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        for (int i = 0; i < 200_000; i++) {
          gzip.write((i + ";" + Integer.toHexString(i * 31) + ";x\n").getBytes(UTF_8));
        }
      }
      zipped = bytes.toByteArray();
    }
    Files.write(
        folder.resolve("landing/cut.csv.gz"), Arrays.copyOf(zipped, zipped.length * 9 / 10));
    Result result = detect("landing");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("cannot be read further: "), result.out());
    assertTrue(result.out().contains("18 records looked at"), result.out());
    Result spec = detect("landing/cut.csv.gz", "--write-spec", "cut.yml");
    assertEquals(2, spec.code());
    assertTrue(spec.err().contains("cannot be pinned"), spec.err());
  }

  @Test
  void koreanIsRead() throws IOException {
    Files.write(
        folder.resolve("k.csv"),
        ("이름,도시\n" + "김철수,부산광역시\n이영희,서울특별시\n박민수,대구광역시\n".repeat(20))
            .getBytes(Charset.forName("EUC-KR")));
    Result result = detect("k.csv");
    assertTrue(result.out().contains("이름"), result.out());
  }

  @Test
  void aSampleIsEnoughWhenAskedFor() {
    assertEquals(0, detect("landing/a.csv", "--sample", "5").code());
    assertEquals(2, detect("landing/a.csv", "--sample", "0").code());
  }
}
