package io.sluice.cli.render;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.EastAsianWidth;
import com.ibm.icu.lang.UProperty;

/** How many cells of a terminal a text takes: Hangul and Han take two, combining marks none. */
final class DisplayWidth {
  private DisplayWidth() {}

  static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      width += of(codePoint);
      i += Character.charCount(codePoint);
    }
    return width;
  }

  /** The text, or as much of it as fits the width with an ellipsis at its end. */
  static String shortened(String text, int width) {
    if (text.length() <= width / 2 || of(text) <= width) {
      return text;
    }
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      int next = of(codePoint);
      if (used + next > width - 1) {
        break;
      }
      used += next;
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end) + "…";
  }

  private static int of(int codePoint) {
    if (codePoint < 0x300) {
      // Nearly all text; loading the Unicode tables takes longer than a small query.
      return 1;
    }
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    int width = UCharacter.getIntPropertyValue(codePoint, UProperty.EAST_ASIAN_WIDTH);
    return width == EastAsianWidth.WIDE || width == EastAsianWidth.FULLWIDTH ? 2 : 1;
  }
}
