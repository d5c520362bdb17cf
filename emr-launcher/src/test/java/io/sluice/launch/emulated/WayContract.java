package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.Following;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchRecords;
import io.sluice.launch.LaunchRecords.JobEnd;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Launching;
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import io.sluice.launch.profile.Profile;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What holds for every way, with jobs that really run and end as they are told, and no Spark: right
 * ends, one run for one id, and nothing that is left running.
 */
@Timeout(600)
abstract class WayContract {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Waited for what comes, if it comes, in a second or two on this machine. */
  private static final Duration LONG = Duration.ofMinutes(3);

  final MemoryRecords memory = new MemoryRecords();

  /** On AWS over the emulator, without a client that asks again by itself. */
  abstract LaunchWay way(LaunchClock clock);

  final LaunchWay way() {
    return way(Emulated.HASTY);
  }

  /** How many runs there are of an id, ended ones too. */
  abstract int submitted(String runId);

  /**
   * Ends the process of what runs, again if its service tries again.
   *
   * @return who follows that to its end; where nobody tells of it, somebody later
   */
  abstract LaunchWay killed(LaunchHandle handle) throws InterruptedException;

  /** Sees to it that a run of this order does not begin, and says what the user is told then. */
  abstract Never never(String runId);

  /**
   * What never starts.
   *
   * @param told a part of the cause
   * @param follower who follows it to its end
   */
  record Never(LaunchOrder order, Phase end, String told, LaunchWay follower) {}

  Profile profile() {
    return Emulated.profile("");
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    awaitNothingRuns();
  }

  /** A service may need some time to end what it was told to. */
  final void awaitNothingRuns() throws InterruptedException {
    await(() -> running().isEmpty());
    assertEquals(Set.of(), running());
  }

  /** The ids of the runs that go on. */
  Set<String> running() {
    return way().running().stream().map(LaunchHandle::runId).collect(Collectors.toSet());
  }

  /** Waits until it is so, or for as long as no machine needs: whoever waits asserts it then. */
  static void await(BooleanSupplier so) throws InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!so.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
  }

  @Test
  void aRunThatSucceedsIsFoundAgainAndNotRunAgain() {
    LaunchOrder order = order("good", "exit-0");
    Started first = launching().start(way(), order, () -> {});
    assertEquals(Began.SUBMITTED, first.began());
    LaunchState end = follow(first.record().handle(), HOUR);
    assertEquals(Phase.SUCCEEDED, end.phase(), end::reason);
    Started second = launching().start(way(), order, () -> {});
    assertEquals(Began.ATTACHED, second.began());
    assertEquals(first.record().handle().id(), second.record().handle().id());
    assertEquals(1, submitted("good"));
  }

  @Test
  void whatTheJobSaysIsTheExitCode() {
    LaunchOrder order = order("refused", "exit-3");
    Started started = launching().start(way(), order, () -> {});
    says(order.part().outcome(), new JobEnd(OptionalInt.of(3), "3 of 4 records were rejected"));
    LaunchRecord over = launching().follow(way(), started.record(), state -> {});
    assertEquals(Phase.FAILED, over.end().phase());
    assertEquals(3, over.end().exitCode());
    assertEquals("3 of 4 records were rejected", over.end().cause());
  }

  @Test
  void aRunThatFailedIsRunAgainUnderItsId() {
    LaunchOrder order = order("failing", "exit-1");
    for (int attempt = 1; attempt <= 2; attempt++) {
      Started started = launching().start(way(), order, () -> {});
      assertEquals(Began.SUBMITTED, started.began());
      LaunchRecord over = launching().follow(way(), started.record(), state -> {});
      assertEquals(Phase.FAILED, over.end().phase());
      assertEquals(1, over.end().exitCode());
      assertFalse(over.end().cause().isEmpty());
      assertEquals(attempt, submitted("failing"));
    }
  }

  @Test
  void aRunThatIsCancelledEndsWithItsCompute() throws InterruptedException {
    LaunchHandle handle = begun("cancelled");
    await(() -> running().equals(Set.of("cancelled")));
    assertEquals(Set.of("cancelled"), running());
    way().cancel(handle);
    assertEquals(Phase.CANCELLED, follow(handle, HOUR).phase());
    // Once more, as a user might.
    way().cancel(handle);
    assertEquals(Phase.CANCELLED, way().state(handle).phase());
  }

  @Test
  void aRunOutOfItsTimeIsEnded() throws InterruptedException {
    LaunchHandle handle = begun("late");
    assertEquals(Phase.TIMED_OUT, follow(handle, Duration.ofSeconds(1)).phase());
  }

  @Test
  void whatNeverStartsEndsAndIsTold() {
    Never never = never("never");
    Started started = launching().start(way(), never.order(), () -> {});
    LaunchRecord over = launching().follow(never.follower(), started.record(), state -> {});
    assertEquals(never.end(), over.end().phase(), over.end()::cause);
    assertEquals(1, over.end().exitCode());
    assertTrue(over.end().cause().contains(never.told()), over.end()::cause);
    assertFalse(running().contains("never"));
  }

  @Test
  void aWorkerThatIsKilledIsAFailureAndItsRunBeginsAgain() throws InterruptedException {
    LaunchWay later = killed(begun("killed"));
    LaunchRecord record = records().find("killed").orElseThrow();
    LaunchRecord over = launching().follow(later, record, each -> {});
    assertEquals(Phase.FAILED, over.end().phase(), over.end()::cause);
    assertEquals(1, over.end().exitCode());
    assertFalse(over.end().cause().isEmpty());
    awaitNothingRuns();
    Started again = launching().start(later, order("killed", "exit-0"), () -> {});
    assertEquals(Began.SUBMITTED, again.began());
    assertEquals(Phase.SUCCEEDED, follow(again.record().handle(), HOUR).phase());
    assertEquals(2, submitted("killed"));
  }

  @Test
  void aLauncherThatIsKilledWhileItFollowsIsFollowedByAnother() throws InterruptedException {
    begun("followed");
    // Of the first there is its record, and nothing else: as 'sluice attach' has it.
    assertCancelled(records().find("followed").orElseThrow());
    assertEquals(1, submitted("followed"));
  }

  /** By a launcher that did not start it, which follows it to its end. */
  final void assertCancelled(LaunchRecord record) throws InterruptedException {
    way().cancel(record.handle());
    LaunchRecord over = launching().follow(way(), record, state -> {});
    assertEquals(Phase.CANCELLED, over.end().phase(), over.end()::cause);
    assertEquals(1, over.end().exitCode());
    awaitNothingRuns();
  }

  final LaunchOrder order(String runId, String... specs) {
    return Emulated.order(runId, profile(), specs);
  }

  final Launching launching() {
    return new Launching(records(), Emulated.HASTY, new SplittableRandom(1));
  }

  LaunchRecords records() {
    return memory;
  }

  /** What a job that runs here leaves in the lake, where the stand-in for it leaves nothing. */
  void says(String outcome, JobEnd end) {
    memory.ends.put(outcome, end);
  }

  final LaunchState follow(LaunchHandle handle, Duration timeout) {
    return new Following(Emulated.HASTY, new SplittableRandom(1), state -> {})
        .follow(way(), handle, timeout);
  }

  /** A run that goes on until it is told to end. */
  final LaunchHandle begun(String runId) throws InterruptedException {
    LaunchHandle handle =
        launching().start(way(), order(runId, "sleep"), () -> {}).record().handle();
    await(() -> way().state(handle).phase() == Phase.RUNNING);
    assertEquals(Phase.RUNNING, way().state(handle).phase());
    return handle;
  }
}
