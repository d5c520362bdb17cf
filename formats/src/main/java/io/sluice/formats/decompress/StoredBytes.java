package io.sluice.formats.decompress;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file's bytes as they are stored. Read from the storage in large pieces: archives are asked for
 * a few bytes at a time, and object stores want to be asked for many.
 */
final class StoredBytes extends InputStream {
  private static final int BUFFER_BYTES = 128 << 10;

  private final InputStream in;
  private final long size;
  private final byte[] buffer;
  private int at;
  private int limit;
  private long base;
  private boolean atEnd;
  private IOException failure;

  /**
   * @param size how many bytes there should be
   */
  StoredBytes(InputStream in, long size) {
    this.in = in;
    this.size = size;
    this.buffer = new byte[(int) Math.max(1, Math.min(size, BUFFER_BYTES))];
  }

  long size() {
    return size;
  }

  /** How many bytes were handed out. */
  long count() {
    return base + at;
  }

  /** Whether a read has met the end. */
  boolean atEnd() {
    return atEnd;
  }

  /** Whether there is nothing (more); reads no further than to know. */
  boolean isEmpty() throws IOException {
    return at == limit && !refill();
  }

  private boolean refill() throws IOException {
    base += limit;
    at = 0;
    limit = 0;
    int n;
    do {
      n = in.read(buffer, 0, buffer.length);
    } while (n == 0);
    atEnd |= n < 0;
    limit = Math.max(n, 0);
    return n > 0;
  }

  @Override
  public int read() throws IOException {
    return isEmpty() ? -1 : buffer[at++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (isEmpty()) {
      return -1;
    }
    int n = Math.min(length, limit - at);
    System.arraycopy(buffer, at, target, offset, n);
    at += n;
    return n;
  }

  /**
   * Reads, but takes a failure for the end, so that what was read before it comes first; {@link
   * #throwFailure} tells of it then.
   */
  int readBeforeFailure(byte[] target, int offset, int length) {
    try {
      return read(target, offset, length);
    } catch (IOException e) {
      failure = e;
      return -1;
    }
  }

  /** Nothing, unless {@link #readBeforeFailure} met a failure. */
  void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int available() throws IOException {
    return limit - at + in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
