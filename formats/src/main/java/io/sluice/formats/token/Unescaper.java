package io.sluice.formats.token;

/** Turns a field's bytes as they stand in the file into the text they mean. */
public interface Unescaper {
  /**
   * Writes the text meant by {@code source[start .. end)} to {@code target} from 0 on; {@code
   * target} has room for {@code end - start} bytes, which always suffice.
   *
   * @return how many bytes were written, or -1 if an escape is malformed
   */
  int unescape(byte[] source, int start, int end, byte[] target);

  /** For formats without escapes. */
  Unescaper NONE =
      (source, start, end, target) -> {
        System.arraycopy(source, start, target, 0, end - start);
        return end - start;
      };
}
