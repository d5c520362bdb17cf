package io.sluice.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded helpers: they come or do not, early or late, and leave in the middle of their work. */
public final class TestHelpers implements Helpers {
  private final Random random;
  private final List<Thread> threads = new ArrayList<>();
  private int offered;
  private int taken;

  public TestHelpers(long seed) {
    random = new Random(seed);
  }

  @Override
  public synchronized boolean offer(Runnable work) {
    offered++;
    if (random.nextInt(4) == 0) {
      return false;
    }
    taken++;
    long delay = random.nextInt(3) == 0 ? random.nextInt(3) : 0;
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(delay);
              } catch (InterruptedException e) {
                // Then it comes at once.
                Thread.currentThread().interrupt();
              }
              work.run();
            });
    threads.add(thread);
    thread.start();
    return true;
  }

  @Override
  public synchronized boolean mayGoOn() {
    return random.nextInt(5) > 0;
  }

  /** How often help was asked for. */
  public synchronized int offered() {
    return offered;
  }

  /** How often it came. */
  public synchronized int taken() {
    return taken;
  }

  /** Returns when all helpers have ended. */
  public void awaitEnd() throws InterruptedException {
    List<Thread> all;
    synchronized (this) {
      all = List.copyOf(threads);
    }
    for (Thread thread : all) {
      thread.join();
    }
  }
}
