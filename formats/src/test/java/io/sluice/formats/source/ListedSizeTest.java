package io.sluice.formats.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.CsvReading;
import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.read.ReadException;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written to between the listing and the reading are read as they were listed. */
class ListedSizeTest {
  private static final List<String> COMPRESSIONS = List.of("gzip", "bzip2", "zstd", "lz4");

  @TempDir Path folder;

  private LocalFile listed(String written, String since) throws IOException {
    Path path = folder.resolve("x.csv");
    Files.writeString(path, written);
    long size = Files.size(path);
    Files.writeString(path, since, StandardOpenOption.APPEND);
    return LocalFile.of(path, "in/x.csv", size);
  }

  @Test
  void aValueThatGrowsIsReadAsItWasListed() throws IOException {
    LocalFile file = listed("a,b\n1,12", "34\n5,6\n");
    LayoutBuilder layout = new LayoutBuilder();
    layout.header = List.of("a", "b");
    assertEquals(
        List.of("1|12", "records 1"),
        CsvReading.read(
            file, layout.build(), CsvReading.plan(CsvReading.text("a"), CsvReading.text("b"))));
  }

  @Test
  void anInspectionSeesNothingOfWhatWasAppended() throws IOException {
    String table = "a,b\n1,2\n3,4\n";
    LocalFile unchanged = listed(table, "");
    String expected = FileInspector.inspect(unchanged, SourceOptions.defaults()).toString();
    LocalFile grown = listed(table, "\u0000;;;\"\u0001\n".repeat(1000));
    assertEquals(expected, FileInspector.inspect(grown, SourceOptions.defaults()).toString());
  }

  @Test
  void aStreamFromAnyByteOnEndsAtTheListedSize() throws IOException {
    String written = "0123456789";
    LocalFile file = listed(written, "abcdef");
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      int offset = random.nextInt(written.length() + 1);
      int step = 1 + random.nextInt(12);
      try (InputStream in = file.open(offset)) {
        StringBuilder read = new StringBuilder();
        if (random.nextBoolean()) {
          read.append(written, offset, offset + (int) in.skip(random.nextInt(20)));
        }
        byte[] some = new byte[step];
        for (int n = in.read(some); n >= 0; n = in.read(some)) {
          read.append(new String(some, 0, n, UTF_8));
        }
        assertEquals(written.substring(offset), read.toString(), "round " + round + " of seed 5");
        assertEquals(-1, in.read());
        assertEquals(0, in.available());
      }
    }
  }

  @Test
  void anArchiveThatGrowsIsReadAsItWasListed() throws IOException {
    for (String compression : COMPRESSIONS) {
      byte[] archive = Compressed.bytes(compression, "a,b\n1,2\n".getBytes(UTF_8));
      Path path = folder.resolve("x." + compression);
      Files.write(path, archive);
      Files.write(
          path, Compressed.bytes(compression, "3,4\n".getBytes(UTF_8)), StandardOpenOption.APPEND);
      LocalFile file = LocalFile.of(path, "in/x", archive.length);
      try (Utf8Input input = Utf8Input.open(file, compression, "UTF-8", 0)) {
        assertEquals("a,b\n1,2\n", all(input), compression);
      }
    }
  }

  @Test
  void aFileThatHasBecomeShorterIsAReadException() throws IOException {
    Path path = folder.resolve("x.csv");
    Files.writeString(path, "a,b\n1,2\n");
    LocalFile file = LocalFile.of(path, "in/x.csv", 13);
    try (InputStream in = file.open(2)) {
      ReadException e = assertThrows(ReadException.class, in::readAllBytes);
      assertEquals(
          "in/x.csv at byte 8: the file has become shorter since it was listed: 5 bytes are missing"
              + " at its end. Do not change files during a run; run again",
          e.getMessage());
    }
    for (String compression : COMPRESSIONS) {
      byte[] archive = Compressed.bytes(compression, "a,b\n1,2\n".repeat(100).getBytes(UTF_8));
      Files.write(path, archive);
      LocalFile longer = LocalFile.of(path, "in/x.csv", archive.length + 3);
      try (Utf8Input input = Utf8Input.open(longer, compression, "UTF-8", 0)) {
        ReadException e = assertThrows(ReadException.class, () -> all(input), compression);
        assertTrue(
            e.getMessage().contains("has become shorter since it was listed"), e::getMessage);
      }
    }
  }

  private static String all(Utf8Input input) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] some = new byte[5];
    for (int n = input.read(some, 0, some.length); n >= 0; n = input.read(some, 0, some.length)) {
      text.append(new String(some, 0, n, UTF_8));
    }
    return text.toString();
  }
}
