package io.sluice.formats.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that pass. */
final class CountingStream extends FilterInputStream {
  private long count;
  private boolean atEnd;

  CountingStream(InputStream in) {
    super(in);
  }

  long count() {
    return count;
  }

  /** Whether a read has met the end. */
  boolean atEnd() {
    return atEnd;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      count++;
    } else {
      atEnd = true;
    }
    return b;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = in.read(target, offset, length);
    if (n > 0) {
      count += n;
    } else if (n < 0) {
      atEnd = true;
    }
    return n;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long n = in.skip(bytes);
    count += n;
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
