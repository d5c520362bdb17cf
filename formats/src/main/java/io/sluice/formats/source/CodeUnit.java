package io.sluice.formats.source;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Set;

/**
 * What a stored text consists of, if it can be understood from any line end on, so that it can be
 * split. A line end is never part of another character there, and what comes before it says nothing
 * about what comes after it, however broken it is.
 */
public enum CodeUnit {
  /** A byte of UTF-8. */
  UTF8_BYTE(1),
  /** A byte that is a character by itself, an ASCII character if it is below 128. */
  CHARACTER(1),
  /** A byte, alone or with others a character: it cannot be told from it alone which. */
  BYTE(1),
  /** Two bytes of UTF-16, the lower first. */
  PAIR_LOW_FIRST(2),
  /** Two bytes of UTF-16, the higher first. */
  PAIR_HIGH_FIRST(2);

  /** No byte order mark is longer; a text is not split within one. */
  public static final int MOST_MARK_BYTES = 4;

  /**
   * Encodings of one to four bytes a character, of which the bytes of line ends are none but the
   * first. A test holds them to it.
   */
  private static final Set<String> OF_SEVERAL_BYTES =
      Set.of(
          "Big5",
          "Big5-HKSCS",
          "EUC-JP",
          "EUC-KR",
          "GB18030",
          "GB2312",
          "GBK",
          "Shift_JIS",
          "windows-31j",
          "x-Johab",
          "x-windows-949",
          "x-windows-950");

  private static final byte BEYOND_ASCII = (byte) 0x80;

  private final int bytes;

  CodeUnit(int bytes) {
    this.bytes = bytes;
  }

  /** How many bytes a unit has. */
  public int bytes() {
    return bytes;
  }

  /** To how many bytes of UTF-8 a unit may grow. */
  public int mostUtf8Bytes() {
    return this == UTF8_BYTE ? 1 : 3;
  }

  /** Whether each unit tells by itself whether it is a character of ASCII, and which. */
  public boolean showsAscii() {
    return this != BYTE;
  }

  /** The first offset at or after one at which a unit begins. */
  public long align(long offset) {
    return bytes == 1 ? offset : offset + (offset & 1);
  }

  /** The unit of an object's text; empty if it must be read from its beginning. */
  public static Optional<CodeUnit> of(String compression, String encoding) {
    return compression.equals("none") ? of(Charsets.named(encoding)) : Optional.empty();
  }

  private static Optional<CodeUnit> of(Charset charset) {
    return switch (charset.name()) {
      case "UTF-8" -> Optional.of(UTF8_BYTE);
      case "UTF-16LE" -> Optional.of(PAIR_LOW_FIRST);
      case "UTF-16BE" -> Optional.of(PAIR_HIGH_FIRST);
      default ->
          OF_SEVERAL_BYTES.contains(charset.name())
              ? Optional.of(BYTE)
              : SingleBytes.of(charset).map(table -> table.ascii() ? CHARACTER : BYTE);
    };
  }

  /**
   * Makes a byte of each unit, in place: ASCII as it is, and of all else something beyond ASCII.
   * Only for units that show it.
   *
   * @param from where the first unit begins, and its byte will stand
   * @param units how many there are
   */
  public void narrow(byte[] buffer, int from, int units) {
    if (bytes == 1) {
      return;
    }
    int low = this == PAIR_LOW_FIRST ? 0 : 1;
    for (int i = 0; i < units; i++) {
      byte b = buffer[from + 2 * i + low];
      buffer[from + i] = buffer[from + 2 * i + 1 - low] == 0 && b >= 0 ? b : BEYOND_ASCII;
    }
  }
}
