package io.sluice.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class SubmissionTest {
  private static final LaunchHandle STARTED =
      new LaunchHandle("w", "run", "started", ScriptedClock.BEGINNING, Map.of());
  private static final LaunchHandle FOUND =
      new LaunchHandle("w", "run", "found", ScriptedClock.BEGINNING, Map.of());

  private static final LaunchHandle EARLIER =
      new LaunchHandle("w", "run", "earlier", ScriptedClock.BEGINNING, Map.of());

  private final List<LaunchHandle> earlier = new ArrayList<>();
  private final ScriptedClock clock = new ScriptedClock();
  private int starts;
  private int lists;

  @Test
  void anAnswerIsTaken() {
    assertEquals(STARTED, submit(Optional.empty()));
    assertEquals(1, starts);
    assertEquals(1, lists);
  }

  @Test
  void whatWasStartedThoughTheAnswerWasLostIsFoundAndNotStartedAgain() {
    assertEquals(FOUND, submit(Optional.of(FOUND), Failures.lost()));
    assertEquals(1, starts);
    assertEquals(FOUND, submit(Optional.of(FOUND), Failures.service(500, "InternalFailure")));
    assertEquals(2, starts);
  }

  @Test
  void whatIsNotFoundIsStartedAgainAfterSeveralLooks() {
    assertEquals(STARTED, submit(Optional.empty(), Failures.lost()));
    assertEquals(2, starts);
    assertEquals(5, lists);
  }

  @Test
  void throttlingAndMissingCapacityAreOutlastedForAWhile() {
    assertEquals(
        STARTED,
        submit(
            Optional.empty(),
            Failures.throttled(),
            Failures.service(400, "InsufficientInstanceCapacity")));
    assertEquals(3, starts);
    assertEquals(1, lists);
  }

  @Test
  void aLackThatLastsIsToldAsOne() {
    LaunchException failure =
        assertThrows(
            LaunchException.class,
            () ->
                submit(
                    Optional.empty(),
                    Failures.service(400, "ServiceQuotaExceededException"),
                    Failures.service(400, "ServiceQuotaExceededException"),
                    Failures.service(400, "ServiceQuotaExceededException"),
                    Failures.service(400, "ServiceQuotaExceededException"),
                    Failures.service(400, "ServiceQuotaExceededException")));
    assertTrue(failure.getMessage().contains("there is no room"), failure.getMessage());
  }

  @Test
  void aRefusalIsNotTriedAgain() {
    LaunchException failure =
        assertThrows(
            LaunchException.class,
            () -> submit(Optional.empty(), Failures.service(400, "ValidationException")));
    assertEquals("a run is refused: ValidationException it is", failure.getMessage());
    assertEquals(1, starts);
  }

  @Test
  void whatWasThereBeforeIsNotTakenForWhatWasStarted() {
    earlier.add(EARLIER);
    assertEquals(STARTED, submit(Optional.empty(), Failures.lost()));
    assertEquals(2, starts);
    assertEquals(FOUND, submit(Optional.of(FOUND), Failures.lost()));
    assertEquals(3, starts);
  }

  @Test
  void whatTheServiceStartsOnceIsAskedForAgainWithoutALook() {
    Deque<SdkException> left = new ArrayDeque<>(List.of(Failures.lost()));
    assertEquals(STARTED, new Submission(clock).once("a run", () -> start(left)));
    assertEquals(2, starts);
  }

  /**
   * @param found what the first start made, though it failed
   */
  private LaunchHandle submit(Optional<LaunchHandle> found, SdkException... failures) {
    Deque<SdkException> left = new ArrayDeque<>(Arrays.asList(failures));
    List<LaunchHandle> there = new ArrayList<>(earlier);
    return new Submission(clock)
        .once(
            "a run",
            () -> {
              found.ifPresent(there::add);
              return start(left);
            },
            () -> {
              lists++;
              return there.stream();
            },
            LaunchHandle::id,
            each -> each);
  }

  private LaunchHandle start(Deque<SdkException> failures) {
    starts++;
    if (!failures.isEmpty()) {
      throw failures.poll();
    }
    return STARTED;
  }
}
