package io.sluice.formats.decompress;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that work ahead of readers: as many as there are processors, shared by all readers of
 * this JVM, ended when idle. No work waits here for work that has not begun, so that the threads
 * cannot wait for each other in a circle.
 */
final class PrefetchThreads {
  private static final int IDLE_SECONDS = 2;
  static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final AtomicInteger READERS = new AtomicInteger();
  private static final ThreadPoolExecutor POOL = pool();

  private PrefetchThreads() {}

  private static ThreadPoolExecutor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            PROCESSORS,
            PROCESSORS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            PrefetchThreads::thread);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sluice-prefetch-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    // Not that of whichever task happened to come first, which it would keep alive.
    thread.setContextClassLoader(PrefetchThreads.class.getClassLoader());
    return thread;
  }

  static void execute(Runnable work) {
    POOL.execute(work);
  }

  static void readerOpened() {
    READERS.incrementAndGet();
  }

  static void readerClosed() {
    READERS.decrementAndGet();
  }

  /**
   * How many parts a reader may have in work: all readers together about two a processor, so that
   * memory is bounded; each at least the one that is wanted next and another.
   */
  static int share() {
    return Math.max(2, 2 * PROCESSORS / Math.max(1, READERS.get()));
  }
}
