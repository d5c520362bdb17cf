package io.sluice.formats.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.MemoryObject;
import io.sluice.formats.decompress.Decompression;
import io.sluice.formats.decompress.Prefetch.Pace;
import io.sluice.formats.source.Transcoder.Tail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** UTF-8 of other encodings, in pieces of all sizes, and the way back. */
class TranscoderTest {
  /** Texts of halves and wholes, long runs of ASCII among them. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      switch (random.nextInt(9)) {
        case 0 -> text.append("plain text, as it is mostly\n".repeat(random.nextInt(3)));
        case 1 -> text.append((char) random.nextInt(0x800));
        case 2 -> text.append((char) (0xD800 + random.nextInt(0x400)));
        case 3 -> text.append((char) (0xDC00 + random.nextInt(0x400)));
        case 4 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        case 5 -> text.append((char) random.nextInt(0x10000));
        case 6 -> text.append('\ufffe');
        default -> text.append((char) (' ' + random.nextInt(90)));
      }
    }
    return text.toString();
  }

  /** The same by the simplest means. */
  private static byte[] expected(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        out.writeBytes(text.substring(i, i + 2).getBytes(UTF_8));
        i++;
      } else if (Character.isSurrogate(c) || c == '\ufffe') {
        out.write(0xFF);
        out.write(0xFF);
      } else {
        out.writeBytes(String.valueOf(c).getBytes(UTF_8));
      }
    }
    return out.toByteArray();
  }

  private static byte[] stored(String text, String encoding) throws IOException {
    return MemoryObject.of(text, encoding).open(0).readAllBytes();
  }

  private static byte[] inSteps(Transcoder transcoder, byte[] raw, Random random, int most) {
    byte[] text = new byte[3 * raw.length + 8];
    int from = 0;
    int to = 0;
    int made = 0;
    while (from < raw.length) {
      to = Math.min(raw.length, Math.max(to, from) + random.nextInt(most));
      int limit = Math.min(text.length, made + random.nextInt(most));
      byte after = text[limit == text.length ? limit - 1 : limit];
      Tail tail = to == raw.length ? Tail.ENDS : Tail.GOES_ON;
      made += transcoder.transcode(raw, from, to, tail, text, made, limit);
      assertEquals(after, text[limit == text.length ? limit - 1 : limit]);
      from += transcoder.taken();
    }
    return Arrays.copyOf(text, made);
  }

  @Test
  void halvesOfPairsHarmNobodyElse() throws IOException {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      String text = text(random);
      String encoding = random.nextBoolean() ? "UTF-16LE" : "UTF-16BE";
      byte[] raw = stored(text, encoding);
      byte[] expected = expected(text);
      if (random.nextInt(4) == 0) {
        raw = Arrays.copyOf(raw, raw.length + 1);
        expected = Arrays.copyOf(expected, expected.length + 1);
        expected[expected.length - 1] = (byte) 0xFF;
      }
      for (int most : new int[] {9, 40, 10_000}) {
        Transcoder transcoder = Transcoder.of(Charset.forName(encoding));
        assertArrayEquals(expected, inSteps(transcoder, raw, random, most), "seed " + seed);
      }
    }
  }

  @Test
  void positionsAndOffsetsAreEachOthersReverse() throws IOException {
    List<String> encodings =
        List.of("UTF-16LE", "UTF-16BE", "windows-1252", "EUC-KR", "GB18030", "windows-31j");
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      String encoding = encodings.get(seed % encodings.size());
      byte[] raw = stored(text(random), encoding);
      int start = random.nextInt(3) * 2;
      byte[] file = new byte[start + raw.length];
      System.arraycopy(raw, 0, file, start, raw.length);
      RawInput stored =
          new RawInput(new MemoryObject("m", file), Decompression.NONE, start, Pace.PREFETCH);
      int chunk = 1 + random.nextInt(50);
      // Not from 0, so that no byte order mark is looked for.
      try (Utf8Input input =
          new TranscodedInput(stored, Charset.forName(encoding), 1 + start, chunk)) {
        byte[] text = new byte[3 * raw.length + 20];
        int length = 0;
        for (int n = 0; n >= 0; n = input.read(text, length, 20)) {
          length += n;
        }
        long previous = -1;
        long from = 1L + start;
        for (int at = 0; at <= length; at++) {
          boolean begins = at == length || (text[at] & 0xC0) != 0x80;
          if (begins && (at == 0 || input.fileOffset(at) > previous)) {
            long offset = input.fileOffset(at);
            String where = encoding + " seed " + seed + " at " + at;
            assertEquals(at, input.position(offset), where);
            for (long inside = Math.max(from, previous + 1); inside < offset; inside++) {
              assertEquals(at, input.position(inside), where + " inside");
            }
            previous = offset;
          }
        }
        assertEquals(from + raw.length, previous, encoding + " seed " + seed);
        assertEquals(Long.MAX_VALUE, input.position(from + raw.length + 1));
      }
    }
  }
}
