package io.sluice.ingest.failure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** The wish, of a signal for example, that a run ends and undoes itself. Thread-safe. */
public final class Stop {
  private final AtomicBoolean requested = new AtomicBoolean();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Asks; called from any thread, and again for work that began meanwhile. */
  public void request() {
    requested.set(true);
    listeners.forEach(Runnable::run);
  }

  public boolean requested() {
    return requested.get();
  }

  /** Has something done whenever the stop is requested, on the thread that requests it. */
  public void onRequest(Runnable work) {
    listeners.add(work);
  }

  /**
   * To be called between steps, and in long ones now and then.
   *
   * @throws IngestException if a stop was requested
   */
  public void requireGoingOn() {
    if (requested()) {
      throw new IngestException(ExitCode.FAILED, "interrupted");
    }
  }
}
