package io.sluice.formats.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How much memory Zstandard data asks for, by the header of its first frame (RFC 8878, section
 * 3.1.1.1).
 */
final class ZstdWindow {
  private static final int HEADER_BYTES = 18;
  private static final int SINGLE_SEGMENT = 0x20;
  private static final int SMALLEST_LOG = 10;
  private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};

  private ZstdWindow() {}

  /** For people; "unknown size" if it cannot be read. */
  static String of(ObjectSource source) {
    try (InputStream in = source.open(0)) {
      long bytes = bytes(ByteBuffer.wrap(in.readNBytes(HEADER_BYTES)));
      return bytes >> 20 > 0 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    } catch (IOException | IndexOutOfBoundsException e) {
      return "unknown size";
    }
  }

  private static long bytes(ByteBuffer header) {
    header.order(ByteOrder.LITTLE_ENDIAN);
    int descriptor = header.get(4);
    if ((descriptor & SINGLE_SEGMENT) == 0) {
      int window = header.get(5) & 0xFF;
      long base = 1L << (SMALLEST_LOG + (window >>> 3));
      return base + (base >>> 3) * (window & 7);
    }
    // The window is all of the content.
    int at = 5 + DICTIONARY_ID_BYTES[descriptor & 3];
    return switch ((descriptor >>> 6) & 3) {
      case 0 -> header.get(at) & 0xFF;
      case 1 -> (header.getShort(at) & 0xFFFF) + 256;
      case 2 -> header.getInt(at) & 0xFFFFFFFFL;
      default -> header.getLong(at);
    };
  }
}
