package io.sluice.aws.dynamo;

import java.time.Duration;

/**
 * How long leases live.
 *
 * @param duration after how long without a sign of life a holder may be taken for dead
 * @param renewEvery how often a ledger gives signs of life
 */
public record LeaseTimes(Duration duration, Duration renewEvery) {
  /**
   * 60 s: long enough for a throttled table, short enough for a person who waits for a recovery.
   * The system property {@code sluice.lease.seconds} says otherwise for this process; processes
   * need not agree, as each lease says how long it lives.
   */
  public static final LeaseTimes DEFAULT =
      of(Duration.ofSeconds(Long.getLong("sluice.lease.seconds", 60)));

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
