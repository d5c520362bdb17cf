package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.Launching;
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What holds for every way on AWS when something goes wrong that is nobody's fault: answers that do
 * not come, machines that do not come, workers and launchers that die.
 */
abstract class TroubleContract extends WayContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int ALWAYS = 1_000;

  /** The service and the operation that starts a run. */
  abstract String start();

  /** Likewise, that tells its state. */
  abstract String ask();

  /** The code by which the service says that it has no room. */
  abstract String noRoom();

  /** The folder of what runs, in the emulator's state. */
  abstract Path process(LaunchHandle handle);

  /** Sees to it that a run of this order gets no machine, and says what the user is told then. */
  abstract Never never(String runId);

  /**
   * What never starts.
   *
   * @param told a part of the cause
   */
  record Never(LaunchOrder order, Phase end, String told) {}

  @Test
  void anAnswerThatIsLostIsNotAskedForTwice() {
    fault(start(), "InternalFailure", 500, 1, true);
    Started started = launching().start(way(), order("lost", "exit-0"), () -> {});
    assertEquals(Phase.SUCCEEDED, follow(started.record().handle(), HOUR).phase());
    assertEquals(1, submitted("lost"));
  }

  @Test
  void aRunThatIsOverBeforeItIsLookedForIsFoundToo() {
    LaunchClock patient =
        new LaunchClock() {
          @Override
          public Instant now() {
            return Instant.now();
          }

          @Override
          public void pause(Duration time) throws InterruptedException {
            awaitNothingRuns();
          }
        };
    for (int attempt = 1; attempt <= 2; attempt++) {
      fault(start(), "InternalFailure", 500, 1, true);
      Started started = launching().start(way(patient), order("short", "exit-1"), () -> {});
      assertEquals(Phase.FAILED, follow(started.record().handle(), HOUR).phase());
      assertEquals(attempt, submitted("short"), "the failed one is not taken for the next");
    }
  }

  @Test
  void throttledQuestionsEndNothing() {
    Started started = launching().start(way(), order("throttled", "exit-0"), () -> {});
    fault(ask(), "ThrottlingException", 400, 3, false);
    assertEquals(Phase.SUCCEEDED, follow(started.record().handle(), HOUR).phase());
  }

  @Test
  void noRoomIsToldAndNothingIsLeft() {
    fault(start(), noRoom(), 400, ALWAYS, false);
    LaunchException failure =
        assertThrows(
            LaunchException.class,
            () -> launching().start(way(), order("no-room", "exit-0"), () -> {}));
    assertTrue(failure.getMessage().contains("there is no room"), failure.getMessage());
    assertNotSubmitted("no-room");
  }

  @Test
  void whatNeverStartsEndsAndIsTold() {
    Never never = never("never");
    Started started = launching().start(way(), never.order(), () -> {});
    LaunchRecord over = launching().follow(way(), started.record(), state -> {});
    assertEquals(never.end(), over.end().phase(), over.end()::cause);
    assertEquals(1, over.end().exitCode());
    assertTrue(over.end().cause().contains(never.told()), over.end()::cause);
    assertEquals(1, submitted("never"));
  }

  @Test
  void credentialsThatExpireBeforeItIsSubmittedLeaveNothing() {
    fault(start(), "ExpiredTokenException", 400, 1, false);
    LaunchException failure =
        assertThrows(
            LaunchException.class,
            () -> launching().start(way(), order("unknown", "exit-0"), () -> {}));
    assertTrue(failure.getMessage().contains("Log in again"), failure.getMessage());
    assertNotSubmitted("unknown");
  }

  @Test
  void credentialsThatExpireMidwayLeaveARunThatOthersGoOnWith() throws InterruptedException {
    LaunchHandle handle = begun("expired");
    LaunchRecord record = records().find("expired").orElseThrow();
    fault(ask(), "ExpiredTokenException", 400, ALWAYS, false);
    LaunchException failure =
        assertThrows(LaunchException.class, () -> launching().follow(way(), record, state -> {}));
    assertTrue(failure.getMessage().contains("Log in again, then 'sluice attach expired'"));
    assertNull(records().find("expired").orElseThrow().end());
    Emulated.get().faults("[]");
    assertEquals(Phase.RUNNING, way().state(handle).phase());
    Started again = launching().start(way(), order("expired", "sleep"), () -> {});
    assertEquals(Began.ATTACHED, again.began());
    assertCancelled(again.record(), "expired");
  }

  @Test
  void aWorkerThatIsKilledIsAFailureAndItsRunBeginsAgain() throws InterruptedException {
    LaunchHandle handle = begun("killed");
    LaunchState state = way().state(handle);
    // A service may try again by itself.
    while (!state.phase().over()) {
      Emulated.get().kill(process(handle));
      Thread.sleep(100);
      state = way().state(handle);
    }
    LaunchRecord record = records().find("killed").orElseThrow();
    LaunchRecord over = launching().follow(way(), record, each -> {});
    assertEquals(Phase.FAILED, over.end().phase(), over.end()::cause);
    assertEquals(1, over.end().exitCode());
    assertFalse(over.end().cause().isEmpty());
    awaitNothingRuns();
    Started again = launching().start(way(), order("killed", "exit-0"), () -> {});
    assertEquals(Began.SUBMITTED, again.began());
    assertEquals(Phase.SUCCEEDED, follow(again.record().handle(), HOUR).phase());
    assertEquals(2, submitted("killed"));
  }

  @Test
  void aLauncherThatIsKilledBeforeItKnowsOfItsRunLeavesOneThatIsFound()
      throws InterruptedException {
    LaunchOrder order = order("unheard", "sleep");
    Launching first =
        new Launching(new KilledRecords(records()), Emulated.HASTY, new SplittableRandom(1));
    assertThrows(KilledRecords.Killed.class, () -> first.start(way(), order, () -> {}));
    assertNull(records().find("unheard").orElseThrow().handle());
    Started second = launching().start(way(), order, () -> {});
    assertEquals(Began.ATTACHED, second.began());
    assertCancelled(second.record(), "unheard");
  }

  @Test
  void aLauncherThatIsKilledWhileItFollowsIsFollowedByAnother() throws InterruptedException {
    begun("followed");
    // Of the first there is its record, and nothing else: as 'sluice attach' has it.
    assertCancelled(records().find("followed").orElseThrow(), "followed");
  }

  /** By a launcher that did not start it, which follows it to its end. */
  private void assertCancelled(LaunchRecord record, String runId) throws InterruptedException {
    way().cancel(record.handle());
    LaunchRecord over = launching().follow(way(), record, state -> {});
    assertEquals(Phase.CANCELLED, over.end().phase(), over.end()::cause);
    assertEquals(1, over.end().exitCode());
    assertEquals(1, submitted(runId));
    awaitNothingRuns();
  }

  private void assertNotSubmitted(String runId) {
    assertEquals(0, submitted(runId));
    assertNull(records().find(runId).orElseThrow().handle());
  }

  final void fault(String operation, String code, int status, int times, boolean after) {
    String[] names = operation.split(" ", -1);
    Emulated.get()
        .faults(
            ("[{\"service\": \"%s\", \"operation\": \"%s\", \"code\": \"%s\", \"status\": %d,"
                    + " \"times\": %d, \"after\": %b}]")
                .formatted(names[0], names[1], code, status, times, after));
  }
}
