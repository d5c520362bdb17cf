package io.sluice.formats.source;

import io.sluice.formats.read.ReadException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Keeps the promise of {@link ObjectSource#open} for any stream: gives the bytes of an object as it
 * was listed. What was appended since belongs to another version of the object and is not given; an
 * end before the listed size is a failure.
 */
public final class ListedStream extends FilterInputStream {
  private final String uri;
  private final long size;
  private long at;

  /**
   * @param source whose listed size counts
   * @param offset where in the object the stream begins
   * @param in to be read from; closed with this stream
   */
  public ListedStream(ObjectSource source, long offset, InputStream in) {
    super(in);
    this.uri = source.uri();
    this.size = source.size();
    this.at = offset;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Reads no further than the listed size.
   *
   * @throws ReadException if the object ends before it
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (at >= size && length > 0) {
      return -1;
    }
    int n = in.read(target, offset, (int) Math.min(length, size - at));
    if (n < 0) {
      throw new ReadException(
          uri,
          at,
          "the file has become shorter since it was listed: "
              + (size - at)
              + " bytes are missing at its end",
          "Do not change files during a run; run again",
          null);
    }
    at += n;
    return n;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long n = in.skip(Math.min(bytes, size - at));
    at += n;
    return n;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), Math.max(0, size - at));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
