package io.sluice.launch.batch;

import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Refusals;
import io.sluice.launch.Submission;
import io.sluice.launch.profile.BatchProfile;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.size.Machine;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobQueueDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.batch.model.KeyValuesPair;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

/**
 * Ingests as jobs of AWS Batch on Fargate, in a queue of the user's. A job has the run's id in its
 * name, by which it is found. The jar is the image's, so that the order's is not used.
 */
public final class BatchWay implements LaunchWay {
  public static final String NAME = "batch";

  private static final Duration PACE = Duration.ofSeconds(15);

  /** The least that Batch takes for a time-out. */
  private static final long LEAST_SECONDS = 60;

  private static final int GIGABYTE = 1024;

  /** So many jobs are described at once. */
  private static final int DESCRIBED = 100;

  private static final List<JobStatus> LIVING =
      List.of(
          JobStatus.SUBMITTED,
          JobStatus.PENDING,
          JobStatus.RUNNABLE,
          JobStatus.STARTING,
          JobStatus.RUNNING);

  private final BatchClient client;
  private final BatchClient once;
  private final LaunchClock clock;
  private final String region;

  /**
   * Over two clients, which stay the caller's.
   *
   * @param client asks, and asks again
   * @param once never asks again by itself
   * @param region of both; empty: not known
   */
  public BatchWay(BatchClient client, BatchClient once, LaunchClock clock, String region) {
    this.client = client;
    this.once = once;
    this.clock = clock;
    this.region = region;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public Optional<String> ownProgram(Profile profile) {
    return Optional.of(
        "Batch runs the jar in the image "
            + profile.ways().batch().image()
            + ", which has to be built again for another jar");
  }

  @Override
  public void check(LaunchOrder order) {
    Refusals.local(order, "Batch");
    BatchProfile profile = order.profile().ways().batch();
    Refusals.missing(profile.queue(), "the queue of Batch jobs", "batch.queue", order);
    Refusals.missing(profile.image(), "the image of Batch jobs", "batch.image", order);
    Refusals.missing(profile.jobRole(), "the role of Batch jobs", "batch.job_role", order);
    Refusals.missing(
        profile.executionRole(), "the role that starts Batch jobs", "batch.execution_role", order);
    List<JobQueueDetail> queues =
        client.describeJobQueues(b -> b.jobQueues(profile.queue())).jobQueues();
    if (queues.isEmpty()) {
      throw new LaunchException(
          "there is no queue "
              + profile.queue()
              + " in Batch: correct batch.queue in sluice.yaml ('aws batch describe-job-queues')");
    }
    if (!"ENABLED".equals(queues.get(0).stateAsString())) {
      throw new LaunchException(
          "queue "
              + profile.queue()
              + " takes no jobs, it is "
              + queues.get(0).stateAsString()
              + ": 'aws batch update-job-queue --state ENABLED --job-queue "
              + profile.queue()
              + "'");
    }
  }

  @Override
  public Optional<Size> size(Profile profile, Work work) {
    BatchProfile settings = profile.ways().batch();
    int gigabytes = (settings.memoryMb() + GIGABYTE - 1) / GIGABYTE;
    return Optional.of(Sizing.chosen(NAME, Machine.of(settings.vcpus(), gigabytes), work));
  }

  @Override
  public Optional<LaunchHandle> find(LaunchOrder order) {
    return jobs(order).findFirst();
  }

  /** The newest first. */
  private Stream<LaunchHandle> jobs(LaunchOrder order) {
    KeyValuesPair named =
        KeyValuesPair.builder().name("JOB_NAME").values(order.resourceName()).build();
    String queue = order.profile().ways().batch().queue();
    return client
        .listJobsPaginator(b -> b.jobQueue(queue).filters(List.of(named)))
        .jobSummaryList()
        .stream()
        .filter(job -> order.resourceName().equals(job.jobName()))
        .sorted(Comparator.comparing(JobSummary::createdAt).reversed())
        .map(job -> handle(job, order.lake()));
  }

  @Override
  public LaunchHandle submit(LaunchOrder order) {
    String definition = new JobDefinitions(client).forOrder(order);
    int seconds = (int) Math.max(LEAST_SECONDS, order.timeout().toSeconds());
    SubmitJobRequest request =
        SubmitJobRequest.builder()
            .jobName(order.resourceName())
            .jobQueue(order.profile().ways().batch().queue())
            .jobDefinition(definition)
            .containerOverrides(c -> c.command(order.part().arguments(order.lake())))
            .timeout(t -> t.attemptDurationSeconds(seconds))
            .propagateTags(true)
            .tags(order.tags())
            .build();
    return new Submission(clock)
        .once(
            "a job in Batch queue " + order.profile().ways().batch().queue(),
            () ->
                new LaunchHandle(
                    NAME,
                    order.runId(),
                    once.submitJob(request).jobId(),
                    clock.now(),
                    Map.of(LaunchHandle.LAKE, order.lake())),
            () -> jobs(order),
            LaunchHandle::id,
            found -> found);
  }

  @Override
  public LaunchState state(LaunchHandle handle) {
    List<JobDetail> jobs = client.describeJobs(b -> b.jobs(handle.id())).jobs();
    if (jobs.isEmpty()) {
      // Batch forgets jobs a week after their end.
      return LaunchState.of(
          LaunchState.Phase.FAILED,
          "Batch does not know job " + handle.id() + " any more; the ledger knows the run's end");
    }
    return BatchStates.of(jobs.get(0), region);
  }

  @Override
  public void cancel(LaunchHandle handle) {
    // One that is over stays as it is.
    client.terminateJob(b -> b.jobId(handle.id()).reason(BatchStates.CANCELLED));
  }

  @Override
  public List<LaunchHandle> running() {
    List<JobSummary> running = new ArrayList<>();
    for (JobQueueDetail queue : client.describeJobQueuesPaginator(b -> {}).jobQueues()) {
      for (JobStatus status : LIVING) {
        client
            .listJobsPaginator(b -> b.jobQueue(queue.jobQueueArn()).jobStatus(status))
            .jobSummaryList()
            .stream()
            .filter(job -> job.jobName().startsWith(JobNames.PREFIX))
            .forEach(running::add);
      }
    }
    Map<String, String> lakes = lakes(running.stream().map(JobSummary::jobId).toList());
    return running.stream().map(job -> handle(job, lakes.getOrDefault(job.jobId(), ""))).toList();
  }

  /** The lakes of jobs, by their tags; a list of jobs does not have them. */
  private Map<String, String> lakes(List<String> ids) {
    Map<String, String> lakes = new HashMap<>();
    for (int from = 0; from < ids.size(); from += DESCRIBED) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + DESCRIBED));
      for (JobDetail job : client.describeJobs(b -> b.jobs(some)).jobs()) {
        lakes.put(job.jobId(), job.tags().getOrDefault(LaunchOrder.LAKE_TAG, ""));
      }
    }
    return lakes;
  }

  private static LaunchHandle handle(JobSummary job, String lake) {
    return new LaunchHandle(
        NAME,
        job.jobName().substring(JobNames.PREFIX.length()),
        job.jobId(),
        Instant.ofEpochMilli(job.createdAt()),
        Map.of(LaunchHandle.LAKE, lake));
  }
}
