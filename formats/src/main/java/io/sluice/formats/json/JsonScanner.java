package io.sluice.formats.json;

import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.text.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Strict RFC 8259 scanning of values in a byte range: finds where a value ends and refuses all that
 * the grammar does not allow. Beyond the grammar it refuses lone surrogates in {@code \\u} escapes
 * (they have no UTF-8 form), nesting deeper than {@link #MAX_DEPTH}, and objects with a key twice
 * (RFC 8259 leaves their meaning open).
 *
 * <p>Every method returns the position after what it scanned, or {@link #FAILED}; then {@link
 * #failureCode}, {@link #failurePosition} and {@link #failureMessage} tell why. Not thread-safe.
 */
final class JsonScanner {
  static final int FAILED = -1;
  static final int MAX_DEPTH = 1000;

  private final long[] objectAtDepth = new long[(MAX_DEPTH >> 6) + 2];
  private final KeyStack keys = new KeyStack();
  private boolean escaped;
  private long seen;

  private RejectCode failureCode;
  private int failurePosition;
  private String failure;

  /** Whether the string scanned last contains an escape. */
  boolean escaped() {
    return escaped;
  }

  /** Forgets whether bytes outside ASCII have been seen. */
  void resetSeen() {
    seen = 0;
  }

  /** Notes bytes outside ASCII that were recognised without {@link #string}. */
  void seeNonAscii() {
    seen = Words.HIGH_BITS;
  }

  /** Whether a string scanned since {@link #resetSeen} may hold bytes outside ASCII. */
  boolean seenNonAscii() {
    return (seen & Words.HIGH_BITS) != 0;
  }

  RejectCode failureCode() {
    return failureCode;
  }

  int failurePosition() {
    return failurePosition;
  }

  String failureMessage() {
    return failure;
  }

  int fail(RejectCode code, int position, String message) {
    failureCode = code;
    failurePosition = position;
    failure = message;
    return FAILED;
  }

  /** Fails because something else was expected at {@code position}. */
  int unexpected(byte[] b, int position, int end, String expected) {
    return fail(
        RejectCode.MALFORMED_JSON,
        position,
        "expected " + expected + " but found " + found(b, position, end));
  }

  private static String found(byte[] b, int position, int end) {
    if (position >= end) {
      return "the end of the record";
    }
    int c = b[position] & 0xff;
    if (c < 0x20 || c == 0x7f) {
      return String.format(Locale.ROOT, "the control character 0x%02x", c);
    }
    if (c < 0x80) {
      return "'" + (char) c + "'";
    }
    int stop = position + 1;
    while (stop < end && stop < position + 4 && (b[stop] & 0xc0) == 0x80) {
      stop++;
    }
    return "'" + new String(b, position, stop - position, StandardCharsets.UTF_8) + "'";
  }

  /** The first position at or after {@code position} that is not JSON white space, or the end. */
  static int skipSpace(byte[] b, int position, int end) {
    int at = position;
    while (at < end) {
      byte c = b[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        break;
      }
      at++;
    }
    return at;
  }

  /**
   * Scans a string.
   *
   * @param position after the opening quote
   * @return the position <em>of</em> the closing quote
   */
  int string(byte[] b, int position, int end) {
    boolean escapes = false;
    int at = stringStop(b, position, end);
    for (; ; ) {
      if (at == end) {
        return fail(
            RejectCode.MALFORMED_JSON, position - 1, "the string that begins here never ends");
      }
      byte c = b[at];
      if (c == '"') {
        escaped = escapes;
        return at;
      }
      if (c != '\\') {
        return fail(
            RejectCode.MALFORMED_JSON,
            at,
            String.format(
                Locale.ROOT,
                "a string contains a control character (0x%02x); write it as \\u%04x",
                c,
                c));
      }
      escapes = true;
      at = escape(b, at, end);
      if (at < 0) {
        return FAILED;
      }
      at = stringStop(b, at, end);
    }
  }

  /** The first quote, backslash or control character at or after {@code position}, or the end. */
  private int stringStop(byte[] b, int position, int end) {
    int at = position;
    long bits = seen;
    while (at + 8 <= end) {
      long word = (long) Swar.LONGS.get(b, at);
      bits |= word;
      long stops = Words.stringStops(word);
      if (stops != 0) {
        seen = bits;
        return at + (Long.numberOfTrailingZeros(stops) >>> 3);
      }
      at += 8;
    }
    while (at < end) {
      byte c = b[at];
      if (c == '"' || c == '\\' || (c >= 0 && c < ' ')) {
        break;
      }
      bits |= c;
      at++;
    }
    seen = bits;
    return at;
  }

  private int escape(byte[] b, int position, int end) {
    if (position + 1 < end) {
      switch (b[position + 1]) {
        case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
          return position + 2;
        }
        case 'u' -> {
          int unit = Hex.unit(b, position + 2, end);
          if (unit < 0) {
            return fail(
                RejectCode.MALFORMED_JSON, position, "expected four hexadecimal digits after \\u");
          }
          if (!Character.isSurrogate((char) unit)) {
            return position + 6;
          }
          if (Character.isHighSurrogate((char) unit)
              && position + 8 <= end
              && b[position + 6] == '\\'
              && b[position + 7] == 'u') {
            int low = Hex.unit(b, position + 8, end);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
              return position + 12;
            }
          }
          return fail(
              RejectCode.MALFORMED_ESCAPE,
              position,
              String.format(
                  Locale.ROOT, "\\u%04x is half of a surrogate pair without its other half", unit));
        }
        default -> {}
      }
    }
    return fail(
        RejectCode.MALFORMED_JSON,
        position,
        "a backslash in a string must begin one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
  }

  /** Scans a number that begins at {@code position}. */
  int number(byte[] b, int position, int end) {
    int at = position;
    if (at < end && b[at] == '-') {
      at++;
    }
    if (at >= end || !digit(b[at])) {
      return unexpected(b, at, end, "a digit");
    }
    if (b[at] == '0') {
      at++;
      if (at < end && digit(b[at])) {
        return fail(
            RejectCode.MALFORMED_JSON,
            at - 1,
            "a number must not begin with 0; a code with leading zeros must be a string");
      }
    } else {
      at = digits(b, at + 1, end);
    }
    if (at < end && b[at] == '.') {
      at++;
      if (at >= end || !digit(b[at])) {
        return unexpected(b, at, end, "a digit after the decimal point");
      }
      at = digits(b, at + 1, end);
    }
    if (at < end && (b[at] == 'e' || b[at] == 'E')) {
      at++;
      if (at < end && (b[at] == '+' || b[at] == '-')) {
        at++;
      }
      if (at >= end || !digit(b[at])) {
        return unexpected(b, at, end, "a digit in the exponent");
      }
      at = digits(b, at + 1, end);
    }
    return at;
  }

  private static int digits(byte[] b, int position, int end) {
    int at = position;
    while (at < end && digit(b[at])) {
      at++;
    }
    return at;
  }

  private static boolean digit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Scans a number, {@code true}, {@code false} or {@code null}. */
  int unquoted(byte[] b, int position, int end) {
    if (position < end) {
      switch (b[position]) {
        case 't' -> {
          return word(b, position, end, "true");
        }
        case 'f' -> {
          return word(b, position, end, "false");
        }
        case 'n' -> {
          return word(b, position, end, "null");
        }
        case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
          return number(b, position, end);
        }
        default -> {}
      }
    }
    return unexpected(b, position, end, "a value");
  }

  private int word(byte[] b, int position, int end, String word) {
    int length = word.length();
    if (position + length <= end) {
      int i = 1;
      while (i < length && b[position + i] == word.charAt(i)) {
        i++;
      }
      if (i == length) {
        return position + length;
      }
    }
    return fail(RejectCode.MALFORMED_JSON, position, "expected " + word + " in full");
  }

  /**
   * Scans a value of any kind.
   *
   * @param position its first byte, not white space
   * @param outerDepth how many objects and arrays around it are open
   */
  int value(byte[] b, int position, int end, int outerDepth) {
    if (position >= end) {
      return unexpected(b, position, end, "a value");
    }
    return switch (b[position]) {
      case '"' -> {
        int close = string(b, position + 1, end);
        yield close < 0 ? FAILED : close + 1;
      }
      case '{', '[' -> nested(b, position, end, outerDepth);
      default -> unquoted(b, position, end);
    };
  }

  private int nested(byte[] b, int position, int end, int outerDepth) {
    int at = position;
    int depth = outerDepth;
    keys.clear();
    for (; ; ) {
      byte c = at < end ? b[at] : 0;
      if (c == '{' || c == '[') {
        if (++depth > MAX_DEPTH) {
          return fail(
              RejectCode.MALFORMED_JSON,
              at,
              "objects and arrays are nested deeper than " + MAX_DEPTH + " levels");
        }
        int inner = skipSpace(b, at + 1, end);
        if (c == '{') {
          objectAtDepth[depth >> 6] |= 1L << depth;
          keys.open();
          if (inner >= end || b[inner] != '}') {
            at = key(b, inner, end, "a key in quotes or '}'");
            if (at < 0) {
              return FAILED;
            }
            continue;
          }
        } else {
          objectAtDepth[depth >> 6] &= ~(1L << depth);
          if (inner >= end || b[inner] != ']') {
            at = inner;
            continue;
          }
        }
        at = inner;
      } else {
        at = c == '"' ? string(b, at + 1, end) + 1 : unquoted(b, at, end);
        if (at <= 0) {
          return FAILED;
        }
        at = skipSpace(b, at, end);
      }

      // A value, or an empty container's opening bracket, lies after: commas and closers follow.
      for (; ; ) {
        boolean inObject = (objectAtDepth[depth >> 6] & (1L << depth)) != 0;
        byte next = at < end ? b[at] : 0;
        if (next == ',') {
          at = skipSpace(b, at + 1, end);
          if (inObject) {
            at = key(b, at, end, "a key in quotes");
            if (at < 0) {
              return FAILED;
            }
          }
          break;
        }
        if (next != (inObject ? '}' : ']')) {
          return unexpected(b, at, end, inObject ? "',' or '}'" : "',' or ']'");
        }
        if (inObject) {
          int duplicate = keys.close(b);
          if (duplicate >= 0) {
            return duplicateKey(b, duplicate, end);
          }
        }
        at++;
        if (--depth == outerDepth) {
          return at;
        }
        at = skipSpace(b, at, end);
      }
    }
  }

  /** Fails because the key whose text begins at {@code position} stands in its object twice. */
  int duplicateKey(byte[] b, int position, int end) {
    int close = string(b, position, end);
    return fail(
        RejectCode.DUPLICATE_KEY,
        position - 1,
        "the key \""
            + new String(b, position, Math.min(close - position, 100), StandardCharsets.UTF_8)
            + "\" occurs twice in one object");
  }

  /** Scans a key and its colon; returns where the value begins. */
  private int key(byte[] b, int position, int end, String expected) {
    if (position >= end || b[position] != '"') {
      return unexpected(b, position, end, expected);
    }
    int close = string(b, position + 1, end);
    if (close < 0) {
      return FAILED;
    }
    keys.add(b, position + 1, close, escaped);
    return colon(b, close + 1, end);
  }

  /** Scans the colon after a key; returns where the value begins. */
  int colon(byte[] b, int position, int end) {
    int at = position;
    if (at >= end || b[at] != ':') {
      at = skipSpace(b, at, end);
      if (at >= end || b[at] != ':') {
        return unexpected(b, at, end, "':' after a key");
      }
    }
    return skipSpace(b, at + 1, end);
  }
}
