package io.sluice.formats.source;

import io.sluice.formats.read.OtherThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** The same work on many files, or on many places of one, several at a time. */
public final class Parallel {
  private Parallel() {}

  /** Work that reads files. */
  @FunctionalInterface
  public interface Work<T, R> {
    R on(T item) throws IOException;
  }

  /**
   * Does the work for all items on all processors of this machine; returns the results in the order
   * of the items. The first failure ends the rest.
   */
  public static <T, R> List<R> map(List<T> items, Work<T, R> work) throws IOException {
    List<R> results = new ArrayList<>(items.size());
    int threads = Runtime.getRuntime().availableProcessors();
    inOrder(items.size(), threads, index -> work.on(items.get(index)), results::add);
    return results;
  }

  /**
   * Does the work for {@code 0 .. count - 1} and hands over the results in this order, until one is
   * not wanted or a piece of work fails; what was not done by then is dropped.
   *
   * @param goOn whether the results after this one are wanted
   * @param threads at most; for one, or for one piece of work, the caller's own is taken
   */
  public static <R> void inOrder(int count, int threads, Work<Integer, R> work, Predicate<R> goOn)
      throws IOException {
    if (threads <= 1 || count <= 1) {
      for (int i = 0; i < count; i++) {
        if (!goOn.test(work.on(i))) {
          return;
        }
      }
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(count, threads), Parallel::daemon);
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
      throw OtherThread.interrupted("the reading of files", e);
    } catch (ExecutionException e) {
      OtherThread.throwFailure(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sluice-files");
    thread.setDaemon(true);
    return thread;
  }
}
