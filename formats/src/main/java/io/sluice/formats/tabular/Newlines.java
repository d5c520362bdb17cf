package io.sluice.formats.tabular;

import java.util.Locale;

/**
 * What ends the lines of a text.
 *
 * @param newline as in {@code FileLayout.Lines}: empty for a mixture
 */
public record Newlines(String newline, String evidence) {
  /** Rarer than this, a lone carriage return is data. */
  private static final double RARE = 0.02;

  public static Newlines of(byte[] text) {
    int feeds = 0;
    int pairs = 0;
    int returns = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\r') {
        boolean pair = i + 1 < text.length && text[i + 1] == '\n';
        // The sample's last byte may be the first half of a pair.
        boolean halved = i + 1 == text.length && pairs > 0;
        pairs += pair || halved ? 1 : 0;
        returns += pair || halved ? 0 : 1;
        i += pair ? 1 : 0;
      } else if (text[i] == '\n') {
        feeds++;
      }
    }
    String evidence =
        String.format(Locale.ROOT, "line ends: %d \\n, %d \\r\\n, %d \\r", feeds, pairs, returns);
    if (returns > 0 && returns > RARE * (feeds + pairs)) {
      return new Newlines(feeds + pairs == 0 ? "\r" : "", evidence);
    }
    return new Newlines(pairs > 0 && feeds == 0 ? "\r\n" : "\n", evidence);
  }

  /** Where the line begins that has {@code lines} lines before it; the length if there is none. */
  public static int offsetOfLine(byte[] text, String newline, int lines) {
    int at = 0;
    for (int line = 0; line < lines && at < text.length; line++) {
      while (at < text.length && lengthAt(text, at, newline) == 0) {
        at++;
      }
      at += at < text.length ? lengthAt(text, at, newline) : 0;
    }
    return at;
  }

  /** How many line ends stand before {@code offset}. */
  public static int linesBefore(byte[] text, String newline, int offset) {
    int lines = 0;
    for (int i = 0; i < offset; ) {
      int length = lengthAt(text, i, newline);
      lines += length > 0 ? 1 : 0;
      i += Math.max(1, length);
    }
    return lines;
  }

  /** The length of the line end at {@code at}; 0 if there is none. */
  public static int lengthAt(byte[] text, int at, String newline) {
    if (at >= text.length) {
      return 0;
    }
    if (text[at] == '\n') {
      return newline.equals("\r") ? 0 : 1;
    }
    if (text[at] != '\r') {
      return 0;
    }
    boolean pair = at + 1 < text.length && text[at + 1] == '\n';
    boolean alone = newline.isEmpty() || newline.equals("\r");
    return pair && !newline.equals("\r") ? 2 : alone ? 1 : 0;
  }
}
