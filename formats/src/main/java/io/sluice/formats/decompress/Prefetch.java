package io.sluice.formats.decompress;

import io.sluice.formats.read.OtherThread;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Takes {@link Steps} ahead of their consumer, on threads that all readers share, and does the work
 * of several parts at once; the parts come out in the order of the steps. The consumer never waits
 * for a thread to become free: what it needs and nobody has begun, it does itself.
 *
 * <p>A failed step is told when all parts before it have been taken. For one consumer thread.
 */
public final class Prefetch<P extends Part> implements Closeable {
  /** Who takes the steps. */
  public enum Pace {
    /** Other threads, before they are asked for. */
    PREFETCH,
    /** The consumer, when it asks: for small files, and where only a beginning is looked at. */
    ON_DEMAND
  }

  private enum Strand {
    IDLE,
    /** Handed to the threads, not begun. */
    SCHEDULED,
    RUNNING
  }

  private enum State {
    WAITING,
    RUNNING,
    DONE
  }

  private static final class Slot<P extends Part> {
    private final P part;
    private State state;
    private Throwable failure;

    /** Nobody will use the part. */
    private boolean dropped;

    Slot(P part) {
      this.part = part;
      this.state = part.pending() ? State.WAITING : State.DONE;
    }

    /** Frees the part: now, or when the work on it ends. */
    private void drop() {
      if (state == State.RUNNING) {
        dropped = true;
      } else {
        state = State.DONE;
        part.discard();
      }
    }
  }

  private final Steps<P> steps;
  private final Pace pace;
  private final IntSupplier most;

  // All below is guarded by this, and so is the state of the slots.
  private final Deque<Slot<P>> slots = new ArrayDeque<>();
  private Strand strand = Strand.IDLE;
  private boolean ended;
  private Throwable failure;
  private boolean closed;

  /**
   * Owns the steps from now on.
   *
   * @param most how many parts may be taken ahead; asked again each time
   */
  Prefetch(Steps<P> steps, Pace pace, IntSupplier most) {
    this.steps = steps;
    this.pace = pace;
    this.most = most;
  }

  /** Takes up to {@code most} steps ahead; owns the steps from now on. */
  public static <P extends Part> Prefetch<P> of(Steps<P> steps, Pace pace, int most) {
    return new Prefetch<>(steps, pace, () -> most);
  }

  /**
   * The next part, its work done; null at the end. The caller owns it.
   *
   * @throws IOException what the step threw; {@link InterruptedIOException} if the caller is
   *     interrupted while it waits
   */
  public P take() throws IOException {
    while (mustStep()) {
      step();
      rest();
    }
    Slot<P> slot;
    synchronized (this) {
      slot = slots.poll();
      if (slot == null) {
        OtherThread.throwFailure(failure);
        return null;
      }
    }
    boolean taken = false;
    try {
      schedule();
      work(slot);
      awaitDone(slot);
      taken = true;
      return slot.part;
    } finally {
      // Closing does not free it, for it is no longer among the slots.
      if (!taken) {
        drop(slot);
      }
    }
  }

  private synchronized void drop(Slot<P> slot) {
    slot.drop();
  }

  /** False once a part or the end is there; true if nobody is taking a step: then it is ours. */
  private synchronized boolean mustStep() throws IOException {
    awaitThat(() -> !slots.isEmpty() || ended || strand != Strand.RUNNING);
    if (!slots.isEmpty() || ended) {
      return false;
    }
    strand = Strand.RUNNING;
    return true;
  }

  private synchronized void awaitDone(Slot<P> slot) throws IOException {
    awaitThat(() -> slot.state == State.DONE);
    OtherThread.throwFailure(slot.failure);
  }

  private synchronized void awaitThat(BooleanSupplier condition) throws IOException {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      throw OtherThread.interrupted("the reading", e);
    }
  }

  /** Takes one step, the strand being this thread's. */
  private void step() {
    P part = null;
    Throwable thrown = null;
    try {
      part = steps.next();
    } catch (IOException | RuntimeException | Error e) {
      thrown = e;
    }
    Slot<P> slot = part == null ? null : new Slot<>(part);
    boolean work = part != null && part.pending();
    synchronized (this) {
      if (slot == null) {
        ended = true;
        failure = thrown;
      } else if (closed) {
        slot.drop();
      } else {
        slots.add(slot);
      }
      notifyAll();
    }
    if (work && pace == Pace.PREFETCH) {
      PrefetchThreads.execute(() -> work(slot));
    }
  }

  private void work(Slot<P> slot) {
    synchronized (this) {
      if (slot.state != State.WAITING) {
        return;
      }
      slot.state = State.RUNNING;
    }
    Throwable thrown = null;
    try {
      slot.part.work();
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    synchronized (this) {
      slot.state = State.DONE;
      slot.failure = thrown;
      if (slot.dropped) {
        slot.part.discard();
      }
      notifyAll();
    }
  }

  private synchronized boolean mayStep() {
    return !ended && !closed && slots.size() < most.getAsInt();
  }

  /** Has other threads begin, where they may. */
  synchronized void schedule() {
    if (pace == Pace.PREFETCH && strand == Strand.IDLE && mayStep()) {
      strand = Strand.SCHEDULED;
      PrefetchThreads.execute(this::run);
    }
  }

  private void run() {
    synchronized (this) {
      // The consumer may have been quicker.
      if (strand != Strand.SCHEDULED) {
        return;
      }
      strand = Strand.RUNNING;
    }
    do {
      step();
    } while (mayStep());
    rest();
  }

  /** Gives the strand up; whoever does so after the closing closes the steps. */
  private void rest() {
    synchronized (this) {
      strand = Strand.IDLE;
      if (!closed) {
        schedule();
        return;
      }
    }
    closeQuietly();
  }

  private void closeQuietly() {
    try {
      steps.close();
    } catch (IOException | RuntimeException e) {
      // The consumer has gone, and what was only read is not lost.
    }
  }

  /**
   * Frees everything; a step that is being taken frees its part when it ends, so that closing does
   * not wait for a slow storage.
   */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      slots.forEach(Slot::drop);
      slots.clear();
      ended = true;
      if (strand == Strand.RUNNING) {
        return;
      }
      strand = Strand.IDLE;
    }
    steps.close();
  }
}
