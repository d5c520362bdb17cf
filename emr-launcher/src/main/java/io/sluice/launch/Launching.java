package io.sluice.launch;

import io.sluice.launch.LaunchRecord.End;
import io.sluice.launch.LaunchRecords.JobEnd;
import io.sluice.launch.LaunchState.Phase;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Carries an order out: attaches to what runs under its id or submits it, follows it, and finds out
 * how it ended. The lake's record is written at each step, so that another process can go on.
 */
public final class Launching {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  private final LaunchRecords records;
  private final LaunchClock clock;
  private final RandomGenerator random;

  public Launching(LaunchRecords records, LaunchClock clock, RandomGenerator random) {
    this.records = records;
    this.clock = clock;
    this.random = random;
  }

  /** What became of a start. */
  public enum Began {
    SUBMITTED,
    /** It was submitted before, and goes on or succeeded. */
    ATTACHED
  }

  /** A record with a handle, and how it came to it. */
  public record Started(LaunchRecord record, Began began) {}

  /**
   * Starts an order, or finds what was started under its id.
   *
   * @param prepare puts what the job needs where it reads it; done once the order is found good
   * @throws OrderRefusedException if the order is wrong
   * @throws LaunchException if it cannot be started
   */
  public Started start(LaunchWay way, LaunchOrder order, Runnable prepare) {
    records
        .find(order.runId())
        .filter(earlier -> !earlier.way().equals(way.name()) && earlier.end() == null)
        .ifPresent(
            earlier -> {
              throw new OrderRefusedException(
                  "run "
                      + order.runId()
                      + " was launched on "
                      + earlier.way()
                      + " and is not known to be over: 'sluice attach "
                      + order.runId()
                      + "', or take another --run-id");
            });
    check(way, order);
    LaunchRecord record = LaunchRecord.of(order, way.name(), clock.now());
    Optional<LaunchHandle> found = way.find(order);
    if (found.isPresent() && isWorthAttaching(way.state(found.get()).phase())) {
      LaunchRecord attached = record.with(found.get());
      records.write(attached);
      return new Started(attached, Began.ATTACHED);
    }
    prepare.run();
    records.write(record);
    order.parts().forEach(part -> records.forget(part.outcome()));
    LaunchRecord submitted = record.with(way.submit(order));
    records.write(submitted);
    return new Started(submitted, Began.SUBMITTED);
  }

  private static void check(LaunchWay way, LaunchOrder order) {
    try {
      way.check(order);
    } catch (LaunchException e) {
      throw new OrderRefusedException(e.getMessage(), e);
    }
  }

  private static boolean isWorthAttaching(Phase phase) {
    return !phase.over() || phase == Phase.SUCCEEDED;
  }

  /**
   * Waits for the end of what was started, tidies up, and keeps how it ended.
   *
   * @param changes is told each new phase
   * @throws LaunchException if it cannot be followed any more; it goes on
   */
  public LaunchRecord follow(LaunchWay way, LaunchRecord record, Consumer<LaunchState> changes) {
    LaunchState state =
        new Following(clock, random, changes).follow(way, record.handle(), record.timeout());
    return ended(record, state);
  }

  /** The record of what is over; a record of what is not stays as it is. */
  public LaunchRecord ended(LaunchRecord record, LaunchState state) {
    if (!state.phase().over()) {
      return record;
    }
    int worst = DONE;
    String cause = "";
    for (LaunchRecord.Part part : record.parts()) {
      Optional<JobEnd> end = records.jobEnd(part.outcome());
      int code = exitCode(end, state);
      if (code > worst) {
        worst = code;
        cause = cause(end, state, part);
      }
    }
    LaunchRecord over =
        record.with(
            new End(
                state.phase(),
                worst,
                cause,
                state.usage(),
                state.link(),
                state.logs(),
                clock.now()));
    records.write(over);
    return over;
  }

  /**
   * What the job itself said counts. If it said nothing it did not come to its end, whatever its
   * service says.
   */
  private static int exitCode(Optional<JobEnd> end, LaunchState state) {
    if (end.isPresent() && end.get().exitCode().isPresent()) {
      return end.get().exitCode().getAsInt();
    }
    int code = state.exitCode().orElse(FAILED);
    return code > DONE && code <= 3 ? code : FAILED;
  }

  private static String cause(Optional<JobEnd> end, LaunchState state, LaunchRecord.Part part) {
    String said = end.map(JobEnd::message).orElse("");
    // Of a job that was ended, that it was ended is the cause.
    boolean stopped = state.phase() == Phase.CANCELLED || state.phase() == Phase.TIMED_OUT;
    if (!said.isEmpty() && !stopped) {
      return said;
    }
    if (!state.reason().isEmpty()) {
      return state.reason();
    }
    return switch (state.phase()) {
      case CANCELLED -> "it was cancelled";
      case TIMED_OUT -> "it was ended after its time-out";
      case SUCCEEDED ->
          "the service says that it succeeded, but the job left nothing at " + part.outcome();
      case FAILED, PENDING, RUNNING -> said.isEmpty() ? "it failed and did not say why" : said;
    };
  }
}
