package io.sluice.formats.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * One stored object (a file, an S3 object) that can be read from any byte on. Implementations are
 * thread-safe: each opened stream is independent.
 */
public interface ObjectSource {
  /** What the user calls it; appears in messages, reports and {@code _source_file}. */
  String uri();

  /** Its size in bytes as stored. */
  long size();

  /** A stream from {@code offset} to the object's end. The caller closes it. */
  InputStream open(long offset) throws IOException;
}
