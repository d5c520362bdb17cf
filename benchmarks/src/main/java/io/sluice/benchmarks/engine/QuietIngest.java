package io.sluice.benchmarks.engine;

import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;

/** A whole ingest that tells nobody how far it is. */
public final class QuietIngest {
  private QuietIngest() {}

  /**
   * Ingests into a lake, which is made if it is not there.
   *
   * @throws io.sluice.ingest.failure.IngestException if it fails
   */
  public static RunReport run(DatasetSpec spec, LakeLocation into, TaskRunner runner, Stop stop) {
    Outcome outcome;
    try (Lake lake = Lake.open(into)) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      outcome = new Ingest(spec, lake, runner, runner.name(), stop, silent).run();
    }
    if (outcome.failure().isPresent()) {
      throw outcome.failure().get();
    }
    return outcome.report();
  }
}
