package io.sluice.lambda.host;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;

/** How much time an invocation has. */
public final class Deadline {
  /** Lambda's longest; for calls that come from elsewhere. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final long begun = System.nanoTime();
  private final Duration time;

  private Deadline(Duration time) {
    this.time = time;
  }

  /**
   * From now on.
   *
   * @param context of the invocation; null outside Lambda
   */
  public static Deadline of(Context context) {
    return in(context == null ? LONGEST : Duration.ofMillis(context.getRemainingTimeInMillis()));
  }

  /** From now on, after so long. */
  public static Deadline in(Duration time) {
    return new Deadline(time);
  }

  /**
   * How long until a part of the time is used up; not negative.
   *
   * @param share 0 to 1
   */
  public Duration until(double share) {
    long nanos = begun + (long) (time.toNanos() * share) - System.nanoTime();
    return Duration.ofNanos(Math.max(0, nanos));
  }

  /** Whether a part of the time is used up. */
  public boolean passed(double share) {
    return until(share).isZero();
  }
}
