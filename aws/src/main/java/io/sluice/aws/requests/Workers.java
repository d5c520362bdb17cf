package io.sluice.aws.requests;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of this JVM that wait for AWS, so that those that compute need not. */
public final class Workers {
  /** Requests of one kind that are under way at a time. */
  private static final int AT_A_TIME = 16;

  private static final ExecutorService UPLOADS =
      pool(
          "sluice-aws-upload",
          Math.max(4, Math.min(16, 2 * Runtime.getRuntime().availableProcessors())));

  private static final ExecutorService REQUESTS = pool("sluice-aws-request", AT_A_TIME);

  private Workers() {}

  /** A request. */
  @FunctionalInterface
  public interface Work<T> {
    void on(T item) throws IOException;
  }

  private static ExecutorService pool(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Has something uploaded. */
  public static <T> Future<T> upload(Callable<T> work) {
    return UPLOADS.submit(work);
  }

  /**
   * Does the same for all items, many at a time. When it returns or throws, nothing of it is under
   * way any more; after a failure, what had not begun is left out.
   *
   * @throws IOException the failure of the first item that failed
   */
  public static <T> void forEach(List<T> items, Work<T> work) throws IOException {
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<?>> running = new ArrayList<>();
    for (T item : items) {
      running.add(
          REQUESTS.submit(
              () -> {
                if (!failed.get()) {
                  try {
                    work.on(item);
                  } catch (Throwable e) {
                    failed.set(true);
                    throw e;
                  }
                }
                return null;
              }));
    }
    awaitAll(running, failed);
    for (Future<?> one : running) {
      await(one);
    }
  }

  /**
   * Does something on another thread, and waits until it has ended, come what may: an interrupt,
   * which would make the SDK give up a request at once, is seen only after it.
   *
   * @throws IOException the work's own failure
   */
  public static void uninterrupted(Callable<?> work) throws IOException {
    Future<?> running = REQUESTS.submit(work);
    awaitEnd(running);
    boolean interrupted = Thread.interrupted();
    try {
      await(running);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits until work has ended, whatever became of it; an interrupt is seen only after it. */
  public static void awaitEnd(Future<?> work) {
    boolean interrupted = false;
    while (!work.isDone()) {
      try {
        work.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits also when it is interrupted, but then lets nothing more begin. */
  private static void awaitAll(List<Future<?>> running, AtomicBoolean failed)
      throws InterruptedIOException {
    boolean interrupted = false;
    for (Future<?> one : running) {
      while (!one.isDone()) {
        try {
          one.get();
        } catch (InterruptedException e) {
          failed.set(true);
          interrupted = true;
        } catch (ExecutionException e) {
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /**
   * A result once it is there.
   *
   * @throws IOException the work's own failure
   */
  public static <T> T await(Future<T> work) throws IOException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IOException(e.getCause().toString(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
