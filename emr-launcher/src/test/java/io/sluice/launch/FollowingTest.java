package io.sluice.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchState.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FollowingTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final LaunchHandle HANDLE =
      new LaunchHandle("scripted", "run", "id", ScriptedClock.BEGINNING, Map.of());

  private final ScriptedClock clock = new ScriptedClock();
  private final List<Phase> told = new ArrayList<>();

  @Test
  void asksUntilItIsOverAtTheWaysPaceWithJitterAndTellsChangesOnce() {
    Way way = new Way(Phase.PENDING, Phase.PENDING, Phase.RUNNING, Phase.RUNNING, Phase.SUCCEEDED);
    assertEquals(Phase.SUCCEEDED, follow(way).phase());
    assertEquals(List.of(Phase.PENDING, Phase.RUNNING, Phase.SUCCEEDED), told);
    assertEquals(4, clock.pauses().size());
    for (Duration pause : clock.pauses()) {
      assertTrue(pause.toMillis() >= 24_000 && pause.toMillis() <= 36_000, pause::toString);
    }
    assertTrue(clock.pauses().stream().distinct().count() > 1);
    assertEquals(0, way.cancelled);
  }

  @Test
  void throttledAndLostQuestionsSlowItDownAndEndNothing() {
    Way way =
        new Way(
            Failures.throttled(),
            Failures.lost(),
            Failures.service(503, "Unavailable"),
            Phase.RUNNING,
            Phase.SUCCEEDED);
    assertEquals(Phase.SUCCEEDED, follow(way).phase());
    assertTrue(clock.pauses().get(2).toSeconds() >= 190, clock.pauses()::toString);
    assertTrue(clock.pauses().get(3).toSeconds() <= 36, clock.pauses()::toString);
  }

  @Test
  void expiredCredentialsLeaveTheRunAndSayHowToGoOn() {
    Way way = new Way(Phase.RUNNING, Failures.service(400, "ExpiredTokenException"));
    LaunchException failure = assertThrows(LaunchException.class, () -> follow(way));
    assertTrue(failure.getMessage().contains("sluice attach run"), failure.getMessage());
    assertEquals(0, way.cancelled);
  }

  @Test
  void aLakeThatDoesNotAnswerIsAskedAgainAsAServiceIs() {
    Way way =
        new Way(
            new LaunchException("the lake cannot be reached", Failures.lost()),
            new LaunchException(
                "the lake cannot be reached", new IOException(Failures.service(503, "SlowDown"))),
            Phase.SUCCEEDED);
    assertEquals(Phase.SUCCEEDED, follow(way).phase());
    assertEquals(2, clock.pauses().size());
    Way refused =
        new Way(
            new LaunchException(
                "the lake cannot be reached",
                new IOException(Failures.service(400, "ExpiredToken"))));
    LaunchException failure = assertThrows(LaunchException.class, () -> follow(refused));
    assertTrue(failure.getMessage().contains("sluice attach run"), failure.getMessage());
    Way broken = new Way(new LaunchException("it is no outcome", new IOException("no JSON")));
    assertEquals(
        "it is no outcome", assertThrows(LaunchException.class, () -> follow(broken)).getMessage());
  }

  @Test
  void whatIsLeftIsEndedThoughThatIsThrottled() {
    Way way = new Way(Phase.RUNNING, Phase.FAILED);
    way.refusedTidyings = 2;
    assertEquals(Phase.FAILED, follow(way).phase());
    assertEquals(3, way.tidied);
    assertEquals(List.of(Phase.RUNNING, Phase.FAILED), told);
  }

  @Test
  void whatIsLeftAndMayNotBeEndedIsTold() {
    Way way = new Way(Phase.FAILED);
    way.refusedTidyings = 1;
    way.tidying = Failures.service(400, "AccessDeniedException");
    LaunchException failure = assertThrows(LaunchException.class, () -> follow(way));
    assertTrue(failure.getMessage().startsWith("run run is over, but "), failure.getMessage());
    assertEquals(1, way.tidied);
  }

  @Test
  void atItsTimeoutTheRunIsEndedAndItsEndAwaited() {
    Way way = new Way(Phase.RUNNING);
    way.afterCancel = Phase.CANCELLED;
    LaunchState end = follow(way);
    assertEquals(Phase.TIMED_OUT, end.phase());
    assertTrue(end.reason().contains("60 minutes"), end.reason());
    assertEquals(1, way.cancelled);
  }

  @Test
  void whatSucceedsWhileItIsBeingEndedSucceeded() {
    Way way = new Way(Phase.RUNNING);
    way.afterCancel = Phase.SUCCEEDED;
    assertEquals(Phase.SUCCEEDED, follow(way).phase());
  }

  @Test
  void whatDoesNotEndIsToldAfterAQuarterOfAnHour() {
    Way way = new Way(Phase.RUNNING);
    way.afterCancel = Phase.RUNNING;
    LaunchException failure = assertThrows(LaunchException.class, () -> follow(way));
    assertTrue(
        failure.getMessage().contains("is still running after 15 minutes"), failure.getMessage());
    assertEquals(1, way.cancelled);
  }

  @Test
  void anEndingThatIsThrottledIsTriedAgain() {
    Way way = new Way(Phase.RUNNING);
    way.afterCancel = Phase.CANCELLED;
    way.refusedCancels = 2;
    assertEquals(Phase.TIMED_OUT, follow(way).phase());
    assertEquals(3, way.cancelled);
  }

  @Test
  void whatDoesNotSayHowItIsIsEndedAtItsTimeout() {
    Way way = new Way(Failures.lost());
    way.afterCancel = Phase.CANCELLED;
    assertEquals(Phase.TIMED_OUT, follow(way).phase());
    assertEquals(1, way.cancelled);
  }

  @Test
  void whoNeverAnswersIsNotAskedForEver() {
    Way way = new Way(Failures.lost());
    way.refusedCancels = Integer.MAX_VALUE;
    LaunchException failure = assertThrows(LaunchException.class, () -> follow(way));
    assertTrue(
        failure.getMessage().contains("its state cannot be found out"), failure.getMessage());
    assertTrue(clock.now().isBefore(ScriptedClock.BEGINNING.plus(HOUR).plus(HOUR)));
  }

  private LaunchState follow(Way way) {
    return new Following(clock, new SplittableRandom(1), state -> told.add(state.phase()))
        .follow(way, HANDLE, HOUR);
  }

  /** Answers what it is told to, the last one again and again. */
  private static final class Way implements LaunchWay {
    private final Deque<Object> answers;
    private Phase afterCancel;
    private int cancelled;
    private int refusedCancels;
    private int tidied;
    private int refusedTidyings;
    private RuntimeException tidying = Failures.throttled();

    Way(Object... answers) {
      this.answers = new ArrayDeque<>(Arrays.asList(answers));
    }

    @Override
    public LaunchState state(LaunchHandle handle) {
      if (cancelled > refusedCancels) {
        return LaunchState.of(afterCancel, "");
      }
      Object answer = answers.size() > 1 ? answers.poll() : answers.peek();
      if (answer instanceof RuntimeException failure) {
        throw failure;
      }
      return LaunchState.of((Phase) answer, "");
    }

    @Override
    public void cancel(LaunchHandle handle) {
      cancelled++;
      if (cancelled <= refusedCancels) {
        throw Failures.throttled();
      }
    }

    @Override
    public void tidy(LaunchHandle handle) {
      tidied++;
      if (tidied <= refusedTidyings) {
        throw tidying;
      }
    }

    @Override
    public Duration pace() {
      return Duration.ofSeconds(30);
    }

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public void check(LaunchOrder order) {}

    @Override
    public Optional<LaunchHandle> find(LaunchOrder order) {
      return Optional.empty();
    }

    @Override
    public LaunchHandle submit(LaunchOrder order) {
      return HANDLE;
    }

    @Override
    public List<LaunchHandle> running() {
      return List.of();
    }
  }
}
