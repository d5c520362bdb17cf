package io.sluice.lambda.arrival;

import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Batch.State;
import io.sluice.aws.arrival.Inbox;
import io.sluice.lambda.host.Deadline;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.Log;
import io.sluice.lambda.host.TimedHandler;
import java.io.IOException;
import java.time.Clock;

/**
 * Makes good, on a schedule, what events and functions did not do: starts executions of batches
 * whose function was killed before it started them, and of batches whose execution is over though
 * they are not; puts objects into batches that no event told of; and tells how much waits. How a
 * batch ended is not its matter.
 */
public final class SweepHandler extends TimedHandler<SweepHandler.Nothing, SweepHandler.Swept> {
  /** Older ones that are not over have been looked at many times. */
  private static final int NEWEST = 20;

  private final FlowLake lake;
  private final Starter starter;
  private final LandingSweep landing;
  private final Clock clock;

  /** For Lambda. */
  public SweepHandler() {
    this(Environment.ofProcess(), Clock.systemUTC());
  }

  SweepHandler(Environment environment, Clock clock) {
    super(Nothing.class);
    this.lake = new FlowLake(environment);
    this.starter = new Starter(environment, lake);
    this.landing = new LandingSweep(environment, lake, starter, clock);
    this.clock = clock;
  }

  /** What a schedule sends does not matter. */
  public record Nothing() {}

  /**
   * What it did.
   *
   * @param batches that are not over
   * @param started executions of batches that were there
   * @param listed objects that were looked at
   * @param found objects that no event had told of
   */
  public record Swept(int batches, int started, long listed, long found) {}

  @Override
  protected Swept answer(Nothing given, Deadline deadline, Log log) throws IOException {
    int batches = 0;
    int started = 0;
    Inbox inbox = lake.inbox();
    for (String dataset : inbox.datasets()) {
      Backlog backlog = new Backlog(inbox, dataset);
      for (Batch batch : inbox.batches(dataset, NEWEST)) {
        if (batch.state() != State.OVER) {
          batches++;
          Log about = log.with("dataset", dataset).with("batch", batch.name());
          started += starter.startAgain(batch, about) ? 1 : 0;
          backlog.add(batch);
        }
      }
      backlog.tell(log, clock.instant());
    }
    log.info(batches + " batches are not over, " + started + " executions were started");
    LandingSweep.Found found = landing.sweep(deadline, log);
    return new Swept(batches, started, found.listed(), found.missing());
  }
}
