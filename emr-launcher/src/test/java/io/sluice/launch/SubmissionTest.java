package io.sluice.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class SubmissionTest {
  private static final LaunchHandle STARTED =
      new LaunchHandle("w", "run", "started", ScriptedClock.BEGINNING, Map.of());
  private static final LaunchHandle FOUND =
      new LaunchHandle("w", "run", "found", ScriptedClock.BEGINNING, Map.of());

  private final ScriptedClock clock = new ScriptedClock();
  private int starts;
  private int looks;

  @Test
  void anAnswerIsTaken() {
    assertEquals(STARTED, submit(Optional.empty()));
    assertEquals(1, starts);
    assertEquals(0, looks);
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
    assertEquals(4, looks);
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
    assertEquals(0, looks);
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

  private LaunchHandle submit(Optional<LaunchHandle> found, SdkException... failures) {
    Deque<SdkException> left = new ArrayDeque<>(Arrays.asList(failures));
    return new Submission(clock)
        .once(
            "a run",
            () -> {
              starts++;
              if (!left.isEmpty()) {
                throw left.poll();
              }
              return STARTED;
            },
            () -> {
              looks++;
              return found;
            });
  }
}
