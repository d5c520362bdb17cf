package io.sluice.kill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.kill.Step.Side;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run on S3 is killed at each step of the protocol, before AWS has the step's request and after
 * AWS has done it, by threads and by Spark. The emulator holds the request meanwhile, so that it is
 * certain where the run dies. A query directly after it finds the table as it was or as it will be;
 * then the next run, every other time after {@code sluice recover}, leaves the table right and
 * nothing beside it.
 *
 * <p>Some of them, chosen by a seed; {@code -Dsluice.kills=56} for all, {@code -Dsluice.seed=7} for
 * others. Replaced files are deleted at once here, as that is a step too: nobody asks meanwhile.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
final class StepKillsOnS3Test {
  private static final int KILLS = Integer.getInteger("sluice.kills", 6);

  /** A run of Spark's takes longer: of few kills few are of these. */
  private static final int SPARK_EVERY = 3;

  /** Not every correction carries files from one folder to another. */
  private static final int MOST_ATTEMPTS = 10;

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(KillSuite.SEED);
  private final Path state = LocalAwsForTests.aws().log().getParent();

  private record Planned(Engine engine, Step step, Side side) {}

  @AfterEach
  void letGo() throws IOException {
    faults("[]");
  }

  @Test
  void killedAtEachStep() throws Exception {
    CommandLine commands = new CommandLine(folder);
    LakeUnderKills lake =
        new LakeUnderKills(
            new OnS3("step-kills").make(commands),
            commands,
            folder,
            LakeUnderKills.DELETED_AT_ONCE,
            random);
    lake.fill();
    List<Kill> kills = new ArrayList<>();
    for (Planned planned : plan()) {
      Victim victim =
          List.of(Victim.values()).get(kills.size() / SPARK_EVERY % Victim.values().length);
      lake.told(KillSuite.TOLD + ", " + planned + ", " + victim);
      int attempts = 0;
      do {
        assertTrue(attempts++ < MOST_ATTEMPTS, planned + ": no run came there");
        lake.change();
      } while (!killed(lake, planned, victim));
      String reached = lake.reached();
      lake.place().letLeasesRunOut();
      lake.assertIsAsBeforeOrAfter("killed");
      if (kills.size() % 2 == 1) {
        lake.recover();
      }
      lake.ingest();
      lake.assertNothingIsLeft();
      kills.add(new Kill(planned.engine(), victim, planned.side() + " " + planned.step(), reached));
    }
    System.out.println(KillSuite.TOLD + ": " + Kill.summary(kills));
  }

  /** False if the run ended without that step. */
  private boolean killed(LakeUnderKills lake, Planned planned, Victim victim) throws Exception {
    Files.deleteIfExists(state.resolve("held"));
    faults(planned.step().held(planned.side()));
    Running run = Running.ingest(folder, folder.resolve("killed"), lake, planned.engine());
    boolean held = run.await(() -> Files.exists(state.resolve("held")));
    assertTrue(!held || run.kill(planned.engine(), victim), run::said);
    // The job of a command line that was killed is answered with an error, and tries again.
    faults("[]");
    int exit = run.awaitEnd();
    assertTrue(held || exit == 0, () -> planned + ": " + run.said());
    return held;
  }

  /** All, or as many as are wanted, chosen and ordered by the seed. */
  private List<Planned> plan() {
    List<Planned> threads = shuffled(Engine.THREADS);
    List<Planned> spark = shuffled(Engine.SPARK);
    List<Planned> plan = new ArrayList<>();
    while (plan.size() < KILLS && !(threads.isEmpty() && spark.isEmpty())) {
      boolean bySpark = plan.size() % SPARK_EVERY == SPARK_EVERY - 1 || threads.isEmpty();
      List<Planned> from = bySpark && !spark.isEmpty() ? spark : threads;
      plan.add(from.remove(from.size() - 1));
    }
    return plan;
  }

  private List<Planned> shuffled(Engine engine) {
    List<Planned> all = new ArrayList<>();
    for (Step step : Step.values()) {
      for (Side side : Side.values()) {
        all.add(random.nextInt(all.size() + 1), new Planned(engine, step, side));
      }
    }
    return all;
  }

  /** What the emulator's module {@code faults} reads. */
  private void faults(String json) throws IOException {
    Path next = Files.writeString(state.resolve("faults.next"), json);
    Files.move(next, state.resolve("faults.json"), StandardCopyOption.ATOMIC_MOVE);
  }
}
