package io.sluice.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.kill.Planned.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line, its job, or both are killed at random moments, half of them within 400 ms of
 * publishing, by threads and by Spark, while another process asks the table, and for all tables,
 * without a pause. The next ingest mends it; every third time {@code recover} comes before that.
 * Nothing may be lost or doubled, every answer is the state before a run or after it, and the
 * catalog differs in nothing.
 *
 * <p>{@code -Dsluice.kills=200 -Dsluice.seed=7} for more of it. The test's output says how many
 * kills met what.
 */
abstract class KillSuite {
  static final long SEED = Long.getLong("sluice.seed", 20261129);
  static final String TOLD = "seed " + SEED;

  @TempDir protected Path folder;
  final SplittableRandom random = new SplittableRandom(SEED);

  abstract Place place();

  /** How many kills, if nothing else is said. */
  abstract int kills();

  final int wanted() {
    return Integer.getInteger("sluice.kills", kills());
  }

  @Test
  void nothingIsLostOrDoubledAndEveryAnswerIsOneState() throws Exception {
    LakeUnderKills lake = lake(place(), folder, LakeUnderKills.KEPT);
    lake.change();
    lake.ingest();
    Path asking = Files.createFile(folder.resolve("asking"));
    Path answers = folder.resolve("answers");
    Running asker =
        Running.start(
            folder,
            answers,
            lake.place().options(),
            Asker.class.getName(),
            lake.place().lake(),
            asking.toString());
    Killer killer = new Killer(folder, lake, random, TOLD);
    for (Planned planned : Planned.kills(wanted())) {
      killer.kill(planned);
    }
    Files.delete(asking);
    assertEquals(0, asker.awaitEnd());
    List<String> answered = Files.readAllLines(answers);
    System.out.println(killer.summary() + "  " + answered.size() + "  answers meanwhile");
    assertAnswers(answered, lake.states());
    lake.assertNothingIsLeft();
    long near =
        killer.kills().stream()
            .filter(kill -> kill.moment().equals(Moment.NEAR_PUBLISHING.name()))
            .count();
    assertTrue(near * 2 >= killer.kills().size(), killer::summary);
  }

  /** A lake, and the spec that fills it. */
  final LakeUnderKills lake(Place place, Path folder, String keepReplaced) throws Exception {
    return new LakeUnderKills(place, new CommandLine(folder), folder, keepReplaced, random);
  }

  /**
   * None failed; of the table, each is one of the states, and none comes after a later one.
   *
   * @param answers of {@link Asker}
   */
  private static void assertAnswers(List<String> answers, List<String> states) {
    assertTrue(answers.size() > 1, answers::toString);
    int last = 0;
    for (String line : answers) {
      String[] parts = line.split("\\|", 3);
      assertEquals("0", parts[0], () -> TOLD + ": a query failed: " + line);
      if (parts[1].equals(Asker.TABLES)) {
        continue;
      }
      String state = parts.length < 3 ? "" : parts[2].replace("\"", "");
      int found = states.indexOf(state);
      assertTrue(found >= 0, () -> TOLD + ": no state of the table: " + line);
      assertTrue(found >= last, TOLD + ": an earlier state after a later one: " + line);
      last = found;
    }
  }
}
