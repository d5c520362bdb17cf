package io.sluice.formats.csv;

import io.sluice.formats.decode.ScalarRecognizer;
import io.sluice.formats.token.FieldTable;

/** How much a field looks like a whole value, and not like a piece of one or several: 0 to 1. */
final class CellQuality {
  /** Of a number, boolean, date or time as our decoders read them. */
  static final double VALUE = 1;

  private static final String STRUCTURAL = ",;|\t^~\u0001\u001f";

  private final ScalarRecognizer recognizer;
  private final char delimiter;
  private final boolean spaced;

  CellQuality(CsvDialect dialect, ScalarRecognizer recognizer) {
    this.recognizer = recognizer;
    delimiter = dialect.delimiter().charAt(0);
    spaced = dialect.delimiter().equals(" ") || dialect.delimiter().equals(":");
  }

  double of(FieldTable table, int at) {
    byte[] text = table.buffer();
    int start = table.starts()[at];
    int end = table.ends()[at];
    if ((table.flags()[at] & FieldTable.QUOTED) != 0) {
      return 0.97;
    }
    while (start < end && text[start] == ' ') {
      start++;
    }
    while (start < end && text[end - 1] == ' ') {
      end--;
    }
    if (start == end) {
      return spaced ? 0.4 : 0.85;
    }
    if (recognizer.recognize(text, start, end) != 0) {
      return VALUE;
    }
    return text(text, start, end);
  }

  private double text(byte[] text, int start, int end) {
    byte first = text[start];
    byte last = text[end - 1];
    if (isQuote(first) || (isQuote(last) && last != '\'')) {
      return first == '\'' && last != '\'' ? 0.8 : 0.1;
    }
    int digits = 0;
    int structural = 0;
    int numeric = 0;
    boolean slots = false;
    for (int i = start; i < end; i++) {
      byte c = text[i];
      boolean digit = c >= '0' && c <= '9';
      digits += digit ? 1 : 0;
      numeric += digit || ",.- %+:/".indexOf(c) >= 0 ? 1 : 0;
      if (c > 0 && c != delimiter && STRUCTURAL.indexOf(c) >= 0) {
        structural++;
        // A comma before a space is prose, one between digits a decimal or thousands separator.
        boolean prose = c == ',' && i + 1 < end && text[i + 1] == ' ';
        boolean inNumber =
            c == ',' && i > start && i + 1 < end && isDigit(text[i - 1]) && isDigit(text[i + 1]);
        slots |= !prose && !inNumber;
      }
    }
    if (slots) {
      return 0.25;
    }
    if (numeric == end - start && digits > 0) {
      // A time, a number with separators, a date of another country.
      return structural > 1 ? 0.6 : 0.95;
    }
    return structural > 0 ? 0.7 : 0.92;
  }

  private static boolean isQuote(byte c) {
    return c == '"' || c == '\'';
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
