package io.sluice.formats.json;

/**
 * Where a JSON value ends, for a look at a sample: knows brackets, strings, numbers and literals,
 * and leaves the finer rules to the reader.
 */
final class JsonExtent {
  /** Not JSON. */
  static final int NONE = -1;

  /** JSON so far; the sample ends within it. */
  static final int OPEN = -2;

  private static final int MAX_DEPTH = 200;

  private final byte[] text;

  JsonExtent(byte[] text) {
    this.text = text;
  }

  /** The first place from {@code at} on that is no white space. */
  int skipSpace(int at) {
    int i = at;
    while (i < text.length
        && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r')) {
      i++;
    }
    return i;
  }

  /** Where the value that begins at {@code at} ends, {@link #NONE} or {@link #OPEN}. */
  int end(int at) {
    return value(at, 0);
  }

  private int value(int at, int depth) {
    if (at >= text.length) {
      return OPEN;
    }
    if (depth > MAX_DEPTH) {
      return NONE;
    }
    byte c = text[at];
    return switch (c) {
      case '{' -> members(at, '}', depth);
      case '[' -> members(at, ']', depth);
      case '"' -> string(at);
      case 't' -> literal(at, "true");
      case 'f' -> literal(at, "false");
      case 'n' -> literal(at, "null");
      default -> c == '-' || (c >= '0' && c <= '9') ? number(at) : NONE;
    };
  }

  private int members(int at, char close, int depth) {
    int i = skipSpace(at + 1);
    if (i < text.length && text[i] == close) {
      return i + 1;
    }
    while (i < text.length) {
      if (close == '}') {
        i = text[i] == '"' ? string(i) : NONE;
        if (i < 0) {
          return i;
        }
        i = skipSpace(i);
        if (i < text.length && text[i] != ':') {
          return NONE;
        }
        i = skipSpace(i + 1);
      }
      i = value(i, depth + 1);
      if (i < 0) {
        return i;
      }
      i = skipSpace(i);
      if (i < text.length && text[i] == close) {
        return i + 1;
      }
      if (i < text.length && text[i] != ',') {
        return NONE;
      }
      i = skipSpace(i + 1);
    }
    return OPEN;
  }

  private int string(int at) {
    for (int i = at + 1; i < text.length; i++) {
      if (text[i] == '\\') {
        i++;
      } else if (text[i] == '"') {
        return i + 1;
      } else if (text[i] >= 0 && text[i] < ' ') {
        return NONE;
      }
    }
    return OPEN;
  }

  private int literal(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= text.length) {
        return OPEN;
      }
      if (text[at + i] != word.charAt(i)) {
        return NONE;
      }
    }
    return at + word.length();
  }

  private int number(int at) {
    int i = at + 1;
    while (i < text.length && "0123456789.eE+-".indexOf(text[i]) >= 0) {
      i++;
    }
    return i;
  }
}
