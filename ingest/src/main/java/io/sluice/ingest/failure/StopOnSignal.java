package io.sluice.ingest.failure;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run undo what it did when the process is told to end (SIGTERM, SIGINT, SIGHUP): asks it to
 * stop, and holds the end back until the run is over. A run that takes longer is undone, or carried
 * through, by the next one.
 */
public final class StopOnSignal implements AutoCloseable {
  /** Less than what the command line waits before it kills a job. */
  private static final long SECONDS = 15;

  private static final long ASK_AGAIN_MILLIS = 200;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Stop stop = new Stop();
  private final Thread hook = new Thread(this::end, "stop-run");

  public StopOnSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What the run heeds. */
  public Stop stop() {
    return stop;
  }

  private void end() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    do {
      // Again and again: the run may have been just about to begin something.
      stop.request();
    } while (!awaitOver(ASK_AGAIN_MILLIS) && System.nanoTime() < deadline);
  }

  /** Waits until the run is over: what it still needs must be there until then. */
  public void awaitOver() {
    awaitOver(TimeUnit.SECONDS.toMillis(SECONDS));
  }

  private boolean awaitOver(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Says that all is done that the process should not end without. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It is running, and ends now.
    }
  }
}
