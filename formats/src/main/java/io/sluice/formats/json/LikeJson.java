package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.format.Recognition;
import io.sluice.formats.format.TextSample;

/**
 * Recognises what looks like JSON and is what other languages make of it: JSON5 and JavaScript, and
 * what Python prints. A value is read that may have strings in single quotes, bare words, comments,
 * tuples, and commas before brackets; more of these must be in it than a text in brackets has.
 */
final class LikeJson {
  private static final int MOST_DEPTH = 100;

  private final String text;
  private int at;
  private boolean failed;

  /** Members of objects; what stands in quotes or is nested; what is neither. */
  private int members;

  private int firm;
  private int words;

  /** What Python writes and JavaScript does not. */
  private boolean python;

  /** What JavaScript writes, and neither JSON nor Python does. */
  private boolean strange;

  private boolean singleQuotes;
  private boolean doubleQuotes;

  private LikeJson(String text) {
    this.text = text;
  }

  /** What the text is; null if nothing looks like it. */
  static Recognition recognise(TextSample sample) {
    byte[] bytes = sample.bytes();
    int length = Math.min(bytes.length, 64 << 10);
    LikeJson look = new LikeJson(new String(bytes, 0, length, UTF_8));
    boolean whole = sample.complete() && length == bytes.length;
    return look.recognise(whole);
  }

  private Recognition recognise(boolean whole) {
    space();
    if (at == text.length() || "[{".indexOf(text.charAt(at)) < 0) {
      return null;
    }
    char open = text.charAt(at);
    value(0);
    boolean cut = at >= text.length() && !whole;
    if (failed && !cut) {
      return null;
    }
    space();
    boolean nothingElse = at >= text.length() || "[{,".indexOf(text.charAt(at)) >= 0;
    boolean object = open == '{' ? members > 0 || (firm > 0 && words == 0) : firm > words;
    // Python has double quotes only around what holds a single one.
    python |= singleQuotes && !doubleQuotes && !strange;
    strange |= singleQuotes;
    if (!nothingElse || !object || !(strange || python)) {
      return null;
    }
    return python
        ? new Recognition(
            "python",
            "Python's printed values, not JSON: single quotes, None, True or tuples. json.dumps"
                + " writes JSON",
            0.9,
            "it begins with a value as Python prints it")
        : new Recognition(
            "json5",
            "JSON5 or JavaScript, not JSON: keys without quotes, single quotes, comments, or a"
                + " comma before a closing bracket",
            0.9,
            "it begins with a value as JavaScript writes it");
  }

  private void value(int depth) {
    space();
    if (at >= text.length() || depth > MOST_DEPTH) {
      failed = true;
      return;
    }
    char c = text.charAt(at);
    switch (c) {
      case '{', '[', '(' -> {
        firm += depth > 0 ? 1 : 0;
        python |= c == '(';
        items(c, depth);
      }
      case '"', '\'' -> {
        firm++;
        string();
      }
      default -> word();
    }
  }

  private void items(char open, int depth) {
    char close = open == '{' ? '}' : open == '[' ? ']' : ')';
    at++;
    space();
    while (!failed && at < text.length() && text.charAt(at) != close) {
      boolean quoted = text.charAt(at) == '\'';
      boolean bare = Character.isJavaIdentifierStart(text.charAt(at));
      value(depth + 1);
      space();
      if (!failed && open == '{' && at < text.length() && text.charAt(at) == ':') {
        members++;
        strange |= bare;
        python |= quoted;
        at++;
        value(depth + 1);
        space();
      } else if (!failed && open == '{') {
        // A set.
        python |= quoted;
      }
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
        space();
        strange |= at < text.length() && text.charAt(at) == close;
      } else if (at < text.length() && text.charAt(at) != close) {
        failed = true;
      }
    }
    failed |= at >= text.length();
    at++;
  }

  private void string() {
    char quote = text.charAt(at++);
    singleQuotes |= quote == '\'';
    doubleQuotes |= quote == '"';
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\n') {
        failed = true;
        return;
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    failed |= at >= text.length();
    at++;
  }

  /** A number, a literal, a name; Python's calls ({@code Decimal('1')}) and prefixes of strings. */
  private void word() {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.isEmpty()) {
      failed = true;
      return;
    }
    switch (word) {
      case "true", "false", "null" -> firm++;
      case "None", "True", "False" -> {
        firm++;
        python = true;
      }
      case "NaN", "Infinity", "-Infinity", "undefined" -> {
        firm++;
        strange = true;
      }
      default -> {
        boolean number = "+-.0123456789".indexOf(word.charAt(0)) >= 0;
        firm += number ? 1 : 0;
        words += number ? 0 : 1;
        if (!number && at < text.length() && "'\"".indexOf(text.charAt(at)) >= 0) {
          python = true;
          string();
        } else if (!number && at < text.length() && text.charAt(at) == '(') {
          items('(', 1);
          python = true;
        }
      }
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || "_$.+-".indexOf(c) >= 0;
  }

  /** White space and comments. */
  private void space() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at)) {
        strange = true;
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        strange = true;
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else {
        return;
      }
    }
  }
}
