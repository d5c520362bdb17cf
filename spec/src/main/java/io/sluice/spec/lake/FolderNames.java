package io.sluice.spec.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a text takes as the name of a partition's folder, as Hive writes it. */
public final class FolderNames {
  /** What file systems allow a name to have, in bytes. */
  public static final int MOST_NAME_BYTES = 255;

  /** What Hive writes in place of a value that is null or empty. */
  public static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  /** What {@link #NULL} takes. */
  public static final int NULL_BYTES = NULL.length();

  /**
   * A decimal of 38 digits, with room to spare; timestamps and Hive's word for null are shorter.
   */
  static final int LONGEST_OTHER = 44;

  /** Characters that are written as three, besides control characters. */
  private static final String ESCAPED = "\"#%'*/:=?\\{[]^";

  /** {@link #isEscaped} as a regular expression. */
  public static final String ESCAPED_PATTERN = "[\\x00-\\x1f\\x7f\\Q" + ESCAPED + "\\E]";

  /** {@link #tooLong}, up to the number of bytes. */
  public static final String BEFORE_BYTES = "the text of ";

  private FolderNames() {}

  /** Whether a character has a meaning in paths, and is written as {@code %XX}. */
  public static boolean isEscaped(int character) {
    return (character >= 0 && character < ' ')
        || character == 0x7F
        || ESCAPED.indexOf(character) >= 0;
  }

  /** What a key's name and the sign after it take, with what is escaped of them. */
  public static int keyBytes(String name) {
    byte[] text = name.getBytes(UTF_8);
    return bytes(text, 0, text.length) + 1;
  }

  /** Whether every text of so many characters fits, whatever they are. */
  public static boolean fitsAlways(int keyBytes, int characters) {
    return keyBytes + 4L * characters <= MOST_NAME_BYTES;
  }

  /** Whether a key's name leaves room for null and for every value that is no text. */
  public static boolean leavesRoom(int keyBytes) {
    return keyBytes + LONGEST_OTHER <= MOST_NAME_BYTES;
  }

  /**
   * Whether a value fits into a folder's name.
   *
   * @param keyBytes by {@link #keyBytes}
   */
  public static boolean fits(int keyBytes, byte[] text, int start, int end) {
    return keyBytes + 3L * (end - start) <= MOST_NAME_BYTES
        || keyBytes + bytes(text, start, end) <= MOST_NAME_BYTES;
  }

  /** What a value takes, with what is escaped of it; the empty one is written as null is. */
  public static int valueBytes(byte[] text, int start, int end) {
    return start == end ? NULL_BYTES : bytes(text, start, end);
  }

  private static int bytes(byte[] text, int start, int end) {
    int bytes = 0;
    for (int i = start; i < end; i++) {
      bytes += isEscaped(text[i]) ? 3 : 1;
    }
    return bytes;
  }

  /** What is told of one that does not. */
  public static String tooLong(String column, int bytes) {
    return BEFORE_BYTES + bytes + afterBytes(column);
  }

  /** {@link #tooLong}, after the number of bytes. */
  public static String afterBytes(String column) {
    return " bytes is too long for a folder's name, which has at most "
        + MOST_NAME_BYTES
        + ": partition by truncate("
        + column
        + ", 20) or by another column";
  }
}
