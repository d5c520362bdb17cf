package io.sluice.jobs;

import io.sluice.jobs.prepare.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run undo what it did when the process is told to end (SIGTERM, SIGINT, SIGHUP): asks it to
 * stop, and holds the end back until the run is over. A run that takes longer is undone, or carried
 * through, by the next one.
 */
final class StopOnSignal implements AutoCloseable {
  /** Less than what the command line waits before it kills a job. */
  private static final long SECONDS = 15;

  private static final long ASK_AGAIN_MILLIS = 200;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Session session;
  private final Thread hook = new Thread(this::stop, "stop-run");

  /**
   * @param appName of the session
   */
  StopOnSignal(String appName) {
    session = new Session(appName, this::awaitOver);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What the run works with; closed with this. */
  Session session() {
    return session;
  }

  private void stop() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    do {
      // Again and again: the run may have been just about to submit a job.
      session.askToStop();
    } while (!awaitOver(ASK_AGAIN_MILLIS) && System.nanoTime() < deadline);
  }

  /** Spark must be there until the run has done without it. */
  private void awaitOver() {
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
    session.close();
  }
}
