package io.sluice.formats.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * One stored object that can be read from any byte on: a file, an S3 object, a file inside an
 * archive. What is inside an archive is called by the archive's URI and its own path ({@code
 * x.zip!/a.csv}), and its size is that of its content there. Implementations are thread-safe: each
 * opened stream is independent.
 */
public interface ObjectSource {
  /** What the user calls it; appears in messages, reports and {@code _source_file}. */
  String uri();

  /** Its size in bytes as stored, when it was listed; the same for ever. */
  long size();

  /**
   * A stream from {@code offset} to the object's end as it was listed. The caller closes it. The
   * stream gives exactly the bytes before {@link #size}, even if the object has grown meanwhile: a
   * writer that appends between listing and reading must not make {@code 12} of {@code 1234} a
   * value. If the object has become shorter, a read throws a {@link
   * io.sluice.formats.read.ReadException} that says so. {@link ListedStream} does both for any
   * stream.
   *
   * @throws IOException if the object cannot be opened
   */
  InputStream open(long offset) throws IOException;
}
