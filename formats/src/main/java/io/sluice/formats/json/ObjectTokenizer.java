package io.sluice.formats.json;

import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.source.Utf8;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the wanted members of JSON objects, or elements of arrays by their place, and notes where
 * their values lie in a {@link FieldTable} row. The whole object is checked as strict JSON, wanted
 * or not, so that which records are malformed does not depend on which columns are read. Not
 * thread-safe.
 */
final class ObjectTokenizer {
  /** A path leads through a value that is no object: besides missing, the value is in the way. */
  static final byte BLOCKED = FieldTable.MISSING | FieldTable.NESTED;

  private final JsonScanner scanner = new JsonScanner();
  private final ObjectFields wanted;
  private final Extras extras;
  private final int width;
  private final JsonRecords form;

  /** The key of each place of an array. */
  private int[] places = new int[0];

  private int[] starts;
  private int[] ends;
  private byte[] flags;
  private long stamp;
  private byte[] keyText = new byte[64];

  /**
   * @param width slots of a row
   * @param extras takes the members that have no slot; null: they are only checked
   * @param form what a record is
   */
  ObjectTokenizer(ObjectFields wanted, int width, Extras extras, JsonRecords form) {
    this.wanted = wanted;
    this.width = width;
    this.extras = extras;
    this.form = form;
  }

  /** Of records that are objects. */
  ObjectTokenizer(ObjectFields wanted, int width, Extras extras) {
    this(wanted, width, extras, JsonRecords.OBJECTS);
  }

  /** What an element of an array is called. */
  static String placeName(int place) {
    return "column_" + place;
  }

  /** What a value is called that is a record. */
  static final String VALUE_NAME = "value";

  /** What went wrong, after a method has failed. */
  JsonScanner scanner() {
    return scanner;
  }

  /** Rows go to this table from now on; to be told again whenever the table has grown. */
  void writeTo(FieldTable table) {
    starts = table.starts();
    ends = table.ends();
    flags = table.flags();
  }

  /** Marks all fields of a row as missing. */
  void blank(int row) {
    int from = row * width;
    Arrays.fill(flags, from, from + width, FieldTable.MISSING);
    Arrays.fill(starts, from, from + width, 0);
    Arrays.fill(ends, from, from + width, 0);
  }

  /**
   * Tokenizes the record {@code b[start .. end)}, which is one value and white space around it,
   * into row {@code row}.
   *
   * @return false if it is not acceptable: {@link #scanner()} says why, and the row is blank
   */
  boolean record(byte[] b, int start, int end, int row) {
    int at = JsonScanner.skipSpace(b, start, end);
    scanner.resetSeen();
    blank(row);
    boolean accepted;
    if (form == JsonRecords.VALUES) {
      at = unnamed(nameKey(VALUE_NAME), Extras.VALUE, b, at, end, row * width, 0);
      accepted = at >= 0 && atEnd(b, at, end);
    } else if (form == JsonRecords.ARRAYS && at < end && b[at] == '[') {
      at = array(b, at + 1, end, row * width);
      accepted = at >= 0 && atEnd(b, at, end);
    } else if (form == JsonRecords.OBJECTS && at < end && b[at] == '{') {
      at = object(wanted, b, at + 1, end, row * width, 1, extras);
      accepted = at >= 0 && atEnd(b, at, end);
    } else {
      accepted = notOfForm(b, at, end);
    }
    if (accepted && !scanner.seenNonAscii()) {
      return true;
    }
    int malformed = Utf8.firstMalformed(b, start, end);
    if (malformed >= 0) {
      scanner.fail(
          RejectCode.INVALID_ENCODING,
          malformed,
          String.format(Locale.ROOT, "the byte 0x%02x is not valid UTF-8 here", b[malformed]));
      accepted = false;
    }
    if (!accepted) {
      blank(row);
    }
    return accepted;
  }

  private boolean atEnd(byte[] b, int position, int end) {
    int at = JsonScanner.skipSpace(b, position, end);
    if (at == end) {
      return true;
    }
    scanner.unexpected(b, at, end, "the end of the record");
    return false;
  }

  /** A value of another kind is well-formed JSON all the same, or is not. */
  private boolean notOfForm(byte[] b, int position, int end) {
    int at = scanner.value(b, position, end, 0);
    if (at >= 0 && atEnd(b, at, end)) {
      scanner.fail(
          RejectCode.NOT_AN_OBJECT,
          position,
          "a record must be "
              + (form == JsonRecords.ARRAYS ? "an array, as those before it," : "an object,")
              + " but this is "
              + Kinds.name(b, position));
    }
    return false;
  }

  private int nameKey(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return wanted.keys.find(text, 0, text.length);
  }

  private int placeKey(int place) {
    if (place > places.length) {
      int known = places.length;
      places = Arrays.copyOf(places, Math.max(16, 2 * place));
      for (int i = known; i < places.length; i++) {
        places[i] = nameKey(placeName(i + 1));
      }
    }
    return places[place - 1];
  }

  /** Tokenizes the elements of an array; returns the position after it, or FAILED. */
  private int array(byte[] b, int position, int end, int rowStart) {
    int at = JsonScanner.skipSpace(b, position, end);
    if (at < end && b[at] == ']') {
      return at + 1;
    }
    for (int place = 1; ; place++) {
      at = unnamed(placeKey(place), -place, b, at, end, rowStart, 1);
      if (at < 0) {
        return JsonScanner.FAILED;
      }
      at = JsonScanner.skipSpace(b, at, end);
      if (at < end && b[at] == ']') {
        return at + 1;
      }
      if (at >= end || b[at] != ',') {
        return scanner.unexpected(b, at, end, "',' or ']'");
      }
      at = JsonScanner.skipSpace(b, at + 1, end);
    }
  }

  /** A value that stands under no key in the text. */
  private int unnamed(int key, int name, byte[] b, int position, int end, int rowStart, int depth) {
    if (key >= 0 && (wanted.slot(key) >= 0 || wanted.inner(key) != null)) {
      return member(wanted, key, b, position, end, rowStart, depth);
    }
    int at = scanner.value(b, position, end, depth);
    if (extras != null && at >= 0) {
      extras.add(name, name, position, at);
    }
    return at;
  }

  /**
   * Tokenizes the members of an object that is known to be well-formed into a row that has been
   * blanked.
   *
   * @param position after the opening brace
   */
  void object(byte[] b, int position, int end, int row) {
    object(wanted, b, position, end, row * width, 1, null);
  }

  /** Returns the position after the closing brace, or {@link JsonScanner#FAILED}. */
  private int object(
      ObjectFields fields,
      byte[] b,
      int position,
      int end,
      int rowStart,
      int depth,
      Extras unread) {
    JsonScanner scan = scanner;
    KeyDictionary keys = fields.keys;
    long object = ++stamp;
    Set<String> unremembered = null;
    int key = KeyDictionary.NONE;
    int at = JsonScanner.skipSpace(b, position, end);
    if (at < end && b[at] == '}') {
      return at + 1;
    }
    for (; ; ) {
      if (at >= end || b[at] != '"') {
        return scan.unexpected(
            b, at, end, key == KeyDictionary.NONE ? "a key in quotes or '}'" : "a key in quotes");
      }
      int keyStart = at + 1;
      int found = keys.guess(key);
      int keyEnd;
      if (found >= 0 && keys.matches(found, b, keyStart, end)) {
        keyEnd = keyStart + keys.length(found);
        if (keys.nonAscii(found)) {
          scan.seeNonAscii();
        }
      } else {
        keyEnd = scan.string(b, keyStart, end);
        if (keyEnd < 0) {
          return JsonScanner.FAILED;
        }
        found = lookUp(fields, b, keyStart, keyEnd);
        if (found >= 0) {
          keys.follows(key, found);
        }
      }
      if (found < 0) {
        if (unremembered == null) {
          unremembered = new HashSet<>();
        }
        if (!unremembered.add(text(b, keyStart, keyEnd))) {
          return scan.duplicateKey(b, keyStart, end);
        }
        at = unwanted(b, keyStart, keyEnd, end, depth, unread);
      } else {
        key = found;
        if (!fields.first(key, object)) {
          return scan.duplicateKey(b, keyStart, end);
        }
        int slot = fields.slot(key);
        int exact = fields.aliasOf(key);
        boolean taken = exact >= 0 && !fields.takesAlias(exact, object);
        if (taken || (slot < 0 && fields.inner(key) == null)) {
          at = unwanted(b, keyStart, keyEnd, end, depth, unread);
        } else {
          at = scan.colon(b, keyEnd + 1, end);
          if (at >= 0) {
            int valueStart = at;
            at = member(fields, key, b, at, end, rowStart, depth);
            if (slot < 0 && unread != null && at >= 0) {
              unread.add(keyStart, keyEnd, valueStart, at);
            }
          }
        }
      }
      if (at < 0) {
        return JsonScanner.FAILED;
      }
      at = separator(b, at, end);
      if (at < 0) {
        return JsonScanner.FAILED;
      }
      if (b[at - 1] == '}') {
        return at;
      }
      at = JsonScanner.skipSpace(b, at, end);
    }
  }

  /** Scans a comma or closing brace; returns the position after it. */
  private int separator(byte[] b, int position, int end) {
    int at = position;
    if (at >= end || (b[at] != ',' && b[at] != '}')) {
      at = JsonScanner.skipSpace(b, at, end);
      if (at >= end || (b[at] != ',' && b[at] != '}')) {
        return scanner.unexpected(b, at, end, "',' or '}'");
      }
    }
    return at + 1;
  }

  /** Checks the value of a key that nobody asked for. */
  private int unwanted(byte[] b, int keyStart, int keyEnd, int end, int depth, Extras unread) {
    int value = scanner.colon(b, keyEnd + 1, end);
    if (value < 0) {
      return JsonScanner.FAILED;
    }
    int at = scanner.value(b, value, end, depth);
    if (unread != null && at >= 0) {
      unread.add(keyStart, keyEnd, value, at);
    }
    return at;
  }

  /** Scans a value that is wanted, in whole or in part. */
  private int member(
      ObjectFields fields, int key, byte[] b, int position, int end, int rowStart, int depth) {
    JsonScanner scan = scanner;
    int from = position;
    int to;
    int after;
    byte flag = 0;
    ObjectFields inner = fields.inner(key);
    byte c = from < end ? b[from] : 0;
    if (c == '"') {
      to = scan.string(b, ++from, end);
      after = to < 0 ? to : to + 1;
      flag = scan.escaped() ? FieldTable.QUOTED | FieldTable.ESCAPED : FieldTable.QUOTED;
    } else if (c == '{' && inner != null) {
      to = after = innerObject(inner, b, from, end, rowStart, depth);
      flag = FieldTable.NESTED;
    } else if (c == '{' || c == '[') {
      to = after = scan.value(b, from, end, depth);
      flag = FieldTable.NESTED;
    } else {
      to = after = scan.unquoted(b, from, end);
      if (c == 'n') {
        flag = FieldTable.NULL;
      }
    }
    if (after < 0) {
      return JsonScanner.FAILED;
    }
    int slot = fields.slot(key);
    if (slot >= 0) {
      starts[rowStart + slot] = from;
      ends[rowStart + slot] = to;
      flags[rowStart + slot] = flag;
    }
    if (inner != null && c != '{' && c != 'n') {
      inner.flagAll(flags, rowStart, BLOCKED);
    }
    return after;
  }

  private int innerObject(
      ObjectFields inner, byte[] b, int position, int end, int rowStart, int depth) {
    if (depth + 1 > JsonScanner.MAX_DEPTH) {
      return scanner.value(b, position, end, depth);
    }
    return object(inner, b, position + 1, end, rowStart, depth + 1, null);
  }

  /** The number of a key that was not guessed; negative if it is one too many to remember. */
  private int lookUp(ObjectFields fields, byte[] b, int start, int end) {
    byte[] from = b;
    int first = start;
    int last = end;
    if (scanner.escaped()) {
      if (keyText.length < end - start) {
        keyText = new byte[end - start];
      }
      from = keyText;
      first = 0;
      last = JsonUnescaper.INSTANCE.unescape(b, start, end, keyText);
    }
    int key = fields.keys.find(from, first, last);
    if (key >= 0 || fields.keys.size() >= KeyDictionary.LIMIT) {
      return key;
    }
    return fields.learn(from, first, last);
  }

  private static String text(byte[] b, int start, int end) {
    byte[] text = new byte[end - start];
    int length = JsonUnescaper.INSTANCE.unescape(b, start, end, text);
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }
}
