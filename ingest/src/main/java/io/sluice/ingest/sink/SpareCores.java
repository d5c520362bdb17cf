package io.sluice.ingest.sink;

import io.sluice.parquet.Helpers;
import java.io.IOException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task's place on a core, until closed, and help for it while there are fewer tasks than cores:
 * in a job of one compressed file, for the last task of any, and while another waits for its file
 * to be on disk. Tasks and helpers of this JVM together are never more than the cores.
 */
public final class SpareCores implements Helpers, AutoCloseable {
  private static final int IDLE_SECONDS = 2;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Tasks and helpers at work. */
  private static final AtomicInteger PLACES_TAKEN = new AtomicInteger();

  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          SpareCores::thread);

  private final int cores;

  /**
   * @param cores for tasks and helpers; 0: nobody is helped
   */
  public SpareCores(int cores) {
    this.cores = cores;
    PLACES_TAKEN.incrementAndGet();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sluice-helper-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    // Not that of whichever task happened to come first, which it would keep alive.
    thread.setContextClassLoader(SpareCores.class.getClassLoader());
    return thread;
  }

  @Override
  public boolean offer(Runnable work) {
    if (PLACES_TAKEN.incrementAndGet() > cores) {
      PLACES_TAKEN.decrementAndGet();
      return false;
    }
    boolean begun = false;
    try {
      POOL.execute(
          () -> {
            try {
              work.run();
            } finally {
              PLACES_TAKEN.decrementAndGet();
            }
          });
      begun = true;
    } finally {
      if (!begun) {
        PLACES_TAKEN.decrementAndGet();
      }
    }
    return true;
  }

  @Override
  public boolean mayGoOn() {
    return PLACES_TAKEN.get() <= cores;
  }

  /** Has the task's core help others while the task waits for a disk or a network. */
  public void whileWaiting(IoAction work) throws IOException {
    PLACES_TAKEN.decrementAndGet();
    try {
      work.run();
    } finally {
      PLACES_TAKEN.incrementAndGet();
    }
  }

  /** The task has ended; of its helpers some may finish what they are at. */
  @Override
  public void close() {
    PLACES_TAKEN.decrementAndGet();
  }
}
