package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.workload.Workload;
import io.sluice.jobs.JobException;
import io.sluice.jobs.console.ProgressPrinter;
import io.sluice.jobs.ingest.IngestJob;
import io.sluice.jobs.lake.Lake;
import io.sluice.jobs.prepare.Session;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The whole ingest, publishing and accounts included, into a lake of its own each time. */
final class SluiceIngest implements Engine {
  private final DatasetSpec spec;
  private final Session session;

  SluiceIngest(Workload workload, Path work) throws IOException {
    this.spec = SpecReader.read(SluiceSpec.write(workload, work));
    System.setProperty("spark.master", workload.master());
    this.session = new Session(workload.name());
    session.context();
  }

  @Override
  public List<String> run(Path out) {
    IngestJob.Outcome outcome;
    try (Lake lake = Lake.open(SluiceSpec.lake(out))) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      outcome = new IngestJob(spec, lake, session, silent).run();
    }
    JobException failure = outcome.failure().orElse(null);
    if (failure != null) {
      throw failure;
    }
    long rejected = outcome.report().totals().rejected();
    if (rejected != 0) {
      throw new IllegalStateException(rejected + " records of the generated data were rejected");
    }
    return List.of();
  }

  @Override
  public void close() {
    session.close();
  }
}
