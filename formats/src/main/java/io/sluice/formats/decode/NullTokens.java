package io.sluice.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** The unquoted texts that mean null. */
final class NullTokens {
  private final byte[][] tokens;

  /** Bit {@code n % 64} is set if a token is {@code n} bytes long: rules most texts out at once. */
  private final long lengths;

  NullTokens(List<String> texts) {
    tokens = texts.stream().map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new);
    long bits = 0;
    for (byte[] token : tokens) {
      bits |= 1L << token.length;
    }
    lengths = bits;
  }

  byte[][] tokens() {
    return tokens;
  }

  boolean matches(byte[] text, int start, int end) {
    if ((lengths >>> (end - start) & 1) == 0) {
      return false;
    }
    for (byte[] token : tokens) {
      if (Arrays.equals(token, 0, token.length, text, start, end)) {
        return true;
      }
    }
    return false;
  }
}
