package io.sluice.formats.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Java's own decoder says where a text stops being UTF-8. */
class Utf8Test {
  private static final int[] EDGES = {
    0, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
    0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
  };

  private static void same(byte[] text, int from, int to) {
    ByteBuffer in = ByteBuffer.wrap(text, from, to - from);
    CoderResult result = UTF_8.newDecoder().decode(in, CharBuffer.allocate(text.length + 1), true);
    assertEquals(
        result.isError() ? in.position() : -1,
        Utf8.firstMalformed(text, from, to),
        () -> Arrays.toString(text) + " from " + from + " to " + to);
  }

  @Test
  void edgesOfEveryByte() {
    for (int before : new int[] {0, 5, 34}) {
      byte[] text = new byte[before + 4 + 9];
      Arrays.fill(text, (byte) 'a');
      for (int first : EDGES) {
        for (int second : EDGES) {
          for (int third : EDGES) {
            for (int fourth : new int[] {0x41, 0x80, 0xBF, 0xC2}) {
              text[before] = (byte) first;
              text[before + 1] = (byte) second;
              text[before + 2] = (byte) third;
              text[before + 3] = (byte) fourth;
              same(text, 0, text.length);
              same(text, 0, before + 4);
            }
          }
        }
      }
    }
  }

  @Test
  void seededRandomTexts() {
    Random random = new Random(8);
    int[] points = {'a', 'b', 0xE9, 0x7FF, 0x6570, 0xFFFD, 0x1F600, 0x10FFFF};
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i >= 0; i--) {
        text.appendCodePoint(points[random.nextInt(random.nextBoolean() ? 2 : points.length)]);
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      if (random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int from = random.nextInt(bytes.length);
      same(bytes, 0, bytes.length);
      same(bytes, from, from + random.nextInt(bytes.length - from + 1));
    }
  }
}
