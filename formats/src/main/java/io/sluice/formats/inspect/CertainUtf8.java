package io.sluice.formats.inspect;

import io.sluice.formats.source.Utf8;
import io.sluice.formats.text.Swar;

/** Text about whose encoding there is nothing to find out. */
final class CertainUtf8 {
  private static final long BELOW_SPACE = Swar.pattern(' ');
  private static final long HIGH_BITS = Swar.pattern(0x80);

  private CertainUtf8() {}

  /**
   * Whether bytes are well-formed UTF-8, ASCII included, without other control characters than
   * those of lines and tabs: what {@link EncodingInspector} calls UTF-8 whatever else stands there.
   */
  static boolean is(byte[] bytes) {
    int words = bytes.length & ~7;
    for (int i = 0; i < words; i += Long.BYTES) {
      long word = Swar.word(bytes, i);
      // Exact enough: a bit is set wherever a byte is below a space, and seldom elsewhere.
      if (((word - BELOW_SPACE) & ~word & HIGH_BITS) != 0 && hasControl(bytes, i, i + Long.BYTES)) {
        return false;
      }
    }
    return !hasControl(bytes, words, bytes.length)
        && Utf8.firstMalformed(bytes, 0, bytes.length) < 0;
  }

  /** Whether there are other control characters than those of lines and tabs. */
  static boolean hasControl(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return true;
      }
    }
    return false;
  }
}
