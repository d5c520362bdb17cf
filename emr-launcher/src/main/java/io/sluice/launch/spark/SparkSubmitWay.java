package io.sluice.launch.spark;

import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.Refusals;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.SparkProfile;
import io.sluice.spec.lake.Locations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ingests by {@code spark-submit} of any Spark 3.5, on the master that a profile names. */
public final class SparkSubmitWay extends ProcessWay {
  public static final String NAME = "spark-submit";

  private static final Duration PACE = Duration.ofSeconds(1);

  /** What Hadoop's script {@code yarn} runs for {@code yarn application}. */
  private static final String YARN_CLASS = "org.apache.hadoop.yarn.client.cli.ApplicationCLI";

  private static final String NAMESPACE = "spark.kubernetes.namespace";

  private final Map<String, String> environment;

  /**
   * @param environment of this process
   * @param folder where attempts are kept
   */
  public SparkSubmitWay(Map<String, String> environment, Path folder, LaunchClock clock) {
    super(NAME, PACE, folder, clock);
    this.environment = Map.copyOf(environment);
  }

  @Override
  public void check(LaunchOrder order) {
    SparkProfile profile = order.profile().ways().spark();
    SparkHome.of(profile, environment);
    boolean elsewhere = !profile.master().startsWith("local");
    if (elsewhere && !order.lake().contains("://")) {
      throw new LaunchException(
          "lake "
              + order.lake()
              + " is a folder of this machine, and the executors of "
              + profile.master()
              + " are on others: name one in a bucket with --lake s3://bucket/prefix");
    }
    if (isCluster(profile)) {
      checkCluster(order, profile.master());
    }
  }

  /**
   * In cluster mode the driver is on a machine of the cluster. On YARN and Kubernetes spark-submit
   * stays until the driver's end; a standalone master's returns at once, and what it says when it
   * is told to wait is no success or failure of the driver.
   */
  private static void checkCluster(LaunchOrder order, String master) {
    if (!master.startsWith("yarn") && !master.startsWith("k8s://")) {
      throw new LaunchException(
          "deploy_mode cluster works on the masters yarn and k8s://…, and the master is "
              + master
              + ": leave deploy_mode out, so that the driver runs on this machine");
    }
    String spec = order.part().at();
    if (Locations.isLocal(spec)) {
      throw new LaunchException(
          "spec "
              + spec
              + " is a file of this machine, and in deploy_mode cluster the driver is on another:"
              + " name one in a bucket");
    }
    Refusals.local(order, "a driver on " + master);
  }

  private static boolean isCluster(SparkProfile profile) {
    return profile.deployMode().equals("cluster");
  }

  @Override
  public boolean readsElsewhere(Profile profile) {
    return isCluster(profile.ways().spark());
  }

  /** In cluster mode only spark-submit is a process of this machine, and the driver is none. */
  @Override
  Optional<ClusterEnd> clusterEnd(LaunchOrder order) {
    SparkProfile profile = order.profile().ways().spark();
    if (!isCluster(profile)) {
      return Optional.empty();
    }
    return Optional.of(
        profile.master().startsWith("yarn")
            ? ofYarn(order, SparkHome.of(profile, environment))
            : ofKubernetes(order, SparkHome.of(profile, environment)));
  }

  /**
   * By the {@code yarn} of this machine. Where there is none, the same class of Hadoop's is run
   * from Spark's own jars, as spark-submit runs its classes.
   */
  private ClusterEnd ofYarn(LaunchOrder order, SparkHome home) {
    List<String> kill = List.of("application", "-kill", ClusterEnd.ID);
    List<String> command =
        new ArrayList<>(
            Programs.onPath("yarn", environment)
                .map(yarn -> List.of(yarn.toString()))
                .orElseGet(() -> List.of(home.sparkClass().toString(), YARN_CLASS)));
    command.addAll(kill);
    return new ClusterEnd(
        order.resourceName() + " on YARN",
        "\\b(application_[0-9]+_[0-9]+)\\b",
        command,
        "yarn " + String.join(" ", kill),
        "yarn application -list");
  }

  private static ClusterEnd ofKubernetes(LaunchOrder order, SparkHome home) {
    SparkProfile profile = order.profile().ways().spark();
    String namespace = profile.settings().getOrDefault(NAMESPACE, "default");
    List<String> command = new ArrayList<>(List.of(home.submit().toAbsolutePath().toString()));
    command.addAll(List.of("--master", profile.master()));
    // Among them is how one is let in.
    settings(profile, command);
    command.addAll(List.of("--kill", namespace + ":" + ClusterEnd.ID));
    return new ClusterEnd(
        order.resourceName() + " on " + profile.master(),
        "\\bpod name: (\\S+)",
        command,
        "kubectl delete pod " + ClusterEnd.ID + " --namespace " + namespace,
        "kubectl get pods --selector spark-role=driver --namespace " + namespace);
  }

  private static void settings(SparkProfile profile, List<String> command) {
    profile
        .settings()
        .forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
  }

  @Override
  List<String> command(LaunchOrder order) {
    SparkProfile profile = order.profile().ways().spark();
    List<String> command = new ArrayList<>();
    command.add(SparkHome.of(profile, environment).submit().toAbsolutePath().toString());
    command.addAll(List.of("--master", profile.master(), "--deploy-mode", profile.deployMode()));
    command.addAll(List.of("--name", order.resourceName(), "--class", JobNames.INGEST));
    settings(profile, command);
    command.add(order.jar());
    command.addAll(order.part().arguments(order.lake()));
    return command;
  }
}
