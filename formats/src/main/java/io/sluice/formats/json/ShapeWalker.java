package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks values that are known to be well-formed and notes what it sees in a {@link JsonShape}. One
 * walker a shape: it finds the shapes of members by their keys' bytes.
 */
final class ShapeWalker {
  private final JsonShape shape;
  private final int level;
  private final ValueProfiler values;
  private final KeyDictionary keys = new KeyDictionary();
  private final List<ShapeWalker> members = new ArrayList<>();
  private ShapeWalker entry;
  private ShapeWalker element;

  ShapeWalker(JsonShape shape, int level, ValueProfiler values) {
    this.shape = shape;
    this.level = level;
    this.values = values;
  }

  /**
   * Notes the value that begins at {@code position}.
   *
   * @return the position after it
   */
  int walk(JsonScanner scanner, byte[] b, int position, int end) {
    switch (b[position]) {
      case '{' -> {
        shape.addObject();
        return level > JsonShape.MAX_LEVELS
            ? scanner.value(b, position, end, 0)
            : object(scanner, b, position, end);
      }
      case '[' -> {
        shape.addArray();
        return level > JsonShape.MAX_LEVELS
            ? scanner.value(b, position, end, 0)
            : array(scanner, b, position, end);
      }
      case 'n' -> {
        shape.addNull();
        return position + 4;
      }
      case '"' -> {
        int close = scanner.string(b, position + 1, end);
        values.string(b, position + 1, close, scanner.escaped(), shape);
        return close + 1;
      }
      default -> {
        int after = scanner.unquoted(b, position, end);
        values.unquoted(b, position, after, shape);
        return after;
      }
    }
  }

  private int array(JsonScanner scanner, byte[] b, int position, int end) {
    int at = JsonScanner.skipSpace(b, position + 1, end);
    if (b[at] != ']' && element == null) {
      element = new ShapeWalker(shape.element(), level + 1, values);
    }
    while (b[at] != ']') {
      at = JsonScanner.skipSpace(b, element.walk(scanner, b, at, end), end);
      if (b[at] == ',') {
        at = JsonScanner.skipSpace(b, at + 1, end);
      }
    }
    return at + 1;
  }

  private int object(JsonScanner scanner, byte[] b, int position, int end) {
    int key = KeyDictionary.NONE;
    int at = JsonScanner.skipSpace(b, position + 1, end);
    while (b[at] != '}') {
      int keyStart = at + 1;
      int keyEnd;
      ShapeWalker member;
      int guess = entry == null ? keys.guess(key) : KeyDictionary.NONE;
      if (guess >= 0 && keys.matches(guess, b, keyStart, end)) {
        keyEnd = keyStart + keys.length(guess);
        key = guess;
        member = members.get(key);
      } else {
        keyEnd = scanner.string(b, keyStart, end);
        int found = entry == null ? find(b, keyStart, keyEnd, scanner.escaped()) : -1;
        if (found >= 0) {
          keys.follows(key, found);
          key = found;
          member = members.get(found);
        } else {
          member = entry;
        }
      }
      at = member.walk(scanner, b, scanner.colon(b, keyEnd + 1, end), end);
      at = JsonScanner.skipSpace(b, at, end);
      if (b[at] == ',') {
        at = JsonScanner.skipSpace(b, at + 1, end);
      }
    }
    return at + 1;
  }

  /** The number of a key, known or new; negative once the object is a map. */
  private int find(byte[] b, int start, int end, boolean escaped) {
    byte[] text = b;
    int from = start;
    int to = end;
    if (escaped) {
      text = new byte[end - start];
      from = 0;
      to = JsonUnescaper.INSTANCE.unescape(b, start, end, text);
    }
    int key = keys.find(text, from, to);
    if (key >= 0) {
      return key;
    }
    JsonShape member = shape.member(new String(text, from, to - from, UTF_8));
    if (shape.isMap()) {
      entry = new ShapeWalker(member, level + 1, values);
      keys.clear();
      members.clear();
      return KeyDictionary.NONE;
    }
    members.add(new ShapeWalker(member, level + 1, values));
    return keys.add(text, from, to);
  }
}
