package io.sluice.formats.inspect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/**
 * UTF-16 and UTF-32 without a mark whose letters hold NUL bytes themselves, such as the first ones
 * of Hangul and of the Chinese characters, so that where those stand tells nothing.
 */
final class WideText {
  private static final int MOST_BYTES = 64 << 10;

  /** Of the characters of a text in one of these encodings, so many are everyday ones. */
  private static final double MOST = 0.95;

  private WideText() {}

  /** Null if it is no such text. */
  static EncodingGuess guess(byte[] head) {
    int length = Math.min(head.length, MOST_BYTES) & ~3;
    int nuls = 0;
    for (int i = 0; i < length; i++) {
      nuls += head[i] == 0 ? 1 : 0;
    }
    if (nuls == 0 || length < 4) {
      return null;
    }
    String best = null;
    double most = 0;
    int whole = Math.min(head.length, MOST_BYTES);
    for (String name : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      int unit = name.startsWith("UTF-32") ? 4 : 2;
      double share = everyday(head, whole - whole % unit, name);
      if (share > most) {
        most = share;
        best = name;
      }
    }
    return most < MOST
        ? null
        : new EncodingGuess(
            best,
            0,
            0.95,
            List.of(
                String.format(
                    Locale.ROOT, "%.0f%% are everyday characters in %s", 100 * most, best)),
            "");
  }

  /** The share of ASCII and of the letters of living scripts; 0 if no line ends where it should. */
  private static double everyday(byte[] head, int length, String name) {
    String text;
    try {
      text = decoded(head, length, name);
    } catch (CharacterCodingException e) {
      try {
        text = decoded(head, length - 2, name);
      } catch (CharacterCodingException again) {
        return 0;
      }
    }
    int known = 0;
    int lines = 0;
    int delimiters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lines += c == '\n' || c == '\r' ? 1 : 0;
      delimiters += ",;\t| ".indexOf(c) >= 0 ? 1 : 0;
      known += isEveryday(c) ? 1 : 0;
    }
    return lines + delimiters == 0 ? 0 : (double) known / Math.max(1, text.length());
  }

  private static String decoded(byte[] head, int length, String name)
      throws CharacterCodingException {
    return Charset.forName(name).newDecoder().decode(ByteBuffer.wrap(head, 0, length)).toString();
  }

  private static boolean isEveryday(char c) {
    return (c >= ' ' && c < 0x7f)
        || c == '\n'
        || c == '\r'
        || c == '\t'
        || (c >= 0xA0 && c < 0x0600 && Character.isLetterOrDigit(c))
        || (c >= 0x3001 && c <= 0x30ff)
        || (c >= 0x4e00 && c <= 0x9fa5)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0x0600 && c < 0x0700)
        || (c >= 0x0e00 && c < 0x0e60)
        || (c >= 0xff01 && c <= 0xff5e);
  }
}
