package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.format.Recognition;
import io.sluice.formats.format.TextSample;
import java.util.Arrays;

/** Tells JSON Lines and JSON documents from each other and from other texts. */
final class JsonTexts {
  private static final double MOST_LINES = 0.8;

  private JsonTexts() {}

  /** What the text is; null if it is not JSON. */
  static Recognition recognise(TextSample text) {
    byte[] bytes = text.bytes();
    int start = text.firstVisible();
    if (start == bytes.length) {
      return null;
    }
    Recognition found =
        switch (bytes[start]) {
          case '[' -> array(text, start);
          case '{' -> objects(text, start);
          default -> null;
        };
    if (found == null && bytes[start] == '{') {
      found = nearlyAllObjects(text);
    }
    return found == null ? LikeJson.recognise(text) : found;
  }

  private static Recognition array(TextSample text, int start) {
    byte[] bytes = text.bytes();
    JsonExtent extent = new JsonExtent(bytes);
    int first = extent.skipSpace(start + 1);
    boolean objects = first < bytes.length && bytes[first] == '{';
    int end = extent.end(start);
    if (objects && text.complete() && end == JsonExtent.OPEN) {
      return new Recognition(
          JsonFormat.NAME,
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
      return new Recognition(
          JsonFormat.NAME, "one JSON array", 0.97, "it begins with [ and an object");
    }
    return plausible && first < bytes.length && valuesAreStrict(text, start)
        ? new Recognition(
            JsonFormat.NAME,
            "one JSON array",
            0.95,
            "it begins with [ and " + (bytes[first] == '[' ? "an array" : "a value"))
        : null;
  }

  /** Whether the array's first elements are JSON by all its rules: brackets alone prove little. */
  private static boolean valuesAreStrict(TextSample text, int start) {
    int end = text.bytes().length;
    byte[] b = Arrays.copyOf(text.bytes(), end + Long.BYTES);
    JsonScanner scanner = new JsonScanner();
    int at = JsonScanner.skipSpace(b, start + 1, end);
    for (int i = 0; i < TextSample.MOST_LINES; i++) {
      int after = scanner.value(b, at, end, 0);
      if (after < 0) {
        // The sample may end within an element.
        return i > 0 && !text.complete() && scanner.failurePosition() >= end - 1;
      }
      at = JsonScanner.skipSpace(b, after, end);
      if (at >= end || b[at] != ',') {
        return true;
      }
      at = JsonScanner.skipSpace(b, at + 1, end);
    }
    return true;
  }

  private static Recognition linesOfArrays(TextSample text) {
    int arrays = strictLines(text, '[');
    int lines = text.lines().size();
    return arrays >= 2 && arrays >= MOST_LINES * lines
        ? new Recognition(
            JsonLinesFormat.NAME,
            "lines of JSON arrays",
            0.95,
            arrays + " of the first " + lines + " lines are a JSON array each")
        : null;
  }

  /** Lines of objects, of which the first is none. */
  private static Recognition nearlyAllObjects(TextSample text) {
    int objects = strictLines(text, '{');
    int lines = text.lines().size();
    return objects >= 2 && objects >= MOST_LINES * lines
        ? new Recognition(
            JsonLinesFormat.NAME,
            "JSON Lines",
            0.9,
            objects + " of the first " + lines + " lines are a JSON object each")
        : null;
  }

  private static int strictLines(TextSample text, char first) {
    JsonScanner scanner = new JsonScanner();
    int strict = 0;
    for (String line : text.lines()) {
      byte[] bytes = line.strip().getBytes(UTF_8);
      byte[] b = Arrays.copyOf(bytes, bytes.length + Long.BYTES);
      strict += b[0] == first && scanner.value(b, 0, bytes.length, 0) == bytes.length ? 1 : 0;
    }
    return strict;
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
            JsonLinesFormat.NAME,
            "JSON Lines",
            values > 1 ? 0.98 : 0.9,
            "the first " + values + " lines are a JSON object each")
        : new Recognition(
            JsonFormat.NAME,
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
