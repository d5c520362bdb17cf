package io.sluice.ingest;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.publish.Publication;
import io.sluice.ingest.report.Reports;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ledger.Lease;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** How a run fails: what was not recorded is undone, what was recorded is left to be finished. */
final class Undoing {
  private final Run run;
  private final Lake lake;
  private final TaskRunner runner;
  private final Stop stop;
  private final Reports reports;

  Undoing(Run run, Lake lake, TaskRunner runner, Stop stop, Reports reports) {
    this.run = run;
    this.lake = lake;
    this.runner = runner;
    this.stop = stop;
    this.reports = reports;
  }

  /** How far a run got: once the ledger has its manifest, it is carried through, never undone. */
  private enum Standing {
    NOT_BEGUN,
    PENDING,
    RECORDED,
    /** The next run finds out, and undoes or carries through. */
    UNKNOWN
  }

  /**
   * Ends the run.
   *
   * @param lease of the run, if it had begun
   */
  Outcome failed(Throwable cause, Optional<Lease> lease) {
    Standing standing = lease.isPresent() ? standing() : Standing.NOT_BEGUN;
    IngestException failure = failure(Failures.of(cause), standing);
    RunState state = failure.exitCode() == ExitCode.REFUSED ? RunState.REFUSED : RunState.FAILED;
    RunReport report = reports.report(state, Optional.of(failure.getMessage()));
    if (standing == Standing.PENDING) {
      try {
        undo(lease.orElseThrow(), failure, report);
      } catch (IOException | RuntimeException e) {
        // The next run of the dataset undoes what could not be undone now.
        failure.addSuppressed(e);
      }
    }
    return new Outcome(report, Optional.of(failure));
  }

  private Standing standing() {
    try {
      return lake.ledger().manifest(run.id()).isPresent() ? Standing.RECORDED : Standing.PENDING;
    } catch (RuntimeException e) {
      return Standing.UNKNOWN;
    }
  }

  private IngestException failure(IngestException cause, Standing standing) {
    return switch (standing) {
      case RECORDED ->
          new IngestException(
              cause.exitCode(),
              cause.getMessage()
                  + ". The run had already been recorded: what is not in the table yet is put there"
                  + " by the next run into the table, or by 'sluice recover'",
              cause);
      // Whatever it was that failed then: it failed of being stopped.
      case PENDING ->
          stop.requested()
              ? new IngestException(
                  ExitCode.FAILED,
                  stop.reason()
                      + ": nothing of this run is in the table, and its files are free for the next"
                      + " run",
                  cause)
              : cause;
      case NOT_BEGUN, UNKNOWN -> cause;
    };
  }

  private void undo(Lease lease, IngestException failure, RunReport report) throws IOException {
    Publication publication = new Publication(lake, runner.storages());
    publication.discardAll(run.id(), run.table(), run.location());
    lake.ledger().abort(lease, Instant.now(), failure.getMessage(), Optional.of(report));
    publication.keepReport(run.id(), RunReports.toJson(report));
  }
}
