package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import java.time.Duration;
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

  /**
   * Ends the process of what runs, again if the service tries again.
   *
   * @return who follows that to its end; where nobody tells of it, somebody later
   */
  abstract LaunchWay killed(LaunchHandle handle) throws InterruptedException;

  /** Sees to it that a run of this order gets no machine, and says what the user is told then. */
  abstract Never never(String runId);

  /**
   * What never starts.
   *
   * @param told a part of the cause
   * @param follower who follows it to its end
   */
  record Never(LaunchOrder order, Phase end, String told, LaunchWay follower) {}

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
    LaunchRecord over = launching().follow(never.follower(), started.record(), state -> {});
    assertEquals(never.end(), over.end().phase(), over.end()::cause);
    assertEquals(1, over.end().exitCode());
    assertTrue(over.end().cause().contains(never.told()), over.end()::cause);
    assertFalse(running().contains("never"));
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
    assertCancelled(again.record());
    assertEquals(1, submitted("expired"));
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
