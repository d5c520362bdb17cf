package io.sluice.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * The checksums by which a file can be checked from its first byte to its last. Pages carry their
 * own, as Parquet has it; these hold for what Parquet leaves without: headers, indexes and footer.
 * Both are key-value entries of the footer, and eight hexadecimal digits of a CRC-32.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class FileSums {
  /** Of all bytes before the footer. */
  public static final String BODY = "sluice.body_crc32";

  /** Of the footer, with zeros in place of this sum. */
  public static final String FOOTER = "sluice.footer_crc32";

  /** What stands for a sum that is not known yet. */
  static final String UNKNOWN = "00000000";

  private static final byte[] FOOTER_KEY = FOOTER.getBytes(US_ASCII);

  /** How Thrift's compact protocol begins the value after the key: a string of eight bytes. */
  private static final byte[] VALUE = {0x18, (byte) UNKNOWN.length()};

  private FileSums() {}

  /** A sum as it is written. */
  public static String text(CRC32 crc) {
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  /** Whether a footer is what its sum says; one without a sum is taken for right. */
  public static boolean matches(byte[] footer) {
    int place = place(footer, 0, footer.length);
    if (place < 0) {
      return true;
    }
    String sum = new String(footer, place, UNKNOWN.length(), US_ASCII);
    byte[] without = footer.clone();
    Arrays.fill(without, place, place + UNKNOWN.length(), (byte) '0');
    return sum.equals(of(without, 0, without.length));
  }

  private static String of(byte[] bytes, int start, int end) {
    CRC32 crc = new CRC32();
    crc.update(bytes, start, end - start);
    return text(crc);
  }

  /** Puts the sum of a footer into it, in place of {@link #UNKNOWN}. */
  static void putFooter(byte[] bytes, int start, int end) {
    byte[] sum = of(bytes, start, end).getBytes(US_ASCII);
    System.arraycopy(sum, 0, bytes, place(bytes, start, end), sum.length);
  }

  /** Where the sum stands, after the last of its keys; -1 if nowhere. */
  private static int place(byte[] bytes, int start, int end) {
    int value = FOOTER_KEY.length + VALUE.length;
    for (int at = end - value - UNKNOWN.length(); at >= start; at--) {
      if (Arrays.equals(bytes, at, at + FOOTER_KEY.length, FOOTER_KEY, 0, FOOTER_KEY.length)
          && Arrays.equals(bytes, at + FOOTER_KEY.length, at + value, VALUE, 0, VALUE.length)) {
        return at + value;
      }
    }
    return -1;
  }
}
