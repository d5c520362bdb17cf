package io.sluice.ingest.transform.value;

/**
 * Characters of UTF-8 text, counted as Spark SQL counts them: by what each first byte announces.
 */
public final class Utf8 {
  private Utf8() {}

  /** How many characters the bytes are. */
  public static int length(byte[] data, int start, int end) {
    int count = 0;
    for (int at = start; at < end; at += width(data[at])) {
      count++;
    }
    return count;
  }

  /** The position after this many characters, or the end if there are fewer. */
  public static int skip(byte[] data, int start, int end, int characters) {
    int at = start;
    for (int i = 0; i < characters && at < end; i++) {
      at += width(data[at]);
    }
    return Math.min(at, end);
  }

  private static int width(byte first) {
    int b = first & 0xff;
    if (b < 0xc2 || b > 0xf4) {
      return 1;
    }
    return b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
  }
}
