package io.sluice.formats.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Looks at places of one file, several at a time. */
final class Workers {
  private Workers() {}

  /** Reads the file at a place of which only the number is given. */
  @FunctionalInterface
  interface Work<R> {
    R on(int index) throws IOException;
  }

  /**
   * Does the work for {@code 0 .. count - 1} and hands over the results in this order, until one is
   * not wanted or a piece of work fails; what was not done by then is dropped.
   *
   * @param goOn whether the results behind this one are wanted
   * @param threads at most; for one, or for one place, the caller's own is taken
   */
  static <R> void inOrder(int count, int threads, Work<R> work, Predicate<R> goOn)
      throws IOException {
    if (threads <= 1 || count <= 1) {
      for (int i = 0; i < count; i++) {
        if (!goOn.test(work.on(i))) {
          return;
        }
      }
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(count, threads), Workers::daemon);
    try {
      List<Future<R>> results = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        results.add(pool.submit(() -> work.on(index)));
      }
      for (Future<R> result : results) {
        if (!goOn.test(result.get())) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while looking for places to cut a file", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    if (cause instanceof Error failure) {
      throw failure;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sluice-cuts");
    thread.setDaemon(true);
    return thread;
  }
}
