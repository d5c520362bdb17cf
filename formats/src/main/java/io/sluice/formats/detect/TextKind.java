package io.sluice.formats.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a text is, as far as its shape tells it before anybody counts delimiters.
 *
 * @param format {@code jsonl}, {@code json}, {@code xml}, {@code html}, {@code log}
 */
record TextKind(String format, String what, double confidence, String evidence) {
  private static final Pattern MARKUP =
      Pattern.compile("(?s)^(<\\?xml\\s|<!--|<!DOCTYPE\\s|<[A-Za-z_][\\w:.-]*(\\s[^<>]*)?/?>).*");
  private static final Pattern HTML =
      Pattern.compile(
          "(?is)^(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*<(!doctype html|html|head|body)\\b.*");
  private static final List<Pattern> LOGS =
      List.of(
          // Apache and nginx: host ident user [time] "request" status bytes
          Pattern.compile("^\\S+ \\S+ \\S+ \\[\\d{2}/\\w{3}/\\d{4}:[^\\]]+] \".*\" \\d{3} .*"),
          // syslog, with or without priority
          Pattern.compile(
              "^(<\\d+>)?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S+ [^,;\\t]+: .*"),
          // time, perhaps thread and level, message
          Pattern.compile(
              "^\\[?\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[^\\s]*]?\\s+(\\S+\\s+)?\\[?"
                  + "(TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|NOTICE|CRITICAL)\\b.*"));
  private static final double MOST_LINES = 0.8;
  private static final int LINES = 200;

  /** Two lines that begin alike are no coincidence; one may be. */
  private static final int ENOUGH_LOG_LINES = 2;

  static Optional<TextKind> of(byte[] text, boolean complete) {
    JsonShape shape = new JsonShape(text);
    int start = shape.skipSpace(0);
    if (start == text.length) {
      return Optional.empty();
    }
    if (text[start] == '{' || text[start] == '[') {
      TextKind json = json(text, shape, start, complete);
      if (json != null) {
        return Optional.of(json);
      }
    }
    String head = new String(text, start, Math.min(text.length - start, 4096), UTF_8);
    if (text[start] == '<' && MARKUP.matcher(head).matches()) {
      return Optional.of(
          HTML.matcher(head).matches()
              ? new TextKind("html", "an HTML page", 0.95, "it begins with HTML's first tags")
              : new TextKind("xml", "an XML document", 0.95, "it begins with a tag"));
    }
    return log(text, complete);
  }

  private static TextKind json(byte[] text, JsonShape shape, int start, boolean complete) {
    if (text[start] == '[') {
      int first = shape.skipSpace(start + 1);
      boolean objects = first < text.length && text[first] == '{';
      int end = shape.end(start);
      if (objects && complete && end == JsonShape.CUT) {
        return new TextKind(
            "json",
            "one JSON array without its end",
            0.9,
            "it begins with [ and an object, and ends within them: it may be truncated");
      }
      boolean plausible = end >= 0 || (end == JsonShape.CUT && !complete);
      if (end >= 0 && shape.skipSpace(end) < text.length) {
        // Something follows: lines of arrays, or no JSON at all.
        return null;
      }
      return plausible && (objects || (end >= 0 && end - start <= 2))
          ? new TextKind("json", "one JSON array", 0.97, "it begins with [ and an object")
          : null;
    }
    int values = 0;
    int ownLine = 0;
    int at = start;
    while (at < text.length && values < LINES && text[at] == '{') {
      int end = shape.end(at);
      if (end == JsonShape.NONE) {
        break;
      }
      if (end == JsonShape.CUT) {
        values += complete ? 0 : values == 0 ? 1 : 0;
        ownLine += !complete && indexOf(text, at, text.length, (byte) '\n') < 0 ? values : 0;
        break;
      }
      values++;
      boolean oneLine = indexOf(text, at, end, (byte) '\n') < 0;
      int next = end;
      while (next < text.length
          && (text[next] == ' ' || text[next] == '\t' || text[next] == '\r')) {
        next++;
      }
      ownLine += oneLine && (next == text.length || text[next] == '\n') ? 1 : 0;
      at = shape.skipSpace(end);
    }
    if (values == 0) {
      return null;
    }
    if (ownLine >= MOST_LINES * values) {
      return new TextKind(
          "jsonl",
          "JSON Lines",
          values > 1 ? 0.98 : 0.9,
          "the first " + values + " lines are a JSON object each");
    }
    return new TextKind(
        "json",
        "JSON objects over several lines each",
        0.9,
        "the first " + values + " values are JSON objects, not one a line");
  }

  private static Optional<TextKind> log(byte[] text, boolean complete) {
    List<String> lines = lines(text, complete);
    for (Pattern pattern : LOGS) {
      long matching = lines.stream().filter(line -> pattern.matcher(line).matches()).count();
      if (matching >= ENOUGH_LOG_LINES && matching >= MOST_LINES * lines.size()) {
        return Optional.of(
            new TextKind(
                "log",
                "a log file",
                0.85,
                matching + " of the first " + lines.size() + " lines begin like a log's"));
      }
    }
    return Optional.empty();
  }

  /** The first whole lines that are not blank. */
  static List<String> lines(byte[] text, boolean complete) {
    int length = Math.min(text.length, 64 << 10);
    String[] lines = new String(text, 0, length, UTF_8).split("\r\n|\n|\r", -1);
    boolean cut = !complete || length < text.length;
    return Arrays.stream(lines, 0, cut ? lines.length - 1 : lines.length)
        .filter(line -> !line.isBlank())
        .limit(LINES)
        .toList();
  }

  private static int indexOf(byte[] text, int from, int to, byte what) {
    for (int i = from; i < to; i++) {
      if (text[i] == what) {
        return i;
      }
    }
    return -1;
  }
}
