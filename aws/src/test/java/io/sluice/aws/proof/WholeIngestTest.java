package io.sluice.aws.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.proof.Requests.Fate;
import io.sluice.aws.proof.Requests.Killed;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.report.RunReport.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole ingests over S3, DynamoDB and Glue, whose requests meet faults, or whose process dies at
 * one of its requests: before it is sent, or after it was done. Nothing is lost, doubled or left.
 *
 * <p>{@code -Dsluice.deaths=500} for a death at every request; {@code -Dsluice.seed=7} for others.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class WholeIngestTest {
  private static final int DEATHS = Integer.getInteger("sluice.deaths", 8);
  private static final int ROUNDS = Math.max(3, DEATHS / 10);
  private static final long SEED = Long.getLong("sluice.seed", 20261129);
  private static final List<Fate> FAULTS =
      List.of(Fate.NOT_SENT, Fate.DONE_BUT_500, Fate.DONE_BUT_THROTTLED, Fate.SLOW);

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(SEED);

  @AfterEach
  void calm() {
    Requests.calm();
  }

  private static void assertDone(Outcome outcome, String told) {
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> told + ": " + outcome.failure());
  }

  @Test
  void faultsOnTheWayChangeNothing() throws Exception {
    LakeUnderTest lake = new LakeUnderTest("whole-faults", folder, random).make();
    for (int round = 0; round < ROUNDS; round++) {
      String told = "seed " + SEED + ", round " + round;
      lake.change();
      int offset = random.nextInt(4);
      int kind = random.nextInt(FAULTS.size());
      Requests.follow(
          number ->
              number % 4 == offset ? FAULTS.get((kind + number / 4) % FAULTS.size()) : Fate.PASSES);
      assertDone(lake.ingest(), told);
      assertTrue(Requests.sent() > 30, told + ": " + Requests.sent());
      Requests.calm();
      assertEquals(lake.wanted(), lake.state(), told);
      lake.assertNothingIsLeft(told);
    }
  }

  @Test
  void whatFindsNothingNewReadsNothingAndHardlyAsksGlue() throws Exception {
    LakeUnderTest lake = new LakeUnderTest("whole-calls", folder, random).make();
    lake.change();
    Requests.calm();
    assertDone(lake.ingest(), "at first");
    assertEquals(2, Requests.calls("S3 GetObject /whole-calls/in/").size(), "files are read");

    Requests.calm();
    Outcome again = lake.ingest();
    assertEquals(RunState.NOTHING_TO_DO, again.report().end().state());
    Map<String, Integer> glue = Requests.calls("Glue ");
    assertTrue(glue.values().stream().mapToInt(n -> n).sum() <= 3, glue::toString);
    assertEquals(Map.of(), Requests.calls("S3 GetObject /whole-calls/in/"));
  }

  @Test
  void aDeathAtAnyRequestIsMendedByTheNextRun() throws Exception {
    LakeUnderTest lake = new LakeUnderTest("whole-deaths", folder, random).make();
    for (int i = 0; i < 2; i++) {
      lake.change();
      Requests.calm();
      assertDone(lake.ingest(), "at first");
    }
    // A run that corrects makes about as many.
    int requests = Requests.sent();
    int died = 0;
    for (int death : deaths(requests)) {
      String told = "seed " + SEED + ", death at " + death / 2 + " of " + requests;
      String before = lake.wanted();
      lake.change();
      died += dies(lake, death) ? 1 : 0;
      String found = lake.state();
      assertTrue(
          Set.of(before, lake.wanted()).contains(found), () -> told + ": a query found " + found);
      // Before that the dead run counts as living, and keeps its files.
      lake.letLeasesRunOut();
      assertDone(lake.ingest(), told);
      assertEquals(lake.wanted(), lake.state(), told);
      lake.assertNothingIsLeft(told);
    }
    assertTrue(died * 10 >= deaths(requests).size() * 7, died + " died");
  }

  /** Twice the number of a request, plus one for a death after it; spread over the whole run. */
  private static List<Integer> deaths(int requests) {
    List<Integer> all = new ArrayList<>();
    int count = Math.min(DEATHS, 2 * requests);
    SplittableRandom chosen = new SplittableRandom(SEED);
    for (int i = 0; i < count; i++) {
      int from = i * 2 * requests / count;
      all.add(2 + from + chosen.nextInt(Math.max(1, (i + 1) * 2 * requests / count - from)));
    }
    return all;
  }

  /** All that a dead process does after its death fails, and so changes nothing on AWS. */
  private static boolean dies(LakeUnderTest lake, int death) {
    Requests.follow(
        number ->
            number != death / 2
                ? Fate.PASSES
                : death % 2 == 0 ? Fate.DIES_BEFORE : Fate.DIES_AFTER);
    try {
      Outcome unused = lake.ingest();
    } catch (Killed | RuntimeException e) {
      // As it should be.
    }
    boolean died = Requests.isDead();
    Requests.calm();
    return died;
  }
}
