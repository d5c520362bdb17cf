package io.sluice.formats.reject;

/**
 * A record that did not become a row.
 *
 * @param recordInRange its number within the byte range read, from 0
 * @param byteOffset where it begins, in bytes of the decompressed file in its own encoding
 * @param byteLength its length there, without its terminator
 * @param column the table's column at fault; empty where the whole record is
 * @param code a {@link RejectCode#key()}, or {@code quality:<rule>}
 * @param message what was found and what was expected, for people
 * @param raw the record as it stood, as text, shortened to at most {@link #MAX_RAW_BYTES} of UTF-8
 */
public record Reject(
    long recordInRange,
    long byteOffset,
    long byteLength,
    String column,
    String code,
    String message,
    String raw) {
  public static final int MAX_RAW_BYTES = 64 << 10;

  /**
   * Where the text of a record ends that is kept as {@link #raw}: at its own end, or where it would
   * be longer than {@link #MAX_RAW_BYTES}, but never in the midst of a character.
   *
   * @param text UTF-8, the record from {@code start} to {@code end}
   */
  public static int rawEnd(byte[] text, int start, int end) {
    if (end - start <= MAX_RAW_BYTES) {
      return end;
    }
    int shortened = start + MAX_RAW_BYTES;
    for (int i = 0; i < 3 && (text[shortened] & 0xC0) == 0x80; i++) {
      shortened--;
    }
    return shortened;
  }
}
