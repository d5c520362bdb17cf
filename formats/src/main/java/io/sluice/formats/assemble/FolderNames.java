package io.sluice.formats.assemble;

/** What a text takes as the name of a partition's folder, as Hive writes it. */
public final class FolderNames {
  /** What file systems allow a name to have, in bytes. */
  private static final int MOST_NAME_BYTES = 255;

  /** Each byte may become three. */
  private static final int SURELY_SHORT = 40;

  /** Characters that are written as three. */
  private static final String ESCAPED = "\"#%'*/:=?\\{[]^";

  private FolderNames() {}

  /**
   * Whether a value fits into a folder's name.
   *
   * @param keyBytes the length of the key's name and the sign after it
   */
  public static boolean fits(int keyBytes, byte[] text, int start, int end) {
    if (end - start <= SURELY_SHORT) {
      return true;
    }
    int bytes = keyBytes;
    for (int i = start; i < end; i++) {
      boolean escaped =
          (text[i] >= 0 && text[i] < ' ') || text[i] == 0x7F || ESCAPED.indexOf(text[i]) >= 0;
      bytes += escaped ? 3 : 1;
    }
    return bytes <= MOST_NAME_BYTES;
  }

  /** What is told of one that does not. */
  public static String tooLong(String column, int bytes) {
    return "the text of "
        + bytes
        + " bytes is too long for a folder's name, which has at most "
        + MOST_NAME_BYTES
        + ": partition by truncate("
        + column
        + ", 20) or by another column";
  }
}
