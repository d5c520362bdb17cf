package io.sluice.cli.redrive;

import io.sluice.aws.arrival.ExecutionNames;
import io.sluice.aws.arrival.Inbox;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;

/**
 * Starts Glue runs again that failed and belong to no batch, with the same arguments: by the same
 * run's id nothing is ingested twice. Runs of batches are left to their batches.
 */
public final class FailedRuns {
  private static final String RUN_ID = "--run-id";
  private static final Set<JobRunState> FAILED =
      Set.of(JobRunState.FAILED, JobRunState.TIMEOUT, JobRunState.ERROR, JobRunState.EXPIRED);

  private final GlueClient glue;
  private final Inbox inbox;
  private final Ledger ledger;
  private final Trial trial;

  public FailedRuns(GlueClient glue, Inbox inbox, Ledger ledger, Trial trial) {
    this.glue = glue;
    this.inbox = inbox;
    this.ledger = ledger;
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
      if (FAILED.contains(run.jobRunState()) && !isBatch(each.getKey()) && !done(each.getKey())) {
        if (trial == Trial.SEND) {
          glue.startJobRun(b -> b.jobName(job).arguments(run.arguments()));
        }
        sent.add(
            new Sent("run", each.getKey(), run.jobRunStateAsString().toLowerCase(Locale.ROOT)));
      }
    }
    return sent;
  }

  private boolean isBatch(String runId) {
    int dash = runId.lastIndexOf('-');
    if (dash < 0 || !runId.substring(dash + 1).matches("[0-9]{6,15}")) {
      return false;
    }
    String batch = runId.substring(dash + 1);
    return inbox.datasets().stream()
        .filter(dataset -> ExecutionNames.run(dataset, batch).equals(runId))
        .anyMatch(dataset -> inbox.batch(dataset, Long.parseLong(batch)).isPresent());
  }

  /** Glue may have lost sight of a run that came to its end. */
  private boolean done(String runId) {
    return ledger.runsByPrefix(runId, 100).stream()
        .filter(run -> run.runId().equals(runId) || run.runId().startsWith(runId + "-"))
        .anyMatch(run -> run.state() == RunRecord.State.COMMITTED);
  }
}
