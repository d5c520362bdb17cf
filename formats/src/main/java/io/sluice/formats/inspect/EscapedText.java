package io.sluice.formats.inspect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.formats.source.Charsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text of seven bits whose letters beyond ASCII are announced by escape sequences: ISO 2022, HZ.
 */
final class EscapedText {
  private static final int MOST_BYTES = 64 << 10;

  private static final Pattern JAPANESE = Pattern.compile("\u001b(\\$[@B]|\\([BJI]|\\$\\(D)");
  private static final Pattern KOREAN = Pattern.compile("\u001b\\$\\)C");
  private static final Pattern CHINESE = Pattern.compile("\u001b\\$[)*+][AEGH]");
  private static final Pattern HZ = Pattern.compile("~\\{([!-w][!-~])+~\\}");

  private EscapedText() {}

  /** Null if there are no such sequences. */
  static EncodingGuess guess(byte[] head) {
    boolean escapes = false;
    boolean tildes = false;
    int length = Math.min(head.length, MOST_BYTES);
    for (int i = 0; i < length; i++) {
      if (head[i] < 0) {
        return null;
      }
      escapes |= head[i] == 0x1b;
      tildes |= head[i] == '~' && i + 1 < length && head[i + 1] == '{';
    }
    if (!escapes && !tildes) {
      return null;
    }
    String text = new String(head, 0, length, ISO_8859_1);
    if (escapes) {
      return KOREAN.matcher(text).find()
          ? found("ISO-2022-KR", head)
          : CHINESE.matcher(text).find()
              ? found("ISO-2022-CN", head)
              : JAPANESE.matcher(text).find() ? found("ISO-2022-JP", head) : null;
    }
    return HZ.matcher(text).find() ? found("HZ-GB-2312", head) : null;
  }

  private static EncodingGuess found(String name, byte[] head) {
    String decoded = new String(head, Charsets.named(name));
    boolean whole = decoded.indexOf('\uFFFD') < 0;
    return new EncodingGuess(
        name, 0, whole ? 0.97 : 0.85, List.of("escape sequences announce letters: " + name), "");
  }
}
