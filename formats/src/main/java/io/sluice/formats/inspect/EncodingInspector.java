package io.sluice.formats.inspect;

import io.sluice.formats.source.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the encoding of text: by byte order mark, by the pattern of NUL bytes, by being valid
 * UTF-8, and else by which legacy charset makes plausible text of it.
 */
final class EncodingInspector {
  /** Text of one script in UTF-16 has a NUL in every ASCII character, and so one in most lines. */
  private static final double UTF16_NULS = 0.10;

  /** More control characters than this, and it is no text. */
  private static final double MOST_CONTROLS = 0.05;

  /** So few say nothing, however short the file is. */
  private static final int FEW_CONTROLS = 4;

  private static final int MOST_LEGACY_BYTES = 64 << 10;

  private EncodingInspector() {}

  static EncodingGuess inspect(Sample sample) {
    byte[] head = sample.head();
    EncodingGuess marked = byMark(head);
    if (marked != null) {
      return marked;
    }
    EncodingGuess wide = byNuls(head);
    if (wide == null) {
      wide = WideText.guess(head);
    }
    if (wide == null) {
      wide = EscapedText.guess(head);
    }
    if (wide != null) {
      return wide;
    }
    double controls = controls(head);
    if (controls > MOST_CONTROLS && controls * head.length >= FEW_CONTROLS) {
      return new EncodingGuess(
          "",
          0,
          0.95,
          List.of(
              String.format(
                  Locale.ROOT,
                  "%.0f%% of the first %d bytes are control characters",
                  100 * controls,
                  head.length)),
          "");
    }
    return bySevenOrEightBits(sample);
  }

  private static EncodingGuess byMark(byte[] head) {
    String[] names = {"UTF-8", "UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE"};
    int[][] marks = {
      {0xEF, 0xBB, 0xBF}, {0xFF, 0xFE, 0, 0}, {0, 0, 0xFE, 0xFF}, {0xFF, 0xFE}, {0xFE, 0xFF}
    };
    for (int i = 0; i < names.length; i++) {
      if (startsWith(head, marks[i])) {
        StringBuilder hex = new StringBuilder();
        for (int b : marks[i]) {
          hex.append(String.format(Locale.ROOT, " %02x", b));
        }
        return new EncodingGuess(
            names[i],
            marks[i].length,
            1.0,
            List.of(
                "bytes 0 to "
                    + (marks[i].length - 1)
                    + " are"
                    + hex
                    + ": "
                    + names[i]
                    + " with byte order mark"),
            "");
      }
    }
    return null;
  }

  private static boolean startsWith(byte[] head, int[] mark) {
    if (head.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((head[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static EncodingGuess byNuls(byte[] head) {
    int[] nuls = new int[4];
    int quads = head.length / 4;
    for (int i = 0; i < quads * 4; i++) {
      nuls[i & 3] += head[i] == 0 ? 1 : 0;
    }
    if (quads == 0) {
      return null;
    }
    double[] share = new double[4];
    for (int i = 0; i < 4; i++) {
      share[i] = (double) nuls[i] / quads;
    }
    double even = (share[0] + share[2]) / 2;
    double odd = (share[1] + share[3]) / 2;
    String name = null;
    if (share[3] > 0.95 && share[2] > 0.95 && share[0] < 0.05) {
      name = "UTF-32LE";
    } else if (share[0] > 0.95 && share[1] > 0.95 && share[3] < 0.05) {
      name = "UTF-32BE";
    } else if (odd > UTF16_NULS && even < odd / 10) {
      name = "UTF-16LE";
    } else if (even > UTF16_NULS && odd < even / 10) {
      name = "UTF-16BE";
    }
    if (name == null || !isText(head, name)) {
      return null;
    }
    String finding =
        String.format(
            Locale.ROOT,
            "%.0f%% of the bytes at even offsets and %.0f%% of those at odd ones are NUL, and all"
                + " decode as %s",
            100 * even,
            100 * odd,
            name);
    return new EncodingGuess(name, 0, 0.97, List.of(finding), "");
  }

  private static boolean isText(byte[] head, String name) {
    try {
      int whole = head.length & ~3;
      // The sample may end between the halves of a surrogate pair.
      String text;
      try {
        text = strict(head, whole, name);
      } catch (CharacterCodingException e) {
        text = strict(head, Math.max(0, whole - 2), name);
      }
      long controls = text.chars().filter(EncodingInspector::isControl).count();
      return controls <= text.length() * MOST_CONTROLS && linesStayLines(head, text);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * In text of two or four bytes a character the bytes 0A and 0D are line ends; where NUL bytes
   * stand in other text by accident, most become parts of foreign letters.
   */
  private static boolean linesStayLines(byte[] head, String text) {
    int bytes = 0;
    for (byte b : head) {
      bytes += b == '\n' || b == '\r' ? 1 : 0;
    }
    long ends = text.chars().filter(c -> c == '\n' || c == '\r').count();
    return 2 * ends >= bytes;
  }

  private static String strict(byte[] bytes, int length, String name)
      throws CharacterCodingException {
    return Charset.forName(name).newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
  }

  /** The share of control characters. */
  private static double controls(byte[] head) {
    int controls = 0;
    for (byte b : head) {
      controls += isControl(b) ? 1 : 0;
    }
    return head.length == 0 ? 0 : (double) controls / head.length;
  }

  /** Control characters, except for those of lines and those that delimit fields somewhere. */
  static boolean isControl(int c) {
    boolean harmless =
        c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 1 || (c >= 0x1a && c <= 0x1f);
    return c >= 0 && c < ' ' && !harmless;
  }

  private static EncodingGuess bySevenOrEightBits(Sample sample) {
    long looked = 0;
    long malformed = 0;
    long wellFormed = 0;
    long firstMalformed = -1;
    byte firstByte = 0;
    List<Sample.Piece> pieces = new ArrayList<>();
    pieces.add(new Sample.Piece(0, sample.head()));
    pieces.addAll(sample.rest());
    for (Sample.Piece piece : pieces) {
      byte[] bytes = piece.bytes();
      int from = piece.offset() == 0 ? 0 : firstLead(bytes);
      int to = sample.complete() && piece.offset() == 0 ? bytes.length : wholeEnd(bytes);
      looked += Math.max(0, to - from);
      while (from < to) {
        int bad = Utf8.firstMalformed(bytes, from, to);
        wellFormed += leads(bytes, from, bad < 0 ? to : bad);
        if (bad < 0) {
          break;
        }
        if (firstMalformed < 0) {
          firstMalformed = piece.offset() + bad;
          firstByte = bytes[bad];
        }
        malformed++;
        from = bad + 1;
      }
    }
    if (malformed == 0 && wellFormed == 0) {
      return new EncodingGuess(
          "UTF-8",
          0,
          sample.complete() ? 1.0 : 0.95,
          List.of("all " + looked + " bytes looked at are ASCII: read as UTF-8"),
          "");
    }
    if (malformed == 0) {
      return new EncodingGuess(
          "UTF-8",
          0,
          wellFormed > 2 ? 0.99 : 0.9,
          List.of(
              "all "
                  + looked
                  + " bytes looked at are valid UTF-8, "
                  + wellFormed
                  + " characters beyond ASCII"),
          "");
    }
    String finding =
        String.format(
            Locale.ROOT, "byte %d (%02x) is not valid UTF-8", firstMalformed, firstByte & 0xff);
    if (wellFormed >= 20 * malformed || mostLinesHold(pieces)) {
      return new EncodingGuess(
          "UTF-8",
          0,
          0.8,
          List.of(
              finding,
              wellFormed
                  + " characters are, "
                  + malformed
                  + " bytes are not: UTF-8 with damaged records"),
          "");
    }
    EncodingGuess legacy = LegacyCharsets.guess(linesBeyondAscii(pieces));
    List<String> evidence = new ArrayList<>(List.of(finding));
    evidence.addAll(legacy.evidence());
    return new EncodingGuess(
        legacy.encoding(), 0, legacy.confidence(), evidence, legacy.example(), legacy.runnerUp());
  }

  /**
   * Whether most lines with bytes beyond ASCII are valid UTF-8: by accident hardly one is, so that
   * the others are damaged.
   */
  private static boolean mostLinesHold(List<Sample.Piece> pieces) {
    byte[] lines = linesBeyondAscii(pieces);
    int valid = 0;
    int damaged = 0;
    long letters = 0;
    int start = 0;
    for (int i = 0; i <= lines.length; i++) {
      if (i == lines.length || lines[i] == '\n' || lines[i] == '\r') {
        if (leads(lines, start, i) > 0 && Utf8.firstMalformed(lines, start, i) < 0) {
          valid++;
          letters += leads(lines, start, i);
        } else if (i > start) {
          damaged++;
        }
        start = i + 1;
      }
    }
    return letters >= 4 && valid >= 2 * damaged;
  }

  private static int firstLead(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && at < 4 && (bytes[at] & 0xC0) == 0x80) {
      at++;
    }
    return at;
  }

  /** The end without a character that was split in two. */
  private static int wholeEnd(byte[] bytes) {
    for (int back = 1; back <= Math.min(4, bytes.length); back++) {
      byte b = bytes[bytes.length - back];
      if (b >= 0) {
        return bytes.length;
      }
      if ((b & 0xC0) == 0xC0) {
        return bytes.length - back;
      }
    }
    return bytes.length;
  }

  private static long leads(byte[] bytes, int from, int to) {
    long count = 0;
    for (int i = from; i < to; i++) {
      count += (bytes[i] & 0xC0) == 0xC0 ? 1 : 0;
    }
    return count;
  }

  /** Whole lines that hold bytes beyond ASCII: what tells legacy charsets apart. */
  private static byte[] linesBeyondAscii(List<Sample.Piece> pieces) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Sample.Piece piece : pieces) {
      byte[] bytes = piece.bytes();
      int start = 0;
      boolean beyond = false;
      for (int i = 0; i < bytes.length && lines.size() < MOST_LEGACY_BYTES; i++) {
        beyond |= bytes[i] < 0;
        boolean ends = bytes[i] == '\n' || bytes[i] == '\r';
        if (ends || (i == bytes.length - 1 && lines.size() == 0)) {
          // A piece's first line may begin in the middle of a character.
          if (beyond && (start > 0 || piece.offset() == 0)) {
            lines.write(bytes, start, i + 1 - start);
          }
          start = i + 1;
          beyond = false;
        }
      }
    }
    return lines.toByteArray();
  }
}
