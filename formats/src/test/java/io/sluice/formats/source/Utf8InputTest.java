package io.sluice.formats.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.MemoryObject;
import io.sluice.formats.decompress.Decompression;
import io.sluice.formats.decompress.Prefetch.Pace;
import io.sluice.formats.read.ReadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8InputTest {
  private static byte[] all(Utf8Input input, int step) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[step];
    for (int n = input.read(some, 0, step); n >= 0; n = input.read(some, 0, step)) {
      out.write(some, 0, n);
    }
    return out.toByteArray();
  }

  private static TranscodedInput transcoded(byte[] file, String charset, int chunk)
      throws IOException {
    MemoryObject object = new MemoryObject("m", file);
    RawInput stored = new RawInput(object, Decompression.NONE, 0, Pace.PREFETCH);
    return new TranscodedInput(stored, Charset.forName(charset), 0, chunk);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, aé한\uD83D\uDE00",
    "UTF-16BE, aé한\uD83D\uDE00",
    "UTF-32LE, aé한\uD83D\uDE00",
    "UTF-32BE, aé한\uD83D\uDE00",
    "windows-1252, aé€™",
    "ISO-8859-1, aéÿ",
    "ISO-8859-15, aé€",
    "EUC-KR, a한국",
    "x-windows-949, a한똠",
    "windows-31j, aｱ日本①",
    "GB18030, a汉字\uD83D\uDE00é",
    "Big5, a漢字",
    "EUC-JP, a日本",
    "KOI8-R, aЖ",
    "UTF-8, aé한\uD83D\uDE00"
  })
  void everyPositionMapsBack(String charset, String characters) throws IOException {
    int[] points = characters.codePoints().toArray();
    Random random = new Random(charset.hashCode());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
      text.append(random.nextInt(9) == 0 ? "\n" : "");
    }
    byte[] file = text.toString().getBytes(Charset.forName(charset));
    byte[] expected = text.toString().getBytes(UTF_8);
    for (int chunk : new int[] {7, 64, 1 << 14}) {
      Utf8Input input =
          charset.equals("UTF-8")
              ? Utf8Input.open(new MemoryObject("m", file), "none", charset, 0)
              : transcoded(file, charset, chunk);
      assertArrayEquals(expected, all(input, 13));
      int prefix = 0;
      for (int i = 0; i <= text.length(); i++) {
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          String before = text.substring(0, i);
          int at = before.getBytes(UTF_8).length;
          prefix = before.getBytes(Charset.forName(charset)).length;
          assertEquals(prefix, input.fileOffset(at), charset + " chunk " + chunk + " at " + at);
        }
      }
      // Descending questions are slow but right.
      assertEquals(0, input.fileOffset(0));
      input.release(expected.length / 2);
      assertEquals(file.length, input.fileOffset(expected.length));
    }
  }

  @Test
  void marksAreLeftOutAndTellTheByteOrder() throws IOException {
    String[][] cases = {
      {"UTF-16", "UTF-16LE"}, {"UTF-16", "UTF-16BE"}, {"UTF-16LE", "UTF-16LE"},
      {"UTF-16BE", "UTF-16BE"}, {"UTF-32", "UTF-32LE"}, {"UTF-32", "UTF-32BE"},
      {"UTF-32LE", "UTF-32LE"}, {"UTF-8", "UTF-8"}, {"GB18030", "GB18030"}
    };
    for (String[] each : cases) {
      byte[] file = "\ufeffa\ufeffb".getBytes(Charset.forName(each[1]));
      int mark = "\ufeff".getBytes(Charset.forName(each[1])).length;
      try (Utf8Input input = Utf8Input.open(new MemoryObject("m", file), "none", each[0], 0)) {
        assertEquals("a\ufeffb", new String(all(input, 3), UTF_8), each[0] + " " + each[1]);
        assertEquals(mark, input.fileOffset(0));
        assertEquals(file.length, input.fileOffset(5));
      }
    }
    byte[] bare = "ab".getBytes(Charset.forName("UTF-16BE"));
    try (Utf8Input input = Utf8Input.open(new MemoryObject("m", bare), "none", "UTF-16", 0)) {
      assertEquals("ab", new String(all(input, 3), UTF_8));
    }
    for (String tooShort : new String[] {"", "a", "\u00ef"}) {
      byte[] file = tooShort.getBytes(Charset.forName("ISO-8859-1"));
      try (Utf8Input input = Utf8Input.open(new MemoryObject("m", file), "none", "UTF-8", 0)) {
        assertArrayEquals(file, all(input, 3));
      }
    }
  }

  @Test
  void malformedBytesComeOutMalformed() throws IOException {
    byte[] file =
        Compressed.concatenated(
            "한".getBytes(Charset.forName("EUC-KR")),
            new byte[] {(byte) 0xFF, 'a', (byte) 0xFE, 'b'},
            "국".getBytes(Charset.forName("EUC-KR")),
            new byte[] {(byte) 0xB1});
    for (int chunk : new int[] {3, 4, 5, 64}) {
      try (TranscodedInput input = transcoded(file, "EUC-KR", chunk)) {
        byte[] text = all(input, 100);
        assertEquals(3, Utf8.firstMalformed(text, 0, text.length));
        String shown = new String(text, UTF_8);
        assertTrue(shown.startsWith("한\ufffda"), shown);
        assertTrue(shown.endsWith("국\ufffd"), shown);
        assertEquals(3, input.fileOffset(4));
        assertEquals(file.length, input.fileOffset(text.length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "zstd", "snappy", "lz4"})
  void archivesOfSeveralPartsAreReadWhole(String compression) throws IOException {
    byte[] one = "a,b\n1,2\n".repeat(5000).getBytes(UTF_8);
    byte[] two = "3,4\n".repeat(3000).getBytes(UTF_8);
    byte[] file =
        Compressed.concatenated(
            Compressed.bytes(compression, one), Compressed.bytes(compression, two));
    try (Utf8Input input = Utf8Input.open(new MemoryObject("m", file), compression, "UTF-8", 0)) {
      assertArrayEquals(Compressed.concatenated(one, two), all(input, 1000));
      assertEquals(file.length, input.storedBytes());
    }
    try (Utf8Input input =
        Utf8Input.open(new MemoryObject("m", new byte[0]), compression, "UTF-8", 0)) {
      assertEquals(0, all(input, 10).length);
    }
    try (InputStream raw = Utf8Input.decompressed(new MemoryObject("m", file), compression)) {
      assertArrayEquals(one, raw.readNBytes(one.length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "zstd", "snappy", "lz4"})
  void truncatedArchivesFailAfterWhatIsThere(String compression) throws IOException {
    byte[] content = new byte[300_000];
    new Random(5).nextBytes(content);
    byte[] file = Compressed.bytes(compression, content);
    int failed = 0;
    for (int truncated : new int[] {3, 11, file.length / 2, file.length - 7, file.length - 1}) {
      MemoryObject object = new MemoryObject("in/x.csv", Arrays.copyOf(file, truncated));
      try (Utf8Input input = Utf8Input.open(object, compression, "UTF-8", 0)) {
        ReadException e = assertThrows(ReadException.class, () -> all(input, 1000));
        assertTrue(e.getMessage().startsWith("in/x.csv at byte "), e.getMessage());
        assertTrue(e.getMessage().contains("truncated"), e.getMessage());
        failed++;
      }
    }
    assertEquals(5, failed);
  }

  @Test
  void damagedArchivesAreNotReadAsText() throws IOException {
    MemoryObject object = MemoryObject.of("this is no archive at all, just text");
    for (String compression : new String[] {"gzip", "bzip2", "zstd", "snappy", "lz4"}) {
      try (Utf8Input input = Utf8Input.open(object, compression, "UTF-8", 0)) {
        assertThrows(ReadException.class, () -> all(input, 100), compression);
      }
    }
    assertThrows(ReadException.class, () -> Utf8Input.open(object, "rar", "UTF-8", 0));
  }

  @Test
  void filesThatChangeDuringARun(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("x.csv");
    Files.writeString(path, "a,b\n1,2\n");
    LocalFile listed = LocalFile.of(path, "in/x.csv");
    Files.writeString(path, "a,b\n1,2\n3,4\n");
    try (Utf8Input input = Utf8Input.open(listed, "none", "UTF-8", 0)) {
      assertEquals("a,b\n1,2\n", new String(all(input, 5), UTF_8));
    }
    Files.writeString(path, "a,b\n");
    try (Utf8Input input = Utf8Input.open(listed, "none", "UTF-8", 0)) {
      ReadException e = assertThrows(ReadException.class, () -> all(input, 5));
      assertEquals(
          "in/x.csv at byte 4: the file has become shorter since it was listed: 4 bytes are missing"
              + " at its end. Do not change files during a run; run again",
          e.getMessage());
    }
    Files.delete(path);
    assertThrows(ReadException.class, () -> listed.open(0));
    ReadException gone = assertThrows(ReadException.class, () -> LocalFile.of(path, "in/x.csv"));
    assertEquals("in/x.csv: there is no such file. Check the path", gone.getMessage());
    assertThrows(ReadException.class, () -> LocalFile.of(folder, folder.toString()));
    assertThrows(ReadException.class, () -> Utf8Input.open(listed, "none", "no-such", 0));
  }

  @Test
  void wellFormedIsWhatTheJdkSays() {
    Random random = new Random(11);
    byte[][] pieces = {
      {'a'},
      {'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'},
      "é".getBytes(UTF_8),
      "한".getBytes(UTF_8),
      "\uD83D\uDE00".getBytes(UTF_8),
      {(byte) 0xC0, (byte) 0x80},
      {(byte) 0xED, (byte) 0xA0},
      {(byte) 0xF4, (byte) 0x90, (byte) 0x80},
      {(byte) 0x80},
      {(byte) 0xE0, (byte) 0x9F}
    };
    for (int round = 0; round < 20_000; round++) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.writeBytes(pieces[random.nextInt(random.nextBoolean() ? 5 : pieces.length)]);
      }
      byte[] bytes = text.toByteArray();
      boolean valid = !new String(bytes, UTF_8).contains("\ufffd");
      int at = Utf8.firstMalformed(bytes, 0, bytes.length);
      assertEquals(valid, at < 0, () -> Arrays.toString(bytes));
      if (at > 0) {
        assertTrue(!new String(bytes, 0, at, UTF_8).contains("\ufffd"));
      }
    }
  }
}
