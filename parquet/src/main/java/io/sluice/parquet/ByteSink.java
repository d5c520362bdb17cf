package io.sluice.parquet;

import java.io.Closeable;
import java.io.IOException;

/**
 * Where a file's bytes go, in order. {@link #close()} completes the file; {@link #abort()} discards
 * it, after which nothing of it is visible. Used by one thread.
 */
public interface ByteSink extends Closeable {
  /** Takes the bytes before it returns: the caller reuses the array. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Bytes taken so far. */
  long position();

  /** Completes the file. */
  @Override
  void close() throws IOException;

  /** Discards the file. Does nothing on a completed or already discarded file. */
  void abort() throws IOException;
}
