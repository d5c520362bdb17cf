package io.sluice.cli.launch;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchRecords;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What runs, or waits to, and belongs to no living run: the launch is over or out of its time, or
 * it is not known to the lake and the ledger knows no living run of its id. What is younger than a
 * grace is left, and what waits for a batch of the flow that is not over: the ledger does not know
 * such a run before it begins.
 */
public final class Leftovers {
  private final String lake;
  private final LaunchRecords records;
  private final Predicate<String> living;
  private final Predicate<String> expected;
  private final Duration grace;
  private final LaunchClock clock;

  /** What is to become of something that runs, and why. */
  public record Verdict(boolean end, String why) {}

  /**
   * Judges what runs for one lake.
   *
   * @param living whether the ledger knows a living run of an id
   * @param expected whether a run of an id is that of a batch that is not over
   * @param grace how old something must be to be a leftover
   */
  public Leftovers(
      String lake,
      LaunchRecords records,
      Predicate<String> living,
      Predicate<String> expected,
      Duration grace,
      LaunchClock clock) {
    this.lake = lake;
    this.records = records;
    this.living = living;
    this.expected = expected;
    this.grace = grace;
    this.clock = clock;
  }

  /** Judges one. */
  public Verdict of(LaunchWay way, LaunchHandle handle) {
    String its = handle.more().getOrDefault(LaunchHandle.LAKE, "");
    if (!its.equals(lake)) {
      return new Verdict(
          false, its.isEmpty() ? "its lake is not known" : "it is of another lake, " + its);
    }
    if (handle.runId().isEmpty()) {
      return new Verdict(false, "it has no run id");
    }
    Duration age = Duration.between(handle.since(), clock.now());
    if (age.compareTo(grace) < 0) {
      return new Verdict(false, "it is " + age.toMinutes() + " minutes old");
    }
    Optional<LaunchRecord> record = record(handle.runId());
    if (record.isPresent() && record.get().end() == null) {
      Duration most = record.get().timeout().plus(grace);
      return age.compareTo(most) < 0
          ? new Verdict(false, "its launch is not over")
          : new Verdict(
              true, "it is beyond its time-out, " + record.get().timeout().toMinutes() + " m");
    }
    if (living.test(handle.runId())) {
      return new Verdict(false, "the ledger has a living run of its id");
    }
    if (record.isPresent()) {
      return new Verdict(true, "its launch is over");
    }
    boolean waits = way.state(handle).phase() == Phase.PENDING;
    if (waits && expected.test(handle.runId())) {
      return new Verdict(false, "it waits for its turn, and its batch is not over");
    }
    return new Verdict(
        true,
        (waits ? "it waits for its turn, and " : "")
            + "neither the lake nor the ledger has a living run of its id");
  }

  /** The launch's; that of a part of one is the whole launch's. */
  private Optional<LaunchRecord> record(String runId) {
    return records.find(runId).or(() -> LaunchOrder.launchOfPart(runId).flatMap(records::find));
  }
}
