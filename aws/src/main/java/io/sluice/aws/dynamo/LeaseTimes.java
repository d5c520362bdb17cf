package io.sluice.aws.dynamo;

import java.time.Duration;

/**
 * How long leases live.
 *
 * @param duration after how long without a sign of life a holder may be taken for dead
 * @param renewEvery how often a ledger gives signs of life
 */
public record LeaseTimes(Duration duration, Duration renewEvery) {
  /** Long enough for a throttled table, short enough for a person who waits for a recovery. */
  public static final LeaseTimes DEFAULT = of(Duration.ofSeconds(60));

  public LeaseTimes {
    if (duration.isNegative() || duration.isZero() || renewEvery.toMillis() < 1) {
      throw new IllegalArgumentException("Lease times must be positive: " + duration);
    }
  }

  /** Three signs of life in the duration of a lease, so that one or two may fail. */
  public static LeaseTimes of(Duration duration) {
    return new LeaseTimes(duration, duration.dividedBy(4));
  }
}
