package io.sluice.ingest.transform.value;

/** What Spark SQL drops around a text before it reads a number, date or boolean in it. */
final class Trim {
  private Trim() {}

  static boolean isBlank(byte b) {
    return b >= 0 && (Character.isWhitespace(b) || Character.isISOControl(b));
  }

  /** The text without white space and control characters of ASCII around it. */
  static String both(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c < 0x80 && isBlank((byte) c);
  }
}
