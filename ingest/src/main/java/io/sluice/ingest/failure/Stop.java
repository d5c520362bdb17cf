package io.sluice.ingest.failure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** The wish, of a signal for example, that a run ends and undoes itself. Thread-safe. */
public final class Stop {
  private static final String INTERRUPTED = "interrupted";

  /** Why, in the words of who asked first; null while nobody has. */
  private final AtomicReference<String> reason = new AtomicReference<>();

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Asks; called from any thread, and again for work that began meanwhile. */
  public void request() {
    request(INTERRUPTED);
  }

  /**
   * Likewise, for a reason.
   *
   * @param why for people; of several requests the first one's counts
   */
  public void request(String why) {
    reason.compareAndSet(null, why);
    listeners.forEach(Runnable::run);
  }

  public boolean requested() {
    return reason.get() != null;
  }

  /** Why it was requested, for people. */
  public String reason() {
    String why = reason.get();
    return why == null ? INTERRUPTED : why;
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
      throw new IngestException(ExitCode.FAILED, reason());
    }
  }
}
