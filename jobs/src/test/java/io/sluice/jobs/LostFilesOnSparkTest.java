package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.RowPath;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.testing.ForwardingRunner;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.FileState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is gone when Spark's tasks open it does not fail the run, whichever way rows go. */
class LostFilesOnSparkTest {
  @TempDir private Path folder;

  /** Deletes a file when all is planned. */
  private static final class Deleting extends ForwardingRunner {
    private final Path file;

    Deleting(TaskRunner runner, Path file) {
      super(runner);
      this.file = file;
    }

    @Override
    public void run(
        RowPath path,
        ReadRequest request,
        SinkPlan sink,
        ResultMerger results,
        ProgressListener progress) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      super.run(path, request, sink, results, progress);
    }
  }

  @ParameterizedTest
  @CsvSource({"THREADS,''", "SPARK,''", "SPARK,'transforms: [{filter: length(x) > 0}]'"})
  void goneWhenTasksOpenIt(Engines engine, String more) {
    TestLake lake = new TestLake(folder, engine);
    Path lost = lake.file("a.csv", "id,x\n1,a\n");
    lake.file("b.csv", "id,x\n2,b\n");
    Stop stop = new Stop();
    try (TaskRunner runner = new Deleting(engine.runner(stop), lost)) {
      Outcome outcome = lake.ingest(lake.spec(more), runner, stop);
      assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
      List<FileReport> unreadable =
          outcome.report().data().files().stream()
              .filter(file -> file.state() == FileState.UNREADABLE)
              .toList();
      assertEquals(1, unreadable.size());
      assertTrue(unreadable.get(0).uri().endsWith("a.csv"));
    }
    assertEquals(List.of("2"), TestLake.sql("SELECT id FROM " + lake.table("default.t")));
  }
}
