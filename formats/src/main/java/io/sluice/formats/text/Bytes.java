package io.sluice.formats.text;

/** Short byte strings within long ones. */
public final class Bytes {
  private Bytes() {}

  /** Whether {@code word} stands at {@code i}; an empty word stands nowhere. */
  public static boolean at(byte[] word, byte[] buffer, int i, int limit) {
    int length = word.length;
    if (length == 0 || i + length > limit) {
      return false;
    }
    for (int k = 0; k < length; k++) {
      if (buffer[i + k] != word[k]) {
        return false;
      }
    }
    return true;
  }
}
