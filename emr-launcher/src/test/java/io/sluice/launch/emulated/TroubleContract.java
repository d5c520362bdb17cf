package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What holds besides for every way on AWS when something goes wrong that is nobody's fault: answers
 * that do not come, and rights and room that go.
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

  @AfterEach
  @Override
  void nothingIsLeft() throws InterruptedException {
    Emulated.get().faults("[]");
    super.nothingIsLeft();
  }

  @Test
  void aLakeOfThisMachineIsRefusedBeforeAnythingIsAsked() {
    LaunchOrder order = order("local", "exit-0");
    LaunchOrder local =
        new LaunchOrder(
            "local", "/tmp/lake", order.parts(), order.profile(), order.jar(), order.timeout());
    LaunchException failure =
        assertThrows(LaunchException.class, () -> launching().start(way(), local, () -> {}));
    assertTrue(failure.getMessage().contains("--lake s3://"), failure.getMessage());
    assertEquals(Optional.empty(), records().find("local"));
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
