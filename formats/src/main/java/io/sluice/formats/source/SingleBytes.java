package io.sluice.formats.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A charset of which each byte is a character by itself, or nothing. */
final class SingleBytes {
  static final int LENGTH_SHIFT = 24;

  private static final Map<Charset, Optional<SingleBytes>> KNOWN = new ConcurrentHashMap<>();

  private final int[] utf8;
  private final boolean ascii;

  private SingleBytes(int[] utf8, boolean ascii) {
    this.utf8 = utf8;
    this.ascii = ascii;
  }

  /**
   * Of each byte its UTF-8: the first byte lowest, and above three of them how many there are. Not
   * copied; not to be changed.
   */
  int[] utf8() {
    return utf8;
  }

  /** Whether bytes below 128 are ASCII. */
  boolean ascii() {
    return ascii;
  }

  /** The table of a charset; empty if it is of another kind. */
  static Optional<SingleBytes> of(Charset charset) {
    return KNOWN.computeIfAbsent(charset, SingleBytes::find);
  }

  private static Optional<SingleBytes> find(Charset charset) {
    int[] utf8 = new int[256];
    boolean ascii = true;
    CharsetDecoder decoder = CharsetTranscoder.strict(charset);
    for (int b = 0; b < utf8.length; b++) {
      ByteBuffer in = ByteBuffer.wrap(new byte[] {(byte) b});
      CharBuffer out = CharBuffer.allocate(2);
      CoderResult result = decoder.reset().decode(in, out, false);
      char c = out.get(0);
      if (result.isError() && result.length() == 1) {
        utf8[b] = entry(new byte[] {Utf8Input.MALFORMED});
      } else if (result.isUnderflow()
          && !in.hasRemaining()
          && out.position() == 1
          && !Character.isSurrogate(c)) {
        utf8[b] = entry(String.valueOf(c).getBytes(UTF_8));
      } else {
        return Optional.empty();
      }
      ascii &= b >= 0x80 || c == b;
    }
    return Optional.of(new SingleBytes(utf8, ascii));
  }

  private static int entry(byte[] bytes) {
    int entry = bytes.length << LENGTH_SHIFT;
    for (int i = 0; i < bytes.length; i++) {
      entry |= (bytes[i] & 0xFF) << (Byte.SIZE * i);
    }
    return entry;
  }
}
