package io.sluice.formats.token;

import java.io.Closeable;
import java.io.IOException;

/**
 * Finds the records of a byte range and their fields, a table at a time. Bounded memory; not
 * thread-safe.
 */
public interface RecordTokenizer extends Closeable {
  /**
   * Replaces what the table holds by the next records, at most {@code table.capacity()} of them.
   *
   * @return false at the end, when there are neither records nor skipped lines
   * @throws io.sluice.formats.read.ReadException if the file cannot be read on; all records before
   *     that place have been returned
   */
  boolean next(FieldTable table) throws IOException;

  /**
   * Where record {@code record} of the last table begins, in bytes of the decompressed file in its
   * own encoding.
   */
  long recordOffset(int record);

  /** How long it is there, its terminator not included. */
  long recordLength(int record);

  /** Stored bytes consumed so far, for progress. */
  long bytesRead();

  /** Where the record after the last table begins, in bytes of the decompressed file. */
  long position();
}
