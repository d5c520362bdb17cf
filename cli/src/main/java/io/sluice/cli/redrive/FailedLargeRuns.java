package io.sluice.cli.redrive;

import io.sluice.launch.JobArguments;
import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.serverless.RunPhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/**
 * Starts runs of an application of EMR Serverless again that failed, with the same arguments,
 * workers and time-out: by the same run's id nothing is ingested twice. Those that were cancelled
 * are left.
 */
public final class FailedLargeRuns {
  /** How far back runs are looked for: their list has no order to stop by. */
  static final Duration BACK = Duration.ofDays(30);

  private static final Set<Phase> FAILED = Set.of(Phase.FAILED, Phase.TIMED_OUT);

  private final EmrServerlessClient client;
  private final Clock clock;
  private final Repeats repeats;
  private final Trial trial;

  public FailedLargeRuns(EmrServerlessClient client, Clock clock, Repeats repeats, Trial trial) {
    this.client = client;
    this.clock = clock;
    this.repeats = repeats;
    this.trial = trial;
  }

  /**
   * Starts those among an application's newest runs.
   *
   * @param newest how many runs are looked at
   */
  public List<Sent> start(String application, int newest) {
    Instant since = clock.instant().minus(BACK);
    Map<String, JobRunSummary> last = new LinkedHashMap<>();
    // Runs without a name of ours are nobody's to repeat.
    client
        .listJobRunsPaginator(b -> b.applicationId(application).createdAtAfter(since))
        .jobRuns()
        .stream()
        .sorted(Comparator.comparing(JobRunSummary::createdAt).reversed())
        .limit(newest)
        .filter(run -> run.name() != null && run.name().startsWith(JobNames.PREFIX))
        .forEach(run -> last.putIfAbsent(run.name().substring(JobNames.PREFIX.length()), run));
    List<Sent> sent = new ArrayList<>();
    last.forEach(
        (runId, summary) -> {
          Phase phase = RunPhase.of(summary.state(), summary.stateDetails());
          if (FAILED.contains(phase)) {
            JobRun run = run(application, summary.id());
            if (repeats.has(runId, outcome(run))) {
              start(run);
              sent.add(new Sent("run", runId, phase.name().toLowerCase(Locale.ROOT)));
            }
          }
        });
    return sent;
  }

  private JobRun run(String application, String id) {
    return client.getJobRun(b -> b.applicationId(application).jobRunId(id)).jobRun();
  }

  private static Optional<String> outcome(JobRun run) {
    return Optional.ofNullable(run.jobDriver().sparkSubmit())
        .flatMap(job -> JobArguments.find(JobArguments.OUTCOME, job.entryPointArguments()));
  }

  private void start(JobRun run) {
    if (trial == Trial.SEND) {
      client.startJobRun(
          StartJobRunRequest.builder()
              .applicationId(run.applicationId())
              // Two who repeat the same run at the same time start one.
              .clientToken("again." + run.jobRunId())
              .name(run.name())
              .executionRoleArn(run.executionRole())
              .executionIamPolicy(run.executionIamPolicy())
              .executionTimeoutMinutes(run.executionTimeoutMinutes())
              .mode(run.mode())
              .retryPolicy(run.retryPolicy())
              .tags(run.tags())
              .jobDriver(run.jobDriver())
              .configurationOverrides(run.configurationOverrides())
              .build());
    }
  }
}
