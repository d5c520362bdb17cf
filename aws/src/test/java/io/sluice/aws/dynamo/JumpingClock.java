package io.sluice.aws.dynamo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A machine's clock that somebody sets, while who reads it works. */
final class JumpingClock extends Clock {
  private volatile Duration off = Duration.ZERO;

  /** From now on it is off by so much. */
  void jump(Duration to) {
    off = to;
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(off);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
