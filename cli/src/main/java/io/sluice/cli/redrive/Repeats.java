package io.sluice.cli.redrive;

import io.sluice.aws.arrival.ExecutionNames;
import io.sluice.aws.arrival.Inbox;
import io.sluice.launch.LaunchRecords;
import io.sluice.launch.LaunchRecords.JobEnd;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.report.RunReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which failed runs are to be started again: not those of batches, which are left to their
 * executions, and not those that would end the same way.
 */
public final class Repeats {
  /** The exit code of a job that another attempt may help; 2 and 3 it does not. */
  private static final int FAILURE = 1;

  private final Inbox inbox;
  private final Ledger ledger;
  private final LaunchRecords records;

  /**
   * @param records where jobs wrote how they ended
   */
  public Repeats(Inbox inbox, Ledger ledger, LaunchRecords records) {
    this.inbox = inbox;
    this.ledger = ledger;
    this.records = records;
  }

  /**
   * Whether one is. What the job itself said counts; else what the ledger has of it.
   *
   * @param outcome where the job was to write how it ended, if it was
   */
  boolean has(String runId, Optional<String> outcome) {
    if (ExecutionNames.batch(inbox, runId).isPresent()) {
      return false;
    }
    OptionalInt code =
        outcome.flatMap(records::jobEnd).map(JobEnd::exitCode).orElseGet(OptionalInt::empty);
    if (code.isPresent() && code.getAsInt() != FAILURE) {
      return false;
    }
    List<RunRecord> attempts =
        ledger.runsByPrefix(runId, 100).stream()
            .filter(each -> each.runId().equals(runId) || each.runId().startsWith(runId + "-"))
            .toList();
    // A service may have lost sight of a run that came to its end.
    boolean done = attempts.stream().anyMatch(each -> each.state() == RunRecord.State.COMMITTED);
    return !done && (code.isPresent() || !isRefused(attempts));
  }

  private static boolean isRefused(List<RunRecord> attempts) {
    return attempts.stream()
        .max(Comparator.comparing(RunRecord::startedAt))
        .flatMap(RunRecord::figures)
        .filter(figures -> figures.outcome() == RunReport.RunState.REFUSED)
        .isPresent();
  }
}
