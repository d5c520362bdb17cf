package io.sluice.formats.token;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Walks the records of a byte range without decoding them: for inference, counting and previews.
 * Records that could not be tokenized are in the tables too, see {@link FieldTable#problem}. Not
 * thread-safe.
 */
public interface TokenReader extends Closeable {
  /**
   * The next records, or null at the end. The table is reused: valid until the next call.
   *
   * @throws io.sluice.formats.read.ReadException if the file cannot be read on
   */
  FieldTable next() throws IOException;

  /** What field {@code f} of the tables is called in the file. */
  List<String> fieldNames();

  /** Where in the file the record after the last one read begins; for verifying splits. */
  long position();
}
