package io.sluice.formats.json;

import io.sluice.formats.format.Recognition;
import io.sluice.formats.format.TextSample;

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
    return switch (bytes[start]) {
      case '[' -> array(text, start);
      case '{' -> objects(text, start);
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
      return null;
    }
    return plausible && (objects || (end >= 0 && end - start <= 2))
        ? new Recognition("json", "one JSON array", 0.97, "it begins with [ and an object")
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
