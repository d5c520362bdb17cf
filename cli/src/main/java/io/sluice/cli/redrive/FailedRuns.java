package io.sluice.cli.redrive;

import io.sluice.aws.arrival.ExecutionNames;
import io.sluice.aws.arrival.Inbox;
import io.sluice.launch.LaunchRecords;
import io.sluice.launch.LaunchRecords.JobEnd;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.report.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;

/**
 * Starts Glue runs again that failed and belong to no batch, with the same arguments, workers and
 * time-out: by the same run's id nothing is ingested twice. Runs of batches are left to their
 * batches; what was refused or wrongly asked would be again, and is left as well.
 */
public final class FailedRuns {
  private static final String RUN_ID = "--run-id";
  private static final String OUTCOME = "--outcome";

  /** The exit code of a job that another attempt may help; 2 and 3 it does not. */
  private static final int FAILURE = 1;

  private static final Set<JobRunState> FAILED =
      Set.of(JobRunState.FAILED, JobRunState.TIMEOUT, JobRunState.ERROR, JobRunState.EXPIRED);

  private final GlueClient glue;
  private final Inbox inbox;
  private final Ledger ledger;
  private final LaunchRecords records;
  private final Trial trial;

  /**
   * @param records where jobs wrote how they ended
   */
  public FailedRuns(
      GlueClient glue, Inbox inbox, Ledger ledger, LaunchRecords records, Trial trial) {
    this.glue = glue;
    this.inbox = inbox;
    this.ledger = ledger;
    this.records = records;
    this.trial = trial;
  }

  /**
   * Starts those among a job's newest runs.
   *
   * @param newest how many runs are looked at
   */
  public List<Sent> start(String job, int newest) {
    Map<String, JobRun> last = new LinkedHashMap<>();
    // The newest come first; runs without an id of ours are nobody's to repeat.
    glue.getJobRunsPaginator(b -> b.jobName(job)).stream()
        .flatMap(page -> page.jobRuns().stream())
        .limit(newest)
        .filter(run -> run.hasArguments() && run.arguments().containsKey(RUN_ID))
        .forEach(run -> last.putIfAbsent(run.arguments().get(RUN_ID), run));
    List<Sent> sent = new ArrayList<>();
    for (Map.Entry<String, JobRun> each : last.entrySet()) {
      JobRun run = each.getValue();
      if (FAILED.contains(run.jobRunState())
          && !isBatch(each.getKey())
          && mayHelp(each.getKey(), run)) {
        if (trial == Trial.SEND) {
          glue.startJobRun(again(job, run));
        }
        sent.add(
            new Sent("run", each.getKey(), run.jobRunStateAsString().toLowerCase(Locale.ROOT)));
      }
    }
    return sent;
  }

  private boolean isBatch(String runId) {
    return ExecutionNames.batch(inbox, runId).isPresent();
  }

  /** The same once more: what a run was given beyond its job's settings is not the job's. */
  private static StartJobRunRequest again(String job, JobRun run) {
    StartJobRunRequest.Builder request =
        StartJobRunRequest.builder()
            .jobName(job)
            .arguments(run.arguments())
            .timeout(run.timeout())
            .executionClass(run.executionClass())
            .jobRunQueuingEnabled(run.jobRunQueuingEnabled())
            .securityConfiguration(run.securityConfiguration())
            .notificationProperty(run.notificationProperty());
    // Glue takes one of the two.
    if (run.workerType() == null) {
      request.maxCapacity(run.maxCapacity());
    } else {
      request.workerType(run.workerType()).numberOfWorkers(run.numberOfWorkers());
    }
    return request.build();
  }

  /** What the job itself said counts; else what the ledger has of it. */
  private boolean mayHelp(String runId, JobRun run) {
    OptionalInt code =
        Optional.ofNullable(run.arguments().get(OUTCOME))
            .flatMap(records::jobEnd)
            .map(JobEnd::exitCode)
            .orElseGet(OptionalInt::empty);
    if (code.isPresent() && code.getAsInt() != FAILURE) {
      return false;
    }
    List<RunRecord> attempts =
        ledger.runsByPrefix(runId, 100).stream()
            .filter(each -> each.runId().equals(runId) || each.runId().startsWith(runId + "-"))
            .toList();
    // Glue may have lost sight of a run that came to its end.
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
