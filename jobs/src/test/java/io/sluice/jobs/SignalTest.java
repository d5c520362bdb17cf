package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is told to end leaves nothing behind, even if no other ever follows. */
@Timeout(900)
class SignalTest {
  private static final int SIGTERM = 128 + 15;
  private static final int ROWS = 600_000;
  private static final String SCHEMA =
      "schema:\n  - {name: id, type: bigint}\n  - {name: note, type: string}\n";

  @TempDir private Path folder;

  private TestLake lake() {
    TestLake lake = new TestLake(folder);
    StringBuilder text = new StringBuilder(24 << 20).append("id,note\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i).append(",a note of some length ").append(i * 31).append('\n');
    }
    lake.file("a.csv", text.append("x,bad\n").toString());
    return lake;
  }

  private Path spec(String more) throws IOException {
    return Files.writeString(
        folder.resolve("signal.yml"),
        "dataset: t\nsource: {path: in, format: csv}\ntarget: {table: t}\n" + more);
  }

  /** When a run is told to end. */
  private interface Moment {
    void await(JobProcess job) throws Exception;
  }

  /** A run, which may not publish: so it is not over, however late it is told to end. */
  private static JobProcess terminated(TestLake lake, Engines engine, Path spec, Moment moment)
      throws Exception {
    AtomicReference<JobProcess> started = new AtomicReference<>();
    lake.whileTableIsLeased(
        "default.t",
        () -> {
          JobProcess job = JobProcess.start(engine, lake.lake(), spec);
          moment.await(job);
          job.terminate();
          assertEquals(SIGTERM, job.exitCode(), job::told);
          started.set(job);
        });
    return started.get();
  }

  private void assertUndone(TestLake lake, Engines engine, Path spec, Moment moment)
      throws Exception {
    JobProcess job = terminated(lake, engine, spec, moment);
    assertTrue(job.told().contains("interrupted: nothing of this run is in the table"), job::told);
    assertEquals("failed", stateIn(job.answer()), job::answer);
    try (Lake opened = Lake.open(lake.location())) {
      List<RunRecord> runs = opened.ledger().runs(Optional.empty(), Optional.empty(), 10);
      assertEquals(1, runs.size());
      assertEquals(RunRecord.State.ABORTED, runs.get(0).state(), job::told);
    }
    new Consistency(lake, "default.t").assertHolds("SELECT 1 AS id WHERE false", "id", job.told());
    Outcome next = lake.ingest(SpecReader.read(spec));
    assertEquals(ExitCode.DONE, next.exitCode());
    assertEquals(ROWS, next.report().data().totals().written());
    assertEquals(List.of(), next.report().findings().warnings());
  }

  private static String stateIn(String report) {
    int at = report.indexOf("\"state\"");
    return at < 0 ? "" : report.substring(at).split("\"", 5)[3];
  }

  private static boolean isPending(TestLake lake) {
    return Files.exists(lake.lake().resolve("default/t/_sluice_pending"));
  }

  @ParameterizedTest
  @EnumSource(Engines.class)
  void whileColumnsAreWritten(Engines engine) throws Exception {
    TestLake lake = lake();
    Path spec = spec(SCHEMA);
    assertUndone(
        lake, engine, spec, job -> assertTrue(job.await(() -> isPending(lake)), job::told));
  }

  @Test
  void whileRowsAreMoved() throws Exception {
    TestLake lake = lake();
    Path spec = spec(SCHEMA + "transforms: [{deduplicate: {keys: [id]}}]\n");
    assertUndone(
        lake,
        Engines.SPARK,
        spec,
        job -> {
          assertTrue(job.awaitSaid("preparing"), job::told);
          // Nothing can be seen of the tasks that read: the table's folder appears after the
          // shuffle.
          Thread.sleep(700);
        });
  }

  /** A run that ends while Spark SQL is still being started for it waits for that. */
  @Test
  void aRunThatFailsEarlyLeavesNoErrorsOfSpark() throws Exception {
    TestLake lake = new TestLake(folder);
    lake.file("a.csv", new byte[] {1, 0, 2, 0, 3, 0, 1, 1, 1, 2, 0, 7});
    Path spec = spec(SCHEMA + "transforms: [{deduplicate: {keys: [id]}}]\n");
    JobProcess job = JobProcess.start(Engines.SPARK, lake.lake(), spec);
    assertEquals(ExitCode.FAILED.code(), job.exitCode(), job::told);
    assertTrue(job.told().contains("a.csv"), job::told);
    assertFalse(job.told().contains("Exception"), job::told);
  }

  @Test
  void whileSparkIsStarted() throws Exception {
    TestLake lake = lake();
    Path spec = spec(SCHEMA + "transforms: [{deduplicate: {keys: [id]}}]\n");
    assertUndone(
        lake, Engines.SPARK, spec, job -> assertTrue(job.awaitSaid("inspecting"), job::told));
  }
}
