package io.sluice.aws.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.spec.SpecReader;

/** An ingest into an open lake on S3, by threads of this process. */
final class IngestByThreads {
  private IngestByThreads() {}

  /**
   * Runs a spec, which must be done.
   *
   * @param at where the spec lies: its paths start there
   */
  static Outcome done(Lake lake, String at, String spec, WatchedRunner.Watcher watcher) {
    Outcome outcome = outcome(lake, at, spec, watcher);
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    return outcome;
  }

  /** Runs a spec, however it ends. */
  static Outcome outcome(Lake lake, String at, String spec, WatchedRunner.Watcher watcher) {
    Stop stop = new Stop();
    ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
    try (TaskRunner runner =
        new WatchedRunner(ThreadRunner.ofMachine(stop, lake.storages()), watcher)) {
      return new Ingest(SpecReader.readAt(at, spec), lake, runner, "threads", stop, silent).run();
    }
  }
}
