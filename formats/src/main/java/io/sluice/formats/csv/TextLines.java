package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * What a sample's lines show before there is a hypothesis about the dialect.
 *
 * @param count those that are not blank
 * @param marked those that begin with {@code #}
 * @param remarks those that begin with it and a blank
 * @param delimited those that hold a delimiter where prose has none
 * @param trailing whether all end with a delimiter, if that is set
 */
record TextLines(int count, int marked, int remarks, int delimited, Optional<Boolean> trailing) {
  static TextLines of(byte[] text, int length, Optional<Boolean> trailing) {
    int count = 0;
    int marked = 0;
    int remarks = 0;
    int delimited = 0;
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || text[i] == '\n' || text[i] == '\r') {
        boolean blank = true;
        boolean hard = false;
        for (int k = start; k < i; k++) {
          blank &= text[k] == ' ';
          hard |= isHard(text, k, start, i);
        }
        if (!blank) {
          count++;
          marked += text[start] == '#' ? 1 : 0;
          remarks += text[start] == '#' && start + 1 < i && text[start + 1] == ' ' ? 1 : 0;
          delimited += hard ? 1 : 0;
        }
        start = i + 1;
      }
    }
    return new TextLines(Math.max(1, count), marked, remarks, delimited, trailing);
  }

  /** Whether a text holds a delimiter where prose has none. */
  static boolean isDelimited(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int k = 0; k < bytes.length; k++) {
      if (isHard(bytes, k, 0, bytes.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHard(byte[] text, int at, int start, int end) {
    byte c = text[at];
    if (c == '\t' || c == '|') {
      return true;
    }
    if (c != ',' && c != ';') {
      return false;
    }
    boolean last = at + 1 == end;
    boolean beforeBlank = !last && text[at + 1] == ' ';
    boolean inNumber =
        c == ',' && at > start && !last && isDigit(text[at - 1]) && isDigit(text[at + 1]);
    return !beforeBlank && !inNumber && !last;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  double delimitedShare() {
    return (double) delimited / count;
  }
}
