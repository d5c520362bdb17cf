package io.sluice.formats.json;

/** The four digits of a {@code \\u} escape. */
final class Hex {
  private Hex() {}

  /** The UTF-16 code unit that the four digits from {@code position} on spell, or -1. */
  static int unit(byte[] b, int position, int end) {
    if (position + 4 > end) {
      return -1;
    }
    int unit = 0;
    for (int i = position; i < position + 4; i++) {
      int digit = Character.digit(b[i], 16);
      if (b[i] < 0 || digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }
}
