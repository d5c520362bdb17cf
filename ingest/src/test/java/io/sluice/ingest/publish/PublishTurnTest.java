package io.sluice.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PublishTurnTest {
  private static final long SEED = 20_261_130;

  @Test
  void nobodyLosesMoreThanAQuarter() {
    assertEquals(100, PublishTurn.pauseMillis(0, 0));
    assertEquals(50, PublishTurn.pauseMillis(0, 1));
    assertEquals(1_000, PublishTurn.pauseMillis(4_000, 0));
    assertEquals(5_000, PublishTurn.pauseMillis(30_000, 0));
    assertEquals(2_500, PublishTurn.pauseMillis(60_000, 0));
    assertEquals(1_000, PublishTurn.pauseMillis(600_000, 0));
    for (long waited = 400; waited < 100_000; waited += 100) {
      assertTrue(PublishTurn.pauseMillis(waited, 0) <= waited / 4);
    }
  }

  /** A run that asks, when, and since when it waits; in milliseconds of a clock of the test's. */
  private record Question(double at, double since, boolean early) {}

  /**
   * Fifty wait at once, and after them comes one every 1.1 seconds, while a turn takes one second:
   * then there is mostly somebody who has just come. The last of the fifty waits for some three
   * minutes; if those who have waited long are not hurried, for five to seven.
   */
  @Test
  void whoHasWaitedLongIsNotOvertakenForEver() {
    Random random = new Random(SEED);
    PriorityQueue<Question> questions =
        new PriorityQueue<>(Comparator.comparingDouble(Question::at));
    for (int i = 0; i < 50; i++) {
      questions.add(new Question(random.nextDouble(), 0, true));
    }
    for (int i = 1; i <= 1_000; i++) {
      questions.add(new Question(1_100.0 * i, 1_100.0 * i, false));
    }
    double free = 0;
    double longest = 0;
    while (!questions.isEmpty()) {
      Question now = questions.poll();
      double waited = now.at() - now.since();
      if (now.at() >= free) {
        free = now.at() + 1_000;
        longest = now.early() ? Math.max(longest, waited) : longest;
      } else {
        long pause = PublishTurn.pauseMillis((long) waited, random.nextDouble());
        questions.add(new Question(now.at() + pause, now.since(), now.early()));
      }
    }
    assertTrue(longest < 260_000, "the last of those who were first waited " + longest + " ms");
  }
}
