package io.sluice.aws.s3;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory the parts of all uploads may take together. Thread-safe. */
final class BufferBudget {
  private static final long LEAST = 32L << 20;
  private static final long MOST = 512L << 20;

  /** That of this JVM: an eighth of its heap. */
  static final BufferBudget OF_JVM =
      new BufferBudget(Math.max(LEAST, Math.min(MOST, Runtime.getRuntime().maxMemory() / 8)));

  private final long bytes;
  private final AtomicLong taken = new AtomicLong();

  BufferBudget(long bytes) {
    this.bytes = bytes;
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
