package io.sluice.formats.decompress;

import java.io.Closeable;
import java.io.IOException;

/** Makes parts one after the other. Used by one thread at a time, but not always by the same. */
public interface Steps<P extends Part> extends Closeable {
  /**
   * The next part, or null at the end. Not called again after the end or a failure.
   *
   * @throws IOException if there can be no next part; those returned before are good
   */
  P next() throws IOException;
}
