package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.format.Recognition;
import io.sluice.formats.format.TextSample;
import java.util.List;
import java.util.regex.Pattern;

/** Tells JSON Lines and JSON documents from each other and from other texts. */
final class JsonTexts {
  /** What arrays of anything but objects are called; they are refused. */
  static final String NO_OBJECTS = "json_array";

  private static final double MOST_LINES = 0.8;

  private static final Pattern PYTHON =
      Pattern.compile("\\s*\\[?\\s*\\{\\s*'(?:[^'\\\\\\n]|\\\\.)*'\\s*:\\s*\\S");
  private static final Pattern JSON5 =
      Pattern.compile(
          "\\s*\\[?\\s*\\{\\s*(?://[^\\n]*\\s*)?[A-Za-z_$][\\w$]*\\s*:\\s*[\\[{\"'\\w.+-]");

  private JsonTexts() {}

  /** What the text is; null if it is not JSON. */
  static Recognition recognise(TextSample text) {
    byte[] bytes = text.bytes();
    int start = text.firstVisible();
    if (start == bytes.length) {
      return null;
    }
    return switch (bytes[start]) {
      case '[' -> {
        Recognition array = array(text, start);
        yield array == null ? likeJson(text) : array;
      }
      case '{' -> {
        Recognition objects = objects(text, start);
        yield objects == null ? likeJson(text) : objects;
      }
      default -> null;
    };
  }

  private static Recognition array(TextSample text, int start) {
    byte[] bytes = text.bytes();
    JsonExtent extent = new JsonExtent(bytes);
    int first = extent.skipSpace(start + 1);
    boolean objects = first < bytes.length && bytes[first] == '{';
    int end = extent.end(start);
    if (objects && text.complete() && end == JsonExtent.OPEN) {
      return new Recognition(
          "json",
          "one JSON array without its end",
          0.9,
          "it begins with [ and an object, and ends within them: it may be truncated");
    }
    boolean plausible = end >= 0 || (end == JsonExtent.OPEN && !text.complete());
    if (end >= 0 && extent.skipSpace(end) < bytes.length) {
      // Something follows: lines of arrays, or no JSON at all.
      return linesOfArrays(text);
    }
    boolean nothing = end >= 0 && first == end - 1;
    if (plausible && (objects || nothing)) {
      return new Recognition("json", "one JSON array", 0.97, "it begins with [ and an object");
    }
    return plausible && first < bytes.length && "[\"-0123456789tfn".indexOf(bytes[first]) >= 0
        ? new Recognition(
            NO_OBJECTS,
            "a JSON array of values that are not objects",
            0.95,
            "it begins with [ and "
                + (bytes[first] == '[' ? "an array" : "a value")
                + ": records must be objects with names")
        : null;
  }

  private static Recognition linesOfArrays(TextSample text) {
    List<String> lines = text.lines();
    int arrays = 0;
    for (String line : lines) {
      byte[] bytes = line.strip().getBytes(UTF_8);
      arrays += bytes[0] == '[' && new JsonExtent(bytes).end(0) == bytes.length ? 1 : 0;
    }
    return arrays >= 2 && arrays >= MOST_LINES * lines.size()
        ? new Recognition(
            NO_OBJECTS,
            "lines of JSON arrays",
            0.95,
            arrays
                + " of the first "
                + lines.size()
                + " lines are a JSON array each: records must"
                + " be objects with names")
        : null;
  }

  /** What looks like JSON, and is what other languages make of it; null if it does not. */
  private static Recognition likeJson(TextSample text) {
    List<String> lines = text.lines();
    String whole = String.join("\n", lines.subList(0, Math.min(lines.size(), 20)));
    if (PYTHON.matcher(whole).lookingAt()) {
      return new Recognition(
          "python",
          "what Python prints of objects, and no JSON: its keys stand in single quotes",
          0.9,
          "it begins with { and a key in single quotes");
    }
    return JSON5.matcher(whole).lookingAt()
        ? new Recognition(
            "json5",
            "JSON5 or JavaScript, and no JSON: its keys stand without quotes",
            0.9,
            "it begins with { and a key without quotes")
        : null;
  }

  private static Recognition objects(TextSample text, int start) {
    byte[] bytes = text.bytes();
    boolean complete = text.complete();
    JsonExtent extent = new JsonExtent(bytes);
    int values = 0;
    int ownLine = 0;
    int at = start;
    while (at < bytes.length && values < TextSample.MOST_LINES && bytes[at] == '{') {
      int end = extent.end(at);
      if (end == JsonExtent.NONE) {
        break;
      }
      if (end == JsonExtent.OPEN) {
        values += complete ? 0 : values == 0 ? 1 : 0;
        ownLine += !complete && !hasLineEnd(bytes, at, bytes.length) ? values : 0;
        break;
      }
      values++;
      boolean oneLine = !hasLineEnd(bytes, at, end);
      int next = end;
      while (next < bytes.length
          && (bytes[next] == ' ' || bytes[next] == '\t' || bytes[next] == '\r')) {
        next++;
      }
      ownLine += oneLine && (next == bytes.length || bytes[next] == '\n') ? 1 : 0;
      at = extent.skipSpace(end);
    }
    if (values == 0) {
      return null;
    }
    return ownLine >= MOST_LINES * values
        ? new Recognition(
            "jsonl",
            "JSON Lines",
            values > 1 ? 0.98 : 0.9,
            "the first " + values + " lines are a JSON object each")
        : new Recognition(
            "json",
            "JSON objects over several lines each",
            0.9,
            "the first " + values + " values are JSON objects, not one a line");
  }

  private static boolean hasLineEnd(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '\n') {
        return true;
      }
    }
    return false;
  }
}
