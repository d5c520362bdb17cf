package io.sluice.parquet.copy;

import java.io.IOException;

/**
 * A stored file of which any bytes can be read, with a ranged GET for example. It must not change
 * while it is read. Used by one thread.
 */
public interface RandomAccessSource {
  /** What the user calls it; appears in messages. */
  String name();

  /** Its size in bytes. */
  long size() throws IOException;

  /**
   * Reads the bytes {@code [offset, offset + length)}, all of them, into {@code to} from {@code at}
   * on. Every call may be a request of its own: callers ask for much at a time.
   *
   * @throws IOException names the file; also if it ends before that
   */
  void read(long offset, byte[] to, int at, int length) throws IOException;
}
