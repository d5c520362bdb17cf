package io.sluice.ingest.transform.value;

/**
 * The one form that a cast takes a text of each type in: digits for integers, digits and a point
 * for decimals, ISO 8601 for dates and times; no spaces. Whether the value then fits is looked at
 * elsewhere.
 */
final class StrictForms {
  private static final int TIME = "0000-00-00T".length();

  private StrictForms() {}

  /** {@code [+-]?[0-9]+}. */
  static boolean isInteger(byte[] text, int start, int end) {
    int at = afterSign(text, start, end);
    return at < end && digits(text, at, end) == end;
  }

  /** Digits and a point, with at most {@code scale} decimals besides zeros at the end. */
  static boolean isDecimal(byte[] text, int start, int end, int scale) {
    int first = afterSign(text, start, end);
    int point = digits(text, first, end);
    if (point == end) {
      return point > first;
    }
    int last = digits(text, point + 1, end);
    if (text[point] != '.' || last != end || (point == first && last == point + 1)) {
      return false;
    }
    return onlyZeros(text, Math.min((long) point + 1 + scale, end), end);
  }

  /** Digits, a point, an exponent; {@code inf}, {@code infinity} and {@code nan} in any case. */
  static boolean isFloating(byte[] text, int start, int end) {
    if (isWord(text, start, end, "nan")) {
      return true;
    }
    int first = afterSign(text, start, end);
    if (isWord(text, first, end, "inf") || isWord(text, first, end, "infinity")) {
      return true;
    }
    int at = digits(text, first, end);
    int found = at - first;
    if (at < end && text[at] == '.') {
      int decimals = digits(text, at + 1, end);
      found += decimals - at - 1;
      at = decimals;
    }
    if (found == 0) {
      return false;
    }
    if (at < end && (text[at] | 0x20) == 'e') {
      return isInteger(text, at + 1, end);
    }
    return at == end;
  }

  /** {@code 0000-00-00}. */
  static boolean isDate(byte[] text, int start, int end) {
    return end - start == TIME - 1 && matches(text, start, "0000-00-00");
  }

  /**
   * A date, alone or followed by {@code [ T]00:00[:00[.f]]} with at most six decimals besides
   * zeros, and, where one is allowed, a zone: {@code Z}, {@code +00:00}, {@code +0000}.
   */
  static boolean isTimestamp(byte[] text, int start, int end, boolean zoned) {
    int length = end - start;
    if (length < TIME) {
      return isDate(text, start, end);
    }
    int at = start + TIME;
    byte separator = text[at - 1];
    if (!matches(text, start, "0000-00-00")
        || (separator != ' ' && separator != 'T')
        || end - at < 5
        || !matches(text, at, "00:00")) {
      return false;
    }
    at += 5;
    if (end - at >= 3 && matches(text, at, ":00")) {
      at += 3;
      if (at < end && text[at] == '.') {
        int last = digits(text, at + 1, end);
        if (last == at + 1 || !onlyZeros(text, Math.min(at + 7L, last), last)) {
          return false;
        }
        at = last;
      }
    }
    return at == end || (zoned && isZone(text, at, end));
  }

  private static boolean isZone(byte[] text, int start, int end) {
    if (text[start] == 'Z') {
      return end == start + 1;
    }
    if (text[start] != '+' && text[start] != '-') {
      return false;
    }
    int at = start + 1;
    return switch (end - at) {
      case 4 -> matches(text, at, "0000");
      case 5 -> matches(text, at, "00:00");
      default -> false;
    };
  }

  /** Whether the text is the word, in any case of ASCII. */
  static boolean isWord(byte[] text, int start, int end, String word) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      byte b = text[start + i];
      int lower = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
      if (lower != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** In the form, 0 is any digit; the text is long enough. */
  private static boolean matches(byte[] text, int start, String form) {
    for (int i = 0; i < form.length(); i++) {
      byte b = text[start + i];
      if (form.charAt(i) == '0' ? b < '0' || b > '9' : b != form.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int afterSign(byte[] text, int start, int end) {
    return start < end && (text[start] == '+' || text[start] == '-') ? start + 1 : start;
  }

  private static int digits(byte[] text, int start, int end) {
    int at = start;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at;
  }

  private static boolean onlyZeros(byte[] text, long start, int end) {
    for (int at = (int) start; at < end; at++) {
      if (text[at] != '0') {
        return false;
      }
    }
    return true;
  }
}
