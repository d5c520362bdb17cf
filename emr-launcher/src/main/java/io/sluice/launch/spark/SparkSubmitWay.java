package io.sluice.launch.spark;

import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.profile.SparkProfile;
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
    SparkProfile profile = order.profile().spark();
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
    if (profile.deployMode().equals("cluster") && !elsewhere) {
      throw new LaunchException(
          "deploy_mode cluster needs a cluster, and the master is "
              + profile.master()
              + ": name a cluster's in spark.master, or leave deploy_mode out");
    }
  }

  @Override
  List<String> command(LaunchOrder order) {
    SparkProfile profile = order.profile().spark();
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
