package io.sluice.lambda.batch;

import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Inbox;
import io.sluice.lambda.host.Environment;
import java.time.Duration;
import java.time.Instant;

/**
 * How many batches of one dataset are at work at a time, so that a dataset of which very much
 * arrives leaves room for the others. A batch whose turn has not come stays open if it is, and
 * takes what arrives meanwhile.
 *
 * @param most batches at work; 0: as many as there are
 */
record Turns(long most) {
  /** A batch that was opened before is dead, or will be found by whoever looks at the alarms. */
  private static final Duration OLDEST = Duration.ofDays(1);

  private static final int LOOKED_AT = 50;
  private static final long SECONDS_EACH = 60;

  static Turns of(Environment environment) {
    return new Turns(environment.number("DATASET_BATCHES_AT_ONCE", 0));
  }

  /** How long to wait before it is asked again: the longer, the more go first; 0 if it may go. */
  long waitSeconds(Inbox inbox, Batch batch, Instant now) {
    if (most == 0 || batch.state() == Batch.State.OVER) {
      return 0;
    }
    long ahead =
        inbox.batchesBefore(batch.dataset(), batch.number(), LOOKED_AT).stream()
            .filter(other -> other.state() != Batch.State.OVER)
            .filter(other -> other.openedAt().isAfter(now.minus(OLDEST)))
            .count();
    return ahead < most ? 0 : (ahead - most + 1) * SECONDS_EACH;
  }
}
