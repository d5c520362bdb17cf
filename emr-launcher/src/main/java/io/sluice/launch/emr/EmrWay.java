package io.sluice.launch.emr;

import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Refusals;
import io.sluice.launch.Submission;
import io.sluice.launch.Usage;
import io.sluice.launch.network.ConsoleLinks;
import io.sluice.launch.profile.EmrProfile;
import io.sluice.launch.profile.Fleet;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Versions;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.ActionOnFailure;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.emr.model.InvalidRequestException;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.StepSummary;
import software.amazon.awssdk.services.emr.model.Tag;

/**
 * Ingests as steps of EMR clusters: of one made for the order, which ends with them, or of one that
 * exists and stays. EMR knows no client token: names and tags have the run id, and are looked for.
 */
public final class EmrWay implements LaunchWay {
  public static final String NAME = "emr";

  private static final String OWN = "own";

  /** EMR throttles whole accounts early. */
  private static final Duration PACE = Duration.ofSeconds(30);

  /** Longer than any run may take. */
  private static final Duration BACK = Duration.ofDays(8);

  private static final ClusterState[] LIVING = {
    ClusterState.STARTING, ClusterState.BOOTSTRAPPING, ClusterState.RUNNING, ClusterState.WAITING
  };

  private final EmrClient client;
  private final EmrClient once;
  private final LaunchClock clock;
  private final String region;

  /**
   * @param client asks, and asks again
   * @param once never asks again by itself
   * @param region of both; empty: not known
   */
  public EmrWay(EmrClient client, EmrClient once, LaunchClock clock, String region) {
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
  public boolean takesSeveral() {
    return true;
  }

  @Override
  public void check(LaunchOrder order) {
    Refusals.local(order, "EMR");
    EmrProfile settings = order.profile().ways().emr();
    if (!settings.cluster().isEmpty()) {
      checkCluster(settings.cluster());
      return;
    }
    Refusals.missing(settings.serviceRole(), "EMR's own role", "emr.service_role", order);
    Refusals.missing(
        settings.instanceProfile(),
        "the machines' instance profile",
        "emr.instance_profile",
        order);
    Refusals.ifAny(Versions.refusalOfEmr(settings.release()));
  }

  private void checkCluster(String id) {
    Cluster cluster;
    try {
      cluster = cluster(id);
    } catch (InvalidRequestException e) {
      throw new LaunchException(
          "there is no cluster " + id + " in this region: correct emr.cluster in sluice.yaml", e);
    }
    if (!List.of(LIVING).contains(cluster.status().state())) {
      throw new LaunchException(
          "cluster "
              + id
              + " is "
              + cluster.status().stateAsString()
              + ": name one that is running, or none");
    }
    Refusals.ifAny(
        Versions.refusalOfEmr(cluster.releaseLabel())
            .map(why -> "cluster " + id + " cannot be used: " + why));
  }

  /** Of fleets of several types the first one's are reckoned, on demand. */
  @Override
  public Optional<Size> size(Profile profile, Work work) {
    EmrProfile settings = profile.ways().emr();
    if (!settings.cluster().isEmpty()) {
      return Optional.empty();
    }
    Fleet core = settings.core();
    int fixed = core.size() + settings.task().size();
    int scaled = settings.mostInstances();
    int least = scaled == 0 ? fixed : core.size();
    // The primary machine runs none of the work.
    return Optional.of(
        Sizing.chosen(NAME, core.machine(), least + 1, Math.max(fixed, scaled) + 1, work));
  }

  @Override
  public Optional<LaunchHandle> find(LaunchOrder order) {
    String named = order.profile().ways().emr().cluster();
    return named.isEmpty()
        ? clusters(order.resourceName())
            .map(each -> own(each, order.runId(), order.lake()))
            .findFirst()
        : onCluster(named, order.runId());
  }

  private Stream<ClusterSummary> clusters(String name) {
    return client
        .listClustersPaginator(b -> b.createdAfter(clock.now().minus(BACK)))
        .clusters()
        .stream()
        .filter(each -> name.equals(each.name()));
  }

  private Optional<LaunchHandle> onCluster(String id, String runId) {
    return steps(id, runId).stream().findFirst().map(step -> shared(id, runId, step));
  }

  @Override
  public LaunchHandle submit(LaunchOrder order) {
    String named = order.profile().ways().emr().cluster();
    return named.isEmpty() ? runCluster(order) : addSteps(order, named);
  }

  private LaunchHandle runCluster(LaunchOrder order) {
    RunJobFlowRequest request = new ClusterRequest(order, region).build();
    return new Submission(clock)
        .once(
            "a cluster",
            () ->
                new LaunchHandle(
                    NAME,
                    order.runId(),
                    once.runJobFlow(request).jobFlowId(),
                    clock.now(),
                    Map.of(OWN, "true", LaunchHandle.LAKE, order.lake())),
            () -> clusters(order.resourceName()),
            ClusterSummary::id,
            found -> own(found, order.runId(), order.lake()));
  }

  private LaunchHandle addSteps(LaunchOrder order, String id) {
    return new Submission(clock)
        .once(
            "a step on cluster " + id,
            () -> {
              once.addJobFlowSteps(
                  b -> b.jobFlowId(id).steps(Steps.of(order, ActionOnFailure.CONTINUE, region)));
              return new LaunchHandle(
                  NAME,
                  order.runId(),
                  id,
                  clock.now(),
                  Map.of(OWN, "false", LaunchHandle.LAKE, order.lake()));
            },
            () -> steps(id, order.runId()).stream(),
            StepSummary::id,
            found -> shared(id, order.runId(), found));
  }

  /** The run's steps, of each name the newest. */
  private List<StepSummary> steps(String cluster, String runId) {
    List<StepSummary> found = new ArrayList<>();
    client.listStepsPaginator(b -> b.clusterId(cluster)).steps().stream()
        .filter(step -> Steps.isOf(step.name(), runId))
        .filter(step -> found.stream().noneMatch(newer -> newer.name().equals(step.name())))
        .forEach(found::add);
    return found;
  }

  @Override
  public LaunchState state(LaunchHandle handle) {
    Cluster cluster = cluster(handle.id());
    List<StepSummary> steps = steps(handle.id(), handle.runId());
    if (steps.stream().allMatch(step -> EmrStates.phase(step.status().state()).over())) {
      // Why they are over may be a reason that the cluster had only just then.
      cluster = cluster(handle.id());
    }
    Phase phase = EmrStates.phase(steps, cluster);
    return new LaunchState(
        phase,
        OptionalInt.empty(),
        phase.over() && phase != Phase.SUCCEEDED ? reason(cluster, steps) : "",
        phase.over() && isOwn(handle) ? usage(handle.id()) : Usage.NONE,
        ConsoleLinks.of(region, "emr", "/clusterDetails/" + handle.id()),
        logs(cluster, steps));
  }

  private Usage usage(String cluster) {
    return ClusterUsage.of(
        client.listInstancesPaginator(b -> b.clusterId(cluster)).instances().stream().toList(),
        clock.now());
  }

  private static String reason(Cluster cluster, List<StepSummary> steps) {
    for (StepSummary step : steps) {
      if (step.status().failureDetails() != null
          && step.status().failureDetails().message() != null) {
        return step.status().failureDetails().message();
      }
    }
    return cluster.status().stateChangeReason() == null
            || cluster.status().stateChangeReason().message() == null
        ? "cluster " + cluster.id() + " is " + cluster.status().stateAsString()
        : cluster.status().stateChangeReason().message();
  }

  private static List<String> logs(Cluster cluster, List<StepSummary> steps) {
    if (cluster.logUri() == null) {
      return List.of();
    }
    String place = cluster.logUri().replaceFirst("^s3n:", "s3:").replaceFirst("/+$", "");
    List<String> logs = new ArrayList<>();
    steps.forEach(step -> logs.add(place + "/" + cluster.id() + "/steps/" + step.id() + "/"));
    // The driver's own log is its container's.
    logs.add(place + "/" + cluster.id() + "/containers/");
    return logs;
  }

  @Override
  public void cancel(LaunchHandle handle) {
    if (isOwn(handle)) {
      client.terminateJobFlows(b -> b.jobFlowIds(handle.id()));
      return;
    }
    List<String> living =
        steps(handle.id(), handle.runId()).stream()
            .filter(step -> !EmrStates.phase(step.status().state()).over())
            .map(StepSummary::id)
            .toList();
    if (!living.isEmpty()) {
      client.cancelSteps(
          b -> b.clusterId(handle.id()).stepIds(living).stepCancellationOption("SEND_INTERRUPT"));
    }
  }

  @Override
  public void tidy(LaunchHandle handle) {
    if (isOwn(handle) && !EmrStates.ended(cluster(handle.id()))) {
      client.terminateJobFlows(b -> b.jobFlowIds(handle.id()));
    }
  }

  @Override
  public List<LaunchHandle> running() {
    List<LaunchHandle> running = new ArrayList<>();
    for (ClusterSummary cluster :
        client.listClustersPaginator(b -> b.clusterStates(LIVING)).clusters()) {
      Map<String, String> tags = tags(cluster);
      if (tags.containsKey(LaunchOrder.TAG)) {
        running.add(
            own(cluster, tags.get(LaunchOrder.TAG), tags.getOrDefault(LaunchOrder.LAKE_TAG, "")));
        continue;
      }
      client.listStepsPaginator(b -> b.clusterId(cluster.id())).steps().stream()
          .filter(step -> step.name().startsWith(JobNames.PREFIX))
          .filter(step -> !EmrStates.phase(step.status().state()).over())
          .map(step -> shared(cluster.id(), step.name().substring(JobNames.PREFIX.length()), step))
          .forEach(running::add);
    }
    return running;
  }

  /** Those of a cluster that by its name may be one of ours; a name alone proves nothing. */
  private Map<String, String> tags(ClusterSummary summary) {
    return summary.name().startsWith(JobNames.PREFIX)
        ? cluster(summary.id()).tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))
        : Map.of();
  }

  private Cluster cluster(String id) {
    return client.describeCluster(b -> b.clusterId(id)).cluster();
  }

  private static boolean isOwn(LaunchHandle handle) {
    return Boolean.parseBoolean(handle.more().get(OWN));
  }

  private static LaunchHandle own(ClusterSummary cluster, String runId, String lake) {
    return new LaunchHandle(
        NAME,
        runId,
        cluster.id(),
        cluster.status().timeline().creationDateTime(),
        Map.of(OWN, "true", LaunchHandle.LAKE, lake));
  }

  private static LaunchHandle shared(String cluster, String runId, StepSummary step) {
    return new LaunchHandle(
        NAME,
        runId,
        cluster,
        step.status().timeline().creationDateTime(),
        Map.of(OWN, "false", LaunchHandle.LAKE, Steps.lake(step)));
  }
}
