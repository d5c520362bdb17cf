package io.sluice.launch.serverless;

import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Refusals;
import io.sluice.launch.Submission;
import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Amount;
import io.sluice.launch.Usage.Unit;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.ServerlessProfile;
import io.sluice.launch.profile.Versions;
import io.sluice.launch.size.Machine;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ApplicationSummary;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ResourceUtilization;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/**
 * Ingests as job runs of EMR Serverless. A client token makes a doubled request one run; a run is
 * found by its name.
 */
public final class ServerlessWay implements LaunchWay {
  public static final String NAME = "emr-serverless";

  private static final String APPLICATION = "application";
  private static final Duration PACE = Duration.ofSeconds(10);

  /** Longer than any run may take. */
  private static final Duration BACK = Duration.ofDays(8);

  private final EmrServerlessClient client;
  private final Applications applications;
  private final LaunchClock clock;
  private final String region;
  private final Map<String, String> links = new HashMap<>();

  /**
   * @param client may ask again by itself: all that is asked for is idempotent
   * @param region of the client; empty: not known
   */
  public ServerlessWay(EmrServerlessClient client, LaunchClock clock, String region) {
    this.client = client;
    this.applications = new Applications(client, clock);
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
  public void check(LaunchOrder order) {
    Refusals.local(order, "EMR Serverless");
    ServerlessProfile settings = order.profile().ways().serverless();
    Refusals.missing(
        settings.role(), "the role of EMR Serverless runs", "emr_serverless.role", order);
    if (settings.application().id().isEmpty()) {
      Refusals.ifAny(Versions.refusalOfEmr(settings.application().release()));
    } else {
      applications.check(settings.application().id());
    }
  }

  /** The driver is reckoned as an executor. */
  @Override
  public Optional<Size> size(Profile profile, Work work) {
    ServerlessProfile settings = profile.ways().serverless();
    Machine each = Machine.of(settings.executor().vcpus(), settings.executor().memoryGb());
    return Optional.of(Sizing.chosen(NAME, each, 0, settings.mostExecutors() + 1, work));
  }

  @Override
  public Optional<LaunchHandle> find(LaunchOrder order) {
    return runs(order).findFirst();
  }

  private Stream<LaunchHandle> runs(LaunchOrder order) {
    return applications.candidates(order.profile()).stream()
        .flatMap(
            application ->
                list(application)
                    .filter(run -> order.resourceName().equals(run.name()))
                    .map(run -> handle(application, run, order.lake())))
        .sorted((a, b) -> b.since().compareTo(a.since()));
  }

  private Stream<JobRunSummary> list(String application) {
    return client
        .listJobRunsPaginator(
            b -> b.applicationId(application).createdAtAfter(clock.now().minus(BACK)))
        .stream()
        .flatMap(page -> page.jobRuns().stream());
  }

  @Override
  public LaunchHandle submit(LaunchOrder order) {
    int attempt = (int) runs(order).count() + 1;
    String application = applications.forOrder(order);
    StartJobRunRequest request = RunRequest.of(order, application, attempt, region);
    return new Submission(clock)
        .once(
            "a run of EMR Serverless application " + application,
            () ->
                new LaunchHandle(
                    NAME,
                    order.runId(),
                    client.startJobRun(request).jobRunId(),
                    clock.now(),
                    Map.of(APPLICATION, application, LaunchHandle.LAKE, order.lake())));
  }

  @Override
  public LaunchState state(LaunchHandle handle) {
    String application = handle.more().get(APPLICATION);
    JobRun run = client.getJobRun(b -> b.applicationId(application).jobRunId(handle.id())).jobRun();
    Phase phase = RunPhase.of(run.state(), run.stateDetails());
    return new LaunchState(
        phase,
        OptionalInt.empty(),
        phase.over() && phase != Phase.SUCCEEDED ? String.valueOf(run.stateDetails()) : "",
        usage(run),
        phase == Phase.PENDING ? "" : link(handle),
        LogPlaces.of(run));
  }

  private static Usage usage(JobRun run) {
    ResourceUtilization billed = run.billedResourceUtilization();
    if (billed == null) {
      return Usage.NONE;
    }
    String kind = run.releaseLabel();
    return new Usage(
        List.of(
            new Amount(Unit.VCPU_HOURS, number(billed.vcpuHour()), kind),
            new Amount(Unit.MEMORY_GB_HOURS, number(billed.memoryGBHour()), kind),
            new Amount(Unit.STORAGE_GB_HOURS, number(billed.storageGBHour()), kind)));
  }

  private static double number(Double value) {
    return value == null ? 0 : value;
  }

  /** Spark's own pages; asked for once, they may be opened for an hour. */
  private String link(LaunchHandle handle) {
    return links.computeIfAbsent(
        handle.id(),
        id -> {
          try {
            return client
                .getDashboardForJobRun(
                    b -> b.applicationId(handle.more().get(APPLICATION)).jobRunId(id))
                .url();
          } catch (SdkException notYet) {
            return null;
          }
        });
  }

  @Override
  public void cancel(LaunchHandle handle) {
    if (!state(handle).phase().over()) {
      client.cancelJobRun(
          b -> b.applicationId(handle.more().get(APPLICATION)).jobRunId(handle.id()));
    }
  }

  @Override
  public List<LaunchHandle> running() {
    List<LaunchHandle> running = new ArrayList<>();
    List<ApplicationSummary> all = applications.living().toList();
    for (ApplicationSummary application : all) {
      list(application.id())
          .filter(run -> run.name() != null && run.name().startsWith(JobNames.PREFIX))
          .filter(run -> !RunPhase.of(run.state(), run.stateDetails()).over())
          .forEach(run -> running.add(handle(application.id(), run, lake(application.id(), run))));
    }
    return running;
  }

  private String lake(String application, JobRunSummary run) {
    return client
        .getJobRun(b -> b.applicationId(application).jobRunId(run.id()))
        .jobRun()
        .tags()
        .getOrDefault(LaunchOrder.LAKE_TAG, "");
  }

  private static LaunchHandle handle(String application, JobRunSummary run, String lake) {
    return new LaunchHandle(
        NAME,
        run.name().substring(JobNames.PREFIX.length()),
        run.id(),
        run.createdAt(),
        Map.of(APPLICATION, application, LaunchHandle.LAKE, lake));
  }
}
