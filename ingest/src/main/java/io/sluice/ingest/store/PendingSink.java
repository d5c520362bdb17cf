package io.sluice.ingest.store;

import io.sluice.parquet.ByteSink;

/**
 * A pending file while it is written. {@link #close} completes it, and it stays pending; {@link
 * #abort} gives it up, also after it was closed.
 */
public interface PendingSink extends ByteSink {
  /**
   * What the file is published by, in any process.
   *
   * @throws IllegalStateException before {@link #close}
   * @throws java.io.UncheckedIOException if the file's last bytes, which a storage may send while
   *     its task goes on, did not arrive
   */
  PendingFile file();

  /** What implementations do about {@link #file} before {@link #close}. */
  static void requireComplete(boolean complete) {
    if (!complete) {
      throw new IllegalStateException("a pending file has a handle once it is complete");
    }
  }
}
