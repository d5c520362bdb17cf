package io.sluice.formats.json;

/** The kinds of JSON values, for messages. */
final class Kinds {
  private Kinds() {}

  /** What a well-formed value is that begins at {@code position}, with its article. */
  static String name(byte[] b, int position) {
    return switch (b[position]) {
      case '{' -> "an object";
      case '[' -> "an array";
      case '"' -> "a string";
      case 't', 'f' -> "a boolean";
      case 'n' -> "null";
      default -> "a number";
    };
  }
}
