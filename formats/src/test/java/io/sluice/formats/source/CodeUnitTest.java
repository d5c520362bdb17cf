package io.sluice.formats.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.source.Transcoder.Tail;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Encodings that may be split give the same from any line end on, whatever the bytes are. */
class CodeUnitTest {
  private static List<Charset> split() {
    List<Charset> charsets = new ArrayList<>();
    for (Charset charset : Charset.availableCharsets().values()) {
      if (charset.canEncode()
          && !charset.equals(UTF_8)
          && CodeUnit.of("none", charset.name()).isPresent()) {
        charsets.add(charset);
      }
    }
    return charsets;
  }

  /** Where line ends begin, counted from the end, times 256; and their characters. */
  private static List<Integer> lineEnds(Charset charset, byte[] bytes, int from) {
    List<Integer> ends = new ArrayList<>();
    Transcoder transcoder = Transcoder.of(charset);
    byte[] text = new byte[16];
    int at = from;
    int taken = 1;
    while (taken > 0) {
      taken = 0;
      int made = 0;
      // Character by character.
      for (int most = 1; taken == 0 && most <= 8; most++) {
        made = transcoder.transcode(bytes, at, bytes.length, Tail.ENDS, text, 0, most);
        taken = transcoder.taken();
      }
      if (made == 1 && (text[0] == '\n' || text[0] == '\r')) {
        ends.add((bytes.length - at) * 256 + text[0]);
      }
      at += taken;
    }
    assertEquals(bytes.length, at, charset.name());
    return ends;
  }

  @Test
  void lineEndsStandWhereTheyStandWhereverReadingBegins() {
    Random random = new Random(5);
    for (Charset charset : split()) {
      int unit = CodeUnit.of("none", charset.name()).orElseThrow().bytes();
      byte[] feed = "\n".getBytes(charset);
      byte[] back = "\r".getBytes(charset);
      for (int round = 0; round < 300; round++) {
        byte[] bytes = new byte[unit * (1 + random.nextInt(12))];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i += unit) {
          switch (random.nextInt(8)) {
            case 0, 1 -> System.arraycopy(feed, 0, bytes, i, unit);
            case 2 -> System.arraycopy(back, 0, bytes, i, unit);
            case 3 -> bytes[i] = (byte) (0x30 + random.nextInt(10));
            case 4 -> bytes[i] = (byte) (unit == 2 ? 0xD8 + random.nextInt(8) : 0x8E);
            default -> {}
          }
        }
        List<Integer> whole = lineEnds(charset, bytes, 0);
        for (int from = unit; from < bytes.length; from += unit) {
          List<Integer> part = lineEnds(charset, bytes, from);
          int after = bytes.length - from;
          List<Integer> expected = whole.stream().filter(end -> end < (after + 1) * 256).toList();
          assertEquals(
              expected, part, () -> charset + " from " + after + " " + Arrays.toString(bytes));
        }
      }
    }
  }

  @Test
  void everySingleByteIsWhatTheJdkSays() {
    int found = 0;
    for (Charset charset : split()) {
      if (SingleBytes.of(charset).isEmpty()) {
        continue;
      }
      found++;
      byte[] all = new byte[256];
      for (int b = 0; b < 256; b++) {
        all[b] = (byte) b;
      }
      byte[] text = new byte[3 * 256];
      Transcoder transcoder = Transcoder.of(charset);
      int length = transcoder.transcode(all, 0, 256, Tail.ENDS, text, 0, text.length);
      assertEquals(256, transcoder.taken());
      assertEquals(new String(all, charset), new String(text, 0, length, UTF_8), charset.name());
    }
    assertTrue(found > 50, found + " charsets");
  }

  @Test
  void unitsAreNarrowedToTheirAscii() {
    for (CodeUnit unit : List.of(CodeUnit.PAIR_LOW_FIRST, CodeUnit.PAIR_HIGH_FIRST)) {
      Charset charset = Charset.forName(unit == CodeUnit.PAIR_LOW_FIRST ? "UTF-16LE" : "UTF-16BE");
      byte[] pairs = "xa\"\n\u0a0d\u0122é\u0100\u007f\u0080".getBytes(charset);
      unit.narrow(pairs, 1, 0);
      unit.narrow(pairs, 0, pairs.length / 2);
      byte other = (byte) 0x80;
      assertArrayEquals(
          new byte[] {'x', 'a', '"', '\n', other, other, other, other, 0x7f, other},
          Arrays.copyOf(pairs, pairs.length / 2));
    }
  }

  @Test
  void whatIsCut() {
    assertEquals(
        List.of("UTF8_BYTE", "CHARACTER", "CHARACTER", "BYTE", "BYTE", "PAIR_LOW_FIRST"),
        List.of("utf8", "latin1", "cp1252", "euc-kr", "IBM037", "UTF-16LE").stream()
            .map(name -> CodeUnit.of("none", name).orElseThrow().name())
            .toList());
    for (String name : List.of("UTF-16", "UTF-32", "UTF-32LE", "ISO-2022-JP")) {
      assertTrue(CodeUnit.of("none", name).isEmpty(), name);
    }
    assertTrue(CodeUnit.of("gzip", "UTF-8").isEmpty());
  }
}
