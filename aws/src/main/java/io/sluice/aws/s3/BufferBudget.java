package io.sluice.aws.s3;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the parts of all uploads may take together. Thread-safe. */
final class BufferBudget {
  private static final long LEAST = 32L << 20;
  private static final long MOST = 512L << 20;

  /** That of this JVM: an eighth of its heap. */
  static final BufferBudget OF_JVM =
      new BufferBudget(Math.max(LEAST, Math.min(MOST, Runtime.getRuntime().maxMemory() / 8)));

  /** Of a JVM that may make no temporary file: a quarter of its heap. */
  static final BufferBudget WITHOUT_FILES =
      new BufferBudget(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 4), false);

  private final long bytes;
  private final boolean filesAllowed;
  private final AtomicLong taken = new AtomicLong();

  BufferBudget(long bytes) {
    this(bytes, true);
  }

  /**
   * @param filesAllowed whether what has no room may go to temporary files
   */
  BufferBudget(long bytes, boolean filesAllowed) {
    this.bytes = bytes;
    this.filesAllowed = filesAllowed;
  }

  /**
   * To be asked before bytes go to a temporary file.
   *
   * @throws UploadMemoryException if they may not
   */
  void requireFilesAllowed() throws UploadMemoryException {
    if (!filesAllowed) {
      throw new UploadMemoryException(bytes);
    }
  }

  /** Takes memory if there is enough left. */
  boolean take(int wanted) {
    if (taken.addAndGet(wanted) <= bytes) {
      return true;
    }
    taken.addAndGet(-wanted);
    return false;
  }

  void giveBack(long returned) {
    taken.addAndGet(-returned);
  }

  /** Bytes that parts have just now. */
  long taken() {
    return taken.get();
  }
}
