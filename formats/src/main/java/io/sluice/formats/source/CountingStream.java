package io.sluice.formats.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts the bytes that pass, and lets no more pass than an object had when it was listed: what was
 * appended since is another version of it.
 */
final class CountingStream extends FilterInputStream {
  private final long expected;
  private long count;

  /**
   * @param expected how many bytes there are
   */
  CountingStream(InputStream in, long expected) {
    super(in);
    this.expected = expected;
  }

  /** How many bytes are missing at the end; of use once that was met. */
  long missing() {
    return expected - count;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (count >= expected && length > 0) {
      return -1;
    }
    int n = in.read(target, offset, (int) Math.min(length, expected - count));
    if (n > 0) {
      count += n;
    }
    return n;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long n = in.skip(Math.min(bytes, expected - count));
    count += n;
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
