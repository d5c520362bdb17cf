package io.sluice.cli.redrive;

import io.sluice.launch.JobArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  private static final Set<JobRunState> FAILED =
      Set.of(JobRunState.FAILED, JobRunState.TIMEOUT, JobRunState.ERROR, JobRunState.EXPIRED);

  private final GlueClient glue;
  private final Repeats repeats;
  private final Trial trial;

  public FailedRuns(GlueClient glue, Repeats repeats, Trial trial) {
    this.glue = glue;
    this.repeats = repeats;
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
        .filter(run -> run.hasArguments() && run.arguments().containsKey(JobArguments.RUN_ID))
        .forEach(run -> last.putIfAbsent(run.arguments().get(JobArguments.RUN_ID), run));
    List<Sent> sent = new ArrayList<>();
    for (Map.Entry<String, JobRun> each : last.entrySet()) {
      JobRun run = each.getValue();
      Optional<String> outcome = Optional.ofNullable(run.arguments().get(JobArguments.OUTCOME));
      if (FAILED.contains(run.jobRunState()) && repeats.has(each.getKey(), outcome)) {
        if (trial == Trial.SEND) {
          glue.startJobRun(again(job, run));
        }
        sent.add(
            new Sent("run", each.getKey(), run.jobRunStateAsString().toLowerCase(Locale.ROOT)));
      }
    }
    return sent;
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
}
