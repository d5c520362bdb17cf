package io.sluice.aws.s3;

import io.sluice.formats.source.ObjectSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * A source of which mostly the beginning is read, and little else: requests are for ranges that
 * grow while somebody reads on. The first is kept, since the beginning is often read twice.
 */
final class SampledSource implements ObjectSource {
  /** The first range: the sample that an inspection looks at. */
  private static final int BEGINNING = 256 << 10;

  /** The first range elsewhere: a piece that an inspection looks at. */
  private static final int PIECE = 64 << 10;

  private static final int LARGEST = 4 << 20;

  private final S3Source source;
  private byte[] beginning;

  SampledSource(S3Source source) {
    this.source = source;
  }

  @Override
  public String uri() {
    return source.uri();
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public InputStream open(long offset) {
    return new Ranges(offset);
  }

  private byte[] range(long from, int length) throws IOException {
    if (from != 0) {
      return source.bytes(from, length);
    }
    synchronized (this) {
      if (beginning == null) {
        beginning = source.bytes(0, (int) Math.min(BEGINNING, size()));
      }
      return beginning;
    }
  }

  /** Range after range. */
  private final class Ranges extends InputStream {
    private long next;
    private int length;
    private byte[] range = new byte[0];
    private int at;

    Ranges(long offset) {
      this.next = offset;
      this.length = offset == 0 ? BEGINNING : PIECE;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
      if (wanted == 0) {
        return 0;
      }
      if (at == range.length) {
        if (next >= size()) {
          return -1;
        }
        range = range(next, (int) Math.min(length, size() - next));
        next += range.length;
        length = Math.min(LARGEST, 2 * length);
        at = 0;
      }
      int count = Math.min(wanted, range.length - at);
      System.arraycopy(range, at, target, offset, count);
      at += count;
      return count;
    }

    @Override
    public int available() {
      return range.length - at;
    }
  }
}
