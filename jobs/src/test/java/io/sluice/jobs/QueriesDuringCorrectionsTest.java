package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.jobs.Consistency.Replaced;
import io.sluice.spec.SpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While corrections are published, and their runs killed, every query is answered rightly. */
@Timeout(900)
class QueriesDuringCorrectionsTest {
  private static final long SEED = 20260301;
  private static final int ROUNDS = 6;
  private static final int FILES = 3;
  private static final int ROWS = 2_000;

  @TempDir private Path folder;

  @Test
  void seeTheStateBeforeOrAfter() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    TestLake lake = new TestLake(folder);
    VersionedFiles files = new VersionedFiles(lake, FILES, ROWS);
    Path spec =
        Files.writeString(folder.resolve("t.yml"), VersionedFiles.spec("keep_replaced: 10m"));
    int killed = 0;
    try (TableWatch watch = TableWatch.start(lake, "default.t", files)) {
      // On, until enough runs were killed and queries made: the machine may be slow at either.
      for (int round = 0;
          round < ROUNDS || ((killed <= 2 || watch.answers() <= ROUNDS) && !watch.failed());
          round++) {
        assertTrue(round < 60, killed + " were killed, " + watch.answers() + " queries were made");
        files.writeNext();
        JobProcess job = JobProcess.start(Engines.THREADS, lake.lake(), spec);
        String said = List.of("inspecting", "preparing", "publishing").get(round % 3);
        int delay = random.nextInt(100);
        killed += job.killAfter(said, delay) ? 1 : 0;
        Outcome outcome = lake.ingest(SpecReader.read(spec));
        String told = "seed " + SEED + ", round " + round + ", " + said + " + " + delay + " ms: ";
        assertEquals(ExitCode.DONE, outcome.exitCode(), () -> told + outcome.failure());
        files.ingestedLatest();
        new Consistency(lake, "default.t", Replaced.KEPT)
            .assertHolds(files.query(), VersionedFiles.columns(), told + job.told());
      }
      watch.end();
    }
  }
}
