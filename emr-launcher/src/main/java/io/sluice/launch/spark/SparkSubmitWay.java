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

/** Ingests by {@code spark-submit} of any Spark 3.5, on the master that a profile names. */
public final class SparkSubmitWay extends ProcessWay {
  public static final String NAME = "spark-submit";

  private static final Duration PACE = Duration.ofSeconds(1);

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

  /** Only spark-submit is a process of this machine. */
  @Override
  String whenCancelled(LaunchOrder order) {
    SparkProfile profile = order.profile().ways().spark();
    if (!isCluster(profile)) {
      return super.whenCancelled(order);
    }
    return "its spark-submit was ended, and its driver may go on in the cluster: end "
        + order.resourceName()
        + " on "
        + profile.master()
        + " with "
        + (profile.master().startsWith("yarn")
            ? "'yarn application -list' and 'yarn application -kill ID'"
            : "'kubectl delete pod' of the driver's pod");
  }

  @Override
  List<String> command(LaunchOrder order) {
    SparkProfile profile = order.profile().ways().spark();
    List<String> command = new ArrayList<>();
    command.add(SparkHome.of(profile, environment).submit().toAbsolutePath().toString());
    command.addAll(List.of("--master", profile.master(), "--deploy-mode", profile.deployMode()));
    command.addAll(List.of("--name", order.resourceName(), "--class", JobNames.INGEST));
    profile
        .settings()
        .forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
    command.add(order.jar());
    command.addAll(order.part().arguments(order.lake()));
    return command;
  }
}
