package io.sluice.formats.json;

import io.sluice.formats.format.Findings;
import io.sluice.formats.format.Setting.Origin;
import io.sluice.formats.format.TextSample;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells what the records of a JSON file are: objects, arrays with fields by place, or values. */
final class JsonForms {
  /** As many arrays must be of one length for their elements to be fields. */
  private static final double EVEN = 0.6;

  /** As many records must be arrays. */
  private static final double ARRAYS = 0.8;

  private JsonForms() {}

  /**
   * What the records of a file are: as set, or else as the sample shows.
   *
   * @param document whether they are the elements of one array, if the text begins with one
   * @param findings takes what was found, and where the sample contradicts what is set
   */
  static JsonRecords of(
      TextSample text, boolean document, SourceOptions options, Findings findings) {
    JsonRecords found = of(text, document);
    JsonRecords form = options.jsonRecords().orElse(found);
    findings.set(
        "json_records",
        word(form),
        options.jsonRecords().isPresent() ? Origin.SET : Origin.DETECTED);
    findings.evidence(describe(form));
    if (form != found && form != JsonRecords.VALUES) {
      findings.conflict(
          "json_records is set to " + word(form) + ", but the records look like " + word(found));
    }
    return form;
  }

  /** Whether the text is an array of nothing, and nothing else. */
  static boolean isEmptyArray(TextSample text) {
    byte[] b = text.bytes();
    int at = text.firstVisible();
    if (at == b.length || b[at] != '[') {
      return false;
    }
    at = JsonScanner.skipSpace(b, at + 1, b.length);
    return at < b.length && b[at] == ']' && JsonScanner.skipSpace(b, at + 1, b.length) == b.length;
  }

  private static String word(JsonRecords form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  private static JsonRecords of(TextSample text, boolean document) {
    byte[] b = Arrays.copyOf(text.bytes(), text.bytes().length + Long.BYTES);
    int end = text.bytes().length;
    int at = text.firstVisible();
    if (at == end || b[at] != '[') {
      return JsonRecords.OBJECTS;
    }
    Map<Integer, Integer> lengths = new HashMap<>();
    int records = 0;
    int others = 0;
    JsonScanner scanner = new JsonScanner();
    at = JsonScanner.skipSpace(b, document ? at + 1 : at, end);
    while (at < end && records < TextSample.MOST_LINES) {
      int next = scanner.value(b, at, end, 0);
      if (next < 0) {
        break;
      }
      if (b[at] == '{') {
        return JsonRecords.OBJECTS;
      }
      records++;
      if (b[at] == '[') {
        lengths.merge(elements(scanner, b, at, next), 1, Integer::sum);
      } else {
        others++;
      }
      at = JsonScanner.skipSpace(b, next, end);
      if (document) {
        if (at >= end || b[at] != ',') {
          break;
        }
        at = JsonScanner.skipSpace(b, at + 1, end);
      }
    }
    if (records == 0) {
      return JsonRecords.OBJECTS;
    }
    int even = 0;
    for (Map.Entry<Integer, Integer> length : lengths.entrySet()) {
      even = length.getKey() > 0 ? Math.max(even, length.getValue()) : even;
    }
    return records - others >= ARRAYS * records && even >= EVEN * records
        ? JsonRecords.ARRAYS
        : JsonRecords.VALUES;
  }

  /** How many elements an array has that is known to be one. */
  private static int elements(JsonScanner scanner, byte[] b, int start, int end) {
    int elements = 0;
    int at = JsonScanner.skipSpace(b, start + 1, end);
    while (b[at] != ']') {
      elements++;
      at = JsonScanner.skipSpace(b, scanner.value(b, at, end, 0), end);
      if (b[at] == ',') {
        at = JsonScanner.skipSpace(b, at + 1, end);
      }
    }
    return elements;
  }

  /** For people. */
  static String describe(JsonRecords form) {
    return switch (form) {
      case OBJECTS -> "each record is an object: its keys name the columns";
      case ARRAYS -> "each record is an array: its elements are columns by their place, column_1…";
      case VALUES -> "each record is a value without a name: it is the column 'value'";
    };
  }

  /** Likewise, after the name of the format. */
  static String suffix(JsonRecords form) {
    return switch (form) {
      case OBJECTS -> "";
      case ARRAYS -> " of arrays";
      case VALUES -> " of values";
    };
  }
}
