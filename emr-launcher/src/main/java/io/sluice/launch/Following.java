package io.sluice.launch;

import io.sluice.launch.LaunchState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks how a run is until it is over, or until its time is, which ends it; then tidies up after it.
 * Questions are asked at the way's pace with some jitter, more slowly while they are refused.
 */
public final class Following {
  private static final Duration SLOWEST = Duration.ofMinutes(5);
  private static final double JITTER = 0.2;

  private final LaunchClock clock;
  private final RandomGenerator random;
  private final Consumer<LaunchState> changes;

  /**
   * @param changes is told each state that differs from the one before
   */
  public Following(LaunchClock clock, RandomGenerator random, Consumer<LaunchState> changes) {
    this.clock = clock;
    this.random = random;
    this.changes = changes;
  }

  /**
   * Waits for the end, and ends compute that was made for the run and is still there.
   *
   * @param timeout counted from the handle's beginning
   * @throws LaunchException if the credentials are no longer valid, this thread is interrupted, or
   *     nobody answers long after the time-out: the run may go on
   */
  public LaunchState follow(LaunchWay way, LaunchHandle handle, Duration timeout) {
    Instant deadline = handle.since().plus(timeout);
    LaunchState last = null;
    Duration pause = way.pace();
    boolean ending = false;
    while (true) {
      try {
        LaunchState now = way.state(handle);
        pause = way.pace();
        if (last == null || last.phase() != now.phase()) {
          changes.accept(now);
        }
        last = now;
        if (now.phase().over()) {
          way.tidy(handle);
          now = counted(way, handle, now);
          return ending && now.phase() != Phase.SUCCEEDED ? timedOut(now, timeout) : now;
        }
        if (!ending && !clock.now().isBefore(deadline)) {
          way.cancel(handle);
          ending = true;
          deadline = clock.now().plus(way.endsWithin());
        } else if (ending && !clock.now().isBefore(deadline)) {
          throw new LaunchException(
              "run "
                  + handle.runId()
                  + " was told to end, but is still running after "
                  + way.endsWithin().toMinutes()
                  + " minutes: look at "
                  + handle.id()
                  + " in the console");
        }
      } catch (SdkException | LaunchException failure) {
        pause = after(failure, handle, last, pause);
        Instant now = clock.now();
        if (!now.isBefore(ending ? deadline : deadline.plus(way.endsWithin()))) {
          throw unanswered(handle, failure);
        }
        // Whoever cannot say how the run is may still be able to end it.
        if (!ending && !now.isBefore(deadline) && canCancel(way, handle)) {
          ending = true;
          deadline = now.plus(way.endsWithin());
        }
      }
      pause(jittered(pause), handle);
    }
  }

  /** What is over, with what it used, as soon as its service tells that. */
  private LaunchState counted(LaunchWay way, LaunchHandle handle, LaunchState over) {
    Instant latest = clock.now().plus(way.usageWithin());
    LaunchState state = over;
    while (state.usage().amounts().isEmpty() && clock.now().isBefore(latest)) {
      try {
        pause(jittered(way.pace()), handle);
        state = way.state(handle);
      } catch (SdkException | LaunchException unanswered) {
        // How it ended is known, and counts more than what it used.
        return over;
      }
    }
    return state;
  }

  private static boolean canCancel(LaunchWay way, LaunchHandle handle) {
    try {
      way.cancel(handle);
      return true;
    } catch (SdkException | LaunchException failure) {
      return false;
    }
  }

  private static LaunchException unanswered(LaunchHandle handle, RuntimeException failure) {
    return new LaunchException(
        "run "
            + handle.runId()
            + " has reached its time-out, and its state cannot be found out: "
            + Trouble.behind(failure).map(Trouble::words).orElseGet(failure::getMessage)
            + ". It may still be running: look at "
            + handle.id()
            + " in the console, or ask later with 'sluice attach "
            + handle.runId()
            + "'",
        failure);
  }

  private static LaunchState timedOut(LaunchState state, Duration timeout) {
    return state.as(
        Phase.TIMED_OUT,
        "it was ended after its time-out of "
            + timeout.toMinutes()
            + " minutes"
            + (state.reason().isEmpty() ? "" : ": " + state.reason()));
  }

  /** The pause after a question that got no answer; of other failures there is nothing to await. */
  private static Duration after(
      RuntimeException thrown, LaunchHandle handle, LaunchState last, Duration pause) {
    SdkException failure = Trouble.behind(thrown).orElseThrow(() -> thrown);
    Trouble trouble = Trouble.of(failure);
    if (trouble == Trouble.EXPIRED || trouble == Trouble.REFUSED) {
      throw new LaunchException(
          "run "
              + handle.runId()
              + (last != null && last.phase().over()
                  ? " is over, but compute that was made for it could not be ended: "
                  : " is still running, but is no longer followed: ")
              + Trouble.words(failure)
              + ". Log in again, then 'sluice attach "
              + handle.runId()
              + "'",
          failure);
    }
    return LaunchClock.longer(pause, SLOWEST);
  }

  private Duration jittered(Duration pause) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return Duration.ofMillis((long) (pause.toMillis() * factor));
  }

  private void pause(Duration time, LaunchHandle handle) {
    try {
      clock.pause(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException(
          "interrupted: run "
              + handle.runId()
              + " is still running; 'sluice attach "
              + handle.runId()
              + "' follows it again",
          e);
    }
  }
}
