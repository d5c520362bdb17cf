package io.sluice.formats.source;

import java.io.IOException;
import java.io.InputStream;

/** A raw input's bytes as an ordinary stream. */
final class RawStream extends InputStream {
  private final RawInput input;

  RawStream(RawInput input) {
    this.input = input;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int n = input.readRaw(target, offset, length);
    input.advance(Math.max(n, 0));
    return n;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
