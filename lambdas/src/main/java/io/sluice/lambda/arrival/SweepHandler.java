package io.sluice.lambda.arrival;

import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.Batch.State;
import io.sluice.aws.arrival.Inbox;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;

/**
 * Starts, on a schedule, what was to be started and was not, or has died: executions of batches
 * whose function was killed before it started them, and of batches whose execution is over though
 * they are not. How a batch ended is not its matter.
 */
public final class SweepHandler extends JsonHandler<SweepHandler.Nothing, SweepHandler.Swept> {
  /** Older ones that are not over have been looked at many times. */
  private static final int NEWEST = 20;

  private final FlowLake lake;
  private final Starter starter;

  /** For Lambda. */
  public SweepHandler() {
    this(Environment.ofProcess());
  }

  SweepHandler(Environment environment) {
    super(Nothing.class);
    this.lake = new FlowLake(environment);
    this.starter = new Starter(environment, lake);
  }

  /** What a schedule sends does not matter. */
  public record Nothing() {}

  /**
   * What it did.
   *
   * @param batches that are not over
   * @param started executions
   */
  public record Swept(int batches, int started) {}

  @Override
  protected Swept answer(Nothing given, Log log) {
    int batches = 0;
    int started = 0;
    Inbox inbox = lake.inbox();
    for (String dataset : inbox.datasets()) {
      for (Batch batch : inbox.batches(dataset, NEWEST)) {
        if (batch.state() != State.OVER) {
          batches++;
          Log about = log.with("dataset", dataset).with("batch", batch.name());
          started += starter.startAgain(batch, about) ? 1 : 0;
        }
      }
    }
    log.info(batches + " batches are not over, " + started + " executions were started");
    return new Swept(batches, started);
  }
}
