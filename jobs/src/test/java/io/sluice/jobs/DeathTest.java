package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.jobs.Consistency.Replaced;
import io.sluice.jobs.Death.Step;
import io.sluice.jobs.Death.When;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.report.RunReport.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A run that corrects all files dies before and after each step of its storage: the table is then
 * what it was or what it becomes, and the next run leaves exactly the corrected files.
 */
class DeathTest {
  /** More than a run makes of each kind. */
  private static final int MANY = 100;

  private static final int FILES = 2;
  private static final int ROWS = 40;

  @TempDir private Path folder;

  @ParameterizedTest
  // Nothing is copied where no reader lists folders: ListedDeathTest.
  @EnumSource(value = Step.class, mode = Mode.EXCLUDE, names = "COPY")
  void atAnyStep(Step step) throws Exception {
    TestLake lake = new TestLake(folder);
    VersionedFiles files = new VersionedFiles(lake, FILES, ROWS);
    files.writeNext();
    assertEquals(
        ExitCode.DONE,
        lake.ingest(lake.specOf(VersionedFiles.spec("keep_replaced: 0s"))).exitCode());
    List<String> deaths = new ArrayList<>();
    for (When when : When.values()) {
      boolean died = true;
      for (int number = 1; died && number < MANY; number++) {
        DatasetSpec spec = lake.specOf(VersionedFiles.spec("keep_replaced: 0s"));
        died = dies(lake, files, spec, new Death(when, step, number));
        if (died) {
          deaths.add(when + " " + number);
        }
      }
    }
    assertTrue(deaths.contains("BEFORE 1") && deaths.contains("AFTER 1"), deaths.toString());
  }

  /** False if the run ends before it dies. */
  private boolean dies(TestLake lake, VersionedFiles files, DatasetSpec spec, Death death)
      throws Exception {
    int before = files.most();
    int after = files.writeNext();
    boolean died = lake.ingestUntil(death, spec);
    int found = files.versionIn(lake.table("default.t"));
    assertTrue(found == before || found == after, death + ": " + found);
    assertTrue(died || found == after, death + " did not come, and the run changed nothing");
    Outcome mended = lake.ingest(spec);
    assertEquals(ExitCode.DONE, mended.exitCode(), () -> death + ": " + mended.failure());
    new Consistency(lake, "default.t", Replaced.DELETED)
        .assertHolds(files.query(), VersionedFiles.columns(), death.toString());
    assertEquals(
        RunState.NOTHING_TO_DO, lake.ingest(spec).report().end().state(), death.toString());
    return died;
  }
}
