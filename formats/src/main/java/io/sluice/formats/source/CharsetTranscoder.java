package io.sluice.formats.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Any encoding that the JDK knows, by its decoder. */
final class CharsetTranscoder extends Transcoder {
  private static final int MOST_CHARS = 4096;

  /** Of a character that is not a surrogate. */
  private static final int MOST_BYTES = 3;

  private final CharsetDecoder decoder;

  /** Whether the bytes of line ends are nothing else. */
  private final boolean certainLineEnds;

  private final CharBuffer chars = CharBuffer.allocate(MOST_CHARS);

  CharsetTranscoder(Charset charset) {
    decoder = strict(charset);
    certainLineEnds = CodeUnit.of("none", charset.name()).isPresent();
  }

  /** A decoder that reports what it does not understand instead of replacing it. */
  static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  int transcode(byte[] raw, int from, int to, Tail tail, byte[] text, int at, int limit) {
    ByteBuffer source = ByteBuffer.wrap(raw, from, to - from);
    int o = at;
    // So many characters as fit whatever they are; near the limit one by one.
    int most = 1;
    while (true) {
      int before = source.position();
      int fitting = Math.min(MOST_CHARS, (limit - o) / MOST_BYTES);
      chars.clear().limit(Math.max(most, fitting));
      CoderResult result = decoder.decode(source, chars, tail == Tail.ENDS);
      int count = chars.position();
      if (count > fitting && o + utf8Length(chars.array(), count) > limit) {
        source.position(before);
        break;
      }
      o += encode(chars.array(), count, text, o);
      if (result.isError()) {
        int length = malformed(raw, source.position(), result.length());
        if (o + length > limit) {
          break;
        }
        for (int i = 0; i < length; i++) {
          text[o++] = Utf8Input.MALFORMED;
        }
        source.position(source.position() + length);
      } else if (result.isUnderflow()) {
        break;
      }
      // A surrogate pair does not fit into one.
      most = result.isOverflow() && count == 0 ? 2 : 1;
    }
    setTaken(source.position() - from);
    return o - at;
  }

  /**
   * How many of the bytes that the decoder complains about are without meaning: it may take a line
   * end for the rest of a character that is incomplete.
   */
  private int malformed(byte[] raw, int from, int length) {
    for (int i = 1; i < length && certainLineEnds; i++) {
      if (raw[from + i] == '\n' || raw[from + i] == '\r') {
        return i;
      }
    }
    return length;
  }

  private static int utf8Length(char[] chars, int count) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      char c = chars[i];
      // Each half of a pair is two of its four bytes.
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  private static int encode(char[] from, int count, byte[] to, int start) {
    int at = start;
    for (int i = 0; i < count; i++) {
      char c = from[i];
      if (c < 0x80) {
        to[at++] = (byte) c;
      } else if (c < 0x800) {
        to[at++] = (byte) (0xC0 | (c >> 6));
        to[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c) && i + 1 < count) {
        int point = Character.toCodePoint(c, from[++i]);
        to[at++] = (byte) (0xF0 | (point >> 18));
        to[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        to[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        to[at++] = (byte) (0x80 | (point & 0x3F));
      } else {
        to[at++] = (byte) (0xE0 | (c >> 12));
        to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        to[at++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    return at - start;
  }
}
