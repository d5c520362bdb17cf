package io.sluice.formats.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** What the first bytes of a file say about an encoding that may be written in two byte orders. */
final class ByteOrderMark {
  private ByteOrderMark() {}

  /** UTF-16 and UTF-32 with their byte order: that of the mark, else big-endian (RFC 2781). */
  static Charset resolve(Charset charset, byte[] head, int length) {
    if (charset.equals(StandardCharsets.UTF_16)) {
      return starts(head, length, 0xFF, 0xFE)
          ? StandardCharsets.UTF_16LE
          : StandardCharsets.UTF_16BE;
    }
    if (charset.name().equals("UTF-32")) {
      return Charset.forName(starts(head, length, 0xFF, 0xFE, 0, 0) ? "UTF-32LE" : "UTF-32BE");
    }
    return charset;
  }

  /** How many bytes of {@code head} are a byte order mark of the (resolved) encoding. */
  static int length(Charset charset, byte[] head, int length) {
    return switch (charset.name()) {
      case "UTF-16LE" -> starts(head, length, 0xFF, 0xFE) ? 2 : 0;
      case "UTF-16BE" -> starts(head, length, 0xFE, 0xFF) ? 2 : 0;
      case "UTF-32LE" -> starts(head, length, 0xFF, 0xFE, 0, 0) ? 4 : 0;
      case "UTF-32BE" -> starts(head, length, 0, 0, 0xFE, 0xFF) ? 4 : 0;
      case "GB18030" -> starts(head, length, 0x84, 0x31, 0x95, 0x33) ? 4 : 0;
      default -> 0;
    };
  }

  private static boolean starts(byte[] head, int length, int... mark) {
    if (length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
