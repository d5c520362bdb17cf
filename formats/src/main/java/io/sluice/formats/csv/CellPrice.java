package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.decode.ScalarRecognizer;
import io.sluice.formats.token.FieldTable;
import java.util.regex.Pattern;

/**
 * What a dialect pays for a field: 0 for one that is a whole value, up to 1 for one that is a piece
 * of a value, or several.
 */
final class CellPrice {
  /** Of a number, boolean, date or time as our decoders read them. */
  static final double VALUE = 0;

  static final double TEXT = 0.08;

  private static final double QUOTED = 0.02;
  private static final double EMPTY = 0.12;

  /** Between blanks or colons, which stand in a row by accident. */
  private static final double EMPTY_SPACED = 0.6;

  private static final double STRUCTURAL = 0.3;
  private static final double SEVERAL = 0.7;
  private static final double UNBALANCED = 0.5;
  private static final double LEADING_BLANK = 0.12;

  /** After a colon, which prose has before blanks. */
  private static final double LEADING_SPACED = 0.4;

  /** Beyond, no value of the kinds below is looked for. */
  private static final int MOST_VALUE_BYTES = 300;

  private static final String DELIMITERS = ",;|\t^~\u0001\u001f";

  /** Values that are no type of ours, and that a delimiter would split. */
  private static final Pattern WHOLE =
      Pattern.compile(
          "\\d{1,2}:\\d\\d(:\\d\\d([.,]\\d+)?)?( ?[AaPp][Mm])?"
              + "|\\d{1,4}([-/.])\\d{1,2}\\4\\d{1,4}([ T]+\\d{1,2}:\\d\\d(:\\d\\d([.,]\\d+)?)?( ?[AaPp][Mm])?"
              + "( ?(Z|UTC|GMT|[-+]\\d\\d:?\\d\\d))?)?"
              + "|[-+]?(\\d+|\\d{1,3}([. ']\\d{3})+),\\d\\d ?[%€$£]?"
              + "|[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)? ?[%€$£]?"
              + "|\\d+([.,]\\d+)? ?[%€$£]"
              + "|[€$£] ?\\d[\\d.,]*"
              + "|\\d+:\\d+"
              + "|[A-Za-z][A-Za-z0-9+.-]{1,9}://[^\\s\"]+"
              + "|urn:[^\\s\"]+"
              + "|[^\\s@,;\"]+@[^\\s@,;\"]+\\.[A-Za-z]+"
              + "|\\p{XDigit}{2}([:-]\\p{XDigit}{2}){5}"
              + "|\\d{1,3}(\\.\\d{1,3}){3}(:\\d+|/\\d+)?"
              + "|\\p{XDigit}{0,4}(:\\p{XDigit}{0,4}){2,7}");

  private final ScalarRecognizer recognizer;
  private final byte delimiter;
  private final boolean spaced;

  /** What a delimiter with blanks beside it is without them; 0 for others. */
  private final char plain;

  private boolean enclosed;
  private boolean opens;
  private boolean closes;

  CellPrice(CsvDialect dialect, ScalarRecognizer recognizer) {
    this.recognizer = recognizer;
    // Of a longer one, a part is no more expected in a field than any other delimiter.
    delimiter = (byte) (dialect.delimiter().length() > 1 ? 0 : dialect.delimiter().charAt(0));
    String bare = dialect.bareDelimiter().orElse("");
    plain = bare.length() == 1 ? bare.charAt(0) : 0;
    spaced = dialect.delimiter().equals(" ") || dialect.delimiter().equals(":");
  }

  /** Whether the field last looked at stands in quotes that the dialect does not know. */
  boolean enclosed() {
    return enclosed;
  }

  /** Whether it begins with a quote that it does not end with. */
  boolean opens() {
    return opens;
  }

  /** Whether it ends with a quote that it does not begin with. */
  boolean closes() {
    return closes;
  }

  double of(FieldTable table, int at) {
    enclosed = false;
    opens = false;
    closes = false;
    byte[] text = table.buffer();
    int start = table.starts()[at];
    int end = table.ends()[at];
    if ((table.flags()[at] & FieldTable.QUOTED) != 0) {
      return QUOTED;
    }
    boolean led = start < end && text[start] == ' ';
    while (start < end && text[start] == ' ') {
      start++;
    }
    while (start < end && text[end - 1] == ' ') {
      end--;
    }
    if (start == end) {
      return spaced ? EMPTY_SPACED : EMPTY;
    }
    double blank = !led ? 0 : spaced ? LEADING_SPACED : LEADING_BLANK;
    return isValue(text, start, end) ? VALUE + blank : text(text, start, end) + blank;
  }

  /** Whether a text is a value as it stands. */
  boolean isValue(byte[] text, int start, int end) {
    return recognizer.recognize(text, start, end) != 0 || isWhole(text, start, end);
  }

  private static boolean isWhole(byte[] text, int start, int end) {
    if (end - start > MOST_VALUE_BYTES) {
      return false;
    }
    boolean possible = false;
    for (int i = start; i < end && !possible; i++) {
      possible = ":/.,-@€$".indexOf(text[i]) >= 0;
    }
    return possible && WHOLE.matcher(new String(text, start, end - start, UTF_8)).matches();
  }

  private double text(byte[] text, int start, int end) {
    byte first = text[start];
    byte last = text[end - 1];
    boolean quoteFirst = first == '"' || first == '\'';
    if (quoteFirst && first == last && end - start > 2) {
      enclosed = true;
      return STRUCTURAL;
    }
    opens = first == '"' && last != '"';
    closes = last == '"' && first != '"';
    if (opens || closes) {
      return STRUCTURAL;
    }
    if (plain != 0 && last == plain) {
      return SEVERAL;
    }
    int structural = 0;
    int depth = 0;
    boolean unbalanced = false;
    boolean several = false;
    for (int i = start; i < end; i++) {
      byte c = text[i];
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
        unbalanced |= depth < 0 && i > start + 1;
      } else if (c > 0 && c != delimiter && DELIMITERS.indexOf(c) >= 0) {
        structural++;
        // Before a space it is prose, between digits a decimal or thousands separator.
        boolean prose = i + 1 == end || text[i + 1] == ' ';
        boolean inNumber = c == ',' && i > start && isDigit(text[i - 1]) && isDigit(text[i + 1]);
        several |= !prose && !inNumber;
      }
    }
    if (several) {
      return SEVERAL;
    }
    return unbalanced || depth != 0 ? UNBALANCED : structural > 0 ? STRUCTURAL : TEXT;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
