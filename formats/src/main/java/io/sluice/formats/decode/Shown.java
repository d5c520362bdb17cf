package io.sluice.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** Text of a file as messages quote it. */
final class Shown {
  private static final int MAX_CHARACTERS = 60;

  private Shown() {}

  /**
   * The text in single quotes, shortened to 60 characters, with control characters and what would
   * look like nothing escaped.
   */
  static String text(byte[] bytes, int start, int end) {
    // A character has at most four bytes; one more tells whether any are left out.
    int shownEnd = Math.min(end, start + 4 * (MAX_CHARACTERS + 1));
    String text = new String(bytes, start, shownEnd - start, UTF_8);
    StringBuilder shown = new StringBuilder("'");
    int characters = 0;
    int at = 0;
    while (at < text.length() && characters < MAX_CHARACTERS) {
      int c = text.codePointAt(at);
      append(shown, c);
      at += Character.charCount(c);
      characters++;
    }
    return shown.append(at < text.length() ? "…'" : "'").toString();
  }

  private static void append(StringBuilder shown, int c) {
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      case '\0' -> shown.append("\\0");
      default -> {
        int kind = Character.getType(c);
        boolean invisible =
            kind == Character.CONTROL
                || kind == Character.FORMAT
                || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR
                || (kind == Character.SPACE_SEPARATOR && c != ' ');
        if (invisible) {
          shown.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
          shown.appendCodePoint(c);
        }
      }
    }
  }
}
