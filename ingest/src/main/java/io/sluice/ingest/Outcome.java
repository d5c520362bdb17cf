package io.sluice.ingest;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.report.RunReport;
import java.util.Optional;

/** How a run ended: its report, and for a failed one what failed. */
public record Outcome(RunReport report, Optional<IngestException> failure) {
  static Outcome done(RunReport report) {
    return new Outcome(report, Optional.empty());
  }

  public ExitCode exitCode() {
    return failure.map(IngestException::exitCode).orElse(ExitCode.DONE);
  }
}
