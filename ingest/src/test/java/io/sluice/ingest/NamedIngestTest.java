package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often a run is ordered by its id, it is one run. */
class NamedIngestTest {
  private static final ProgressPrinter SILENT =
      new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.csv"), "id\n1\n2\nx\n");
  }

  private DatasetSpec spec(String more) {
    return SpecReader.read(
        "dataset: t\nsource: {path: "
            + folder.resolve("in")
            + "}\ntarget: {table: t}\nschema: [{name: id, type: bigint}]\n"
            + more,
        "t.yml");
  }

  private Outcome order(String id, String more, WatchedRunner.Watcher watcher) {
    Stop stop = new Stop();
    IngestOrder order = new IngestOrder(spec(more), Optional.of(id), Optional.empty());
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")));
        TaskRunner runner = new WatchedRunner(new ThreadRunner(2, stop), watcher)) {
      return new NamedIngest(order, lake, runner, "threads", stop, SILENT).run();
    }
  }

  private Outcome order(String id, String more) {
    return order(id, more, WatchedRunner.NOTHING);
  }

  private List<String> runs() {
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")))) {
      return lake.ledger().runs(Optional.empty(), Optional.empty(), 100).stream()
          .map(RunRecord::runId)
          .sorted()
          .toList();
    }
  }

  private long rows() {
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")))) {
      return lake.ledger().liveFiles("default.t", Kind.DATA).stream()
          .mapToLong(LiveFile::rows)
          .sum();
    }
  }

  @Test
  void oneThatWasDoneIsNotDoneAgain() throws IOException {
    assertEquals(RunState.COMMITTED, order("batch-1", "").report().end().state());
    Files.writeString(folder.resolve("in/b.csv"), "id\n3\n");
    Outcome again = order("batch-1", "");
    assertEquals(ExitCode.DONE, again.exitCode());
    assertEquals(2, again.report().data().totals().written());
    assertEquals(List.of("batch-1"), runs());
    assertEquals(1, order("batch-2", "").report().data().totals().written());
    assertEquals(3, rows());
  }

  @Test
  void oneThatWasRefusedStaysRefused() {
    String limit = "rejects: {max_rows: 0}\n";
    assertEquals(ExitCode.REFUSED, order("batch-1", limit).exitCode());
    Outcome again = order("batch-1", limit);
    assertEquals(ExitCode.REFUSED, again.exitCode());
    assertTrue(again.failure().orElseThrow().getMessage().contains("reject"), "says why");
    assertEquals(List.of("batch-1"), runs());
  }

  @Test
  void oneThatFailedIsTriedAgainUnderTheNextId() {
    Outcome failed =
        order(
            "batch-1",
            "",
            WatchedRunner.afterListing(
                () -> {
                  throw new IllegalStateException("the disk is on fire");
                }));
    assertEquals(ExitCode.FAILED, failed.exitCode());
    assertEquals(ExitCode.DONE, order("batch-1", "").exitCode());
    assertEquals(2, rows());
    List<String> all = runs();
    assertEquals(all, all.stream().filter(id -> id.startsWith("batch-1")).toList());
    order("batch-1", "");
    assertEquals(all, runs());
  }

  @Test
  void twoAtOnceAreOne() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Callable<Outcome> one =
        () ->
            order(
                "batch-1",
                "",
                WatchedRunner.afterListing(
                    () -> {
                      both.countDown();
                      try {
                        // Not both of them need come so far.
                        boolean unused =
                            both.await(500, java.util.concurrent.TimeUnit.MILLISECONDS);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (Future<Outcome> outcome : pool.invokeAll(List.of(one, one))) {
        assertEquals(2, outcome.get().report().data().totals().written());
        assertEquals(ExitCode.DONE, outcome.get().exitCode());
      }
    } finally {
      pool.shutdown();
    }
    assertEquals(List.of("batch-1"), runs());
    assertEquals(2, rows());
  }

  /** What is there beside the files of the list is left alone, and what is gone is told. */
  @Test
  void onlyTheFilesOfAListAreTaken() throws IOException {
    Files.writeString(folder.resolve("in/b.csv"), "id\n3\n");
    IngestOrder order =
        new IngestOrder(
            spec(""),
            Optional.empty(),
            Optional.of(
                List.of(
                    folder.resolve("in/b.csv").toString(),
                    folder.resolve("in/gone.csv").toString())));
    Stop stop = new Stop();
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")));
        TaskRunner runner = new ThreadRunner(2, stop)) {
      Outcome outcome = new Ingest(order, lake, runner, "threads", stop, SILENT).run();
      assertEquals(1, outcome.report().data().totals().written());
      assertTrue(
          outcome.report().findings().warnings().stream()
              .anyMatch(w -> w.contains("gone.csv: it is gone")),
          () -> outcome.report().findings().warnings().toString());
    }
  }
}
