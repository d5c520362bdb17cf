package io.sluice.kill;

import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.kill.Planned.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Kills runs into a lake at random moments. After each a query finds the table as it was or as it
 * will be, and the next ingest mends it; every third time {@code recover} comes before that.
 */
final class Killer {
  private static final int RECOVERS_EVERY = 3;

  /** How long a run takes is the machine's affair: each attempt is more patient with it. */
  private static final int MOST_ATTEMPTS = 20;

  /** About what a run takes, with its start, from its listing on. */
  private static final int THREADS_MILLIS = 600;

  private static final int SPARK_MILLIS = 3_000;

  private final Path folder;
  private final LakeUnderKills lake;
  private final SplittableRandom random;
  private final String seed;
  private final List<Kill> kills = new ArrayList<>();
  private int round;

  Killer(Path folder, LakeUnderKills lake, SplittableRandom random, String seed) {
    this.folder = folder;
    this.lake = lake;
    this.random = random;
    this.seed = seed;
  }

  /** Those that met what they were meant for. */
  List<Kill> kills() {
    return kills;
  }

  /** Kills runs, each of which is mended, until one was still running, and at its moment. */
  void kill(Planned planned) throws Exception {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      round++;
      lake.told(seed + ", round " + round + ", " + planned);
      lake.change();
      boolean met = kill(planned, attempt);
      String reached = lake.reached();
      lake.place().letLeasesRunOut();
      lake.assertIsAsBeforeOrAfter("killed");
      if (round % RECOVERS_EVERY == 0) {
        lake.recover();
      }
      lake.ingest();
      if (met) {
        kills.add(new Kill(planned.engine(), planned.victim(), planned.moment().name(), reached));
        return;
      }
    }
    fail(seed + ", " + planned + ": no run of " + MOST_ATTEMPTS + " was still running then");
  }

  private boolean kill(Planned planned, int attempt) throws Exception {
    boolean near = planned.moment() == Moment.NEAR_PUBLISHING;
    Running run = Running.ingest(folder, folder.resolve("killed"), lake, planned.engine());
    boolean began = run.await(() -> run.said().contains(near ? "publishing" : "listing"));
    long since = System.nanoTime();
    Thread.sleep(random.nextInt(Math.max(1, most(planned) >> attempt)));
    boolean running = run.kill(planned.engine(), planned.victim());
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    run.awaitEnd();
    return began && running && (!near || millis <= Planned.NEAR_MILLIS);
  }

  private static int most(Planned planned) {
    if (planned.moment() == Moment.NEAR_PUBLISHING) {
      return Planned.NEAR_MILLIS;
    }
    return planned.engine() == Engine.SPARK ? SPARK_MILLIS : THREADS_MILLIS;
  }

  /** What all of them met, for whoever reads the test's output. */
  String summary() {
    return seed + ", " + round + " runs: " + Kill.summary(kills);
  }
}
