package io.sluice.formats.read;

import io.sluice.formats.reject.PassedOver;
import java.io.Closeable;
import java.io.IOException;

/** Reads one byte range, batch by batch. Bounded memory; not thread-safe. */
public interface BatchReader extends Closeable {
  /**
   * The next batch, or null at the end.
   *
   * @throws ReadException if the file cannot be read on (truncated archive, I/O error), with file
   *     and offset in its message
   */
  ReadBatch next() throws IOException;

  /** What of the range was passed over so far: {@code ReadBatch.skipped} of all batches. */
  PassedOver passedOver();

  /** Stored bytes consumed so far, for progress. */
  long bytesRead();

  /**
   * Where in the file, in stored bytes, the record after the last one read begins; for verifying
   * splits.
   */
  long position();
}
