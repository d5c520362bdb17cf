package io.sluice.lambda.small;

import io.sluice.ingest.failure.Stop;
import io.sluice.lambda.host.Deadline;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.Log;
import io.sluice.lambda.host.TimedHandler;
import java.io.IOException;
import java.time.Instant;

/**
 * Ingests a small batch by threads, with the same ledger, catalog, rejects and report as the job,
 * and under the same run's id: who asks twice, or asks the job after this function, gets one run.
 *
 * <p>When {@link #SHARE} of its time is used up it stops and undoes what it did; a run that is
 * recorded by then is carried through.
 */
public final class SmallHandler extends TimedHandler<SmallRequest, SmallAnswer> {
  /** The rest is for undoing. */
  private static final double SHARE = 0.7;

  private final FlowLake lake;

  /** For Lambda. */
  public SmallHandler() {
    this(Environment.ofProcess());
  }

  SmallHandler(Environment environment) {
    super(SmallRequest.class);
    this.lake = new FlowLake(environment);
  }

  @Override
  protected Log about(SmallRequest given, Log log) {
    return log.with("dataset", given.dataset())
        .with("batch", given.batch())
        .with("run_id", given.runId())
        .with("execution", given.execution());
  }

  @Override
  protected SmallAnswer answer(SmallRequest given, Deadline deadline, Log invocation)
      throws IOException {
    Log log = about(given, invocation);
    if (given.isLate(Instant.now())) {
      // Another run may write at its outcome by now.
      log.warn(
          "it came after "
              + given.beginBy()
              + ", when nobody waits for it any more: it is not started");
      return SmallAnswer.late();
    }
    Stop stop = new Stop();
    Alarm alarm = new Alarm(stop);
    try {
      alarm.after(deadline.until(SHARE));
      if (!given.stop().isEmpty()) {
        alarm.when(() -> isThere(given.stop()));
      }
      return run(given, stop, log);
    } finally {
      alarm.close();
    }
  }

  private boolean isThere(String uri) {
    try {
      return lake.find(uri).isPresent();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** With whoever may ask it to stop. */
  SmallAnswer run(SmallRequest given, Stop stop, Log log) throws IOException {
    long begun = System.nanoTime();
    SmallAnswer answer = new SmallIngest(lake, given, stop).run();
    double seconds = Math.round((System.nanoTime() - begun) / 1e8) / 10.0;
    Log about = log.with("seconds", seconds);
    switch (answer.result()) {
      case DONE -> about.info("it is done");
      case TOO_BIG -> about.warn("it is left to the job: " + answer.reason());
      case FAILED -> about.warn("it failed, and is left to the job: " + answer.reason());
    }
    return answer.after(seconds);
  }
}
