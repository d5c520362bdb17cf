package io.sluice.launch.profile;

import io.sluice.launch.profile.ServerlessProfile.Worker;
import io.sluice.launch.size.Machine;
import io.sluice.launch.size.Size;
import io.sluice.spec.Settings;
import java.util.Map;

/** How each way runs an ingest. */
public record WayProfiles(
    GlueProfile glue,
    ServerlessProfile serverless,
    EmrProfile emr,
    BatchProfile batch,
    FunctionProfile function,
    SparkProfile spark) {
  static WayProfiles read(Settings at) {
    return new WayProfiles(
        GlueProfile.read(at.section("glue")),
        ServerlessProfile.read(at.section("emr_serverless")),
        EmrProfile.read(at.section("emr")),
        BatchProfile.read(at.section("batch")),
        FunctionProfile.read(at.section("lambda")),
        SparkProfile.read(at.section("spark")));
  }

  WayProfiles completedBy(Map<String, String> outputs) {
    boolean open = glue.job().isEmpty() && glue.role().isEmpty();
    String small = outputs.getOrDefault("SmallFunction", "");
    return new WayProfiles(
        open ? glue.withJob(outputs.getOrDefault("JobName", "")) : glue,
        serverless.completedBy(
            outputs.getOrDefault("JobRoleArn", ""),
            outputs.getOrDefault("ServerlessApplicationId", "")),
        emr,
        batch,
        function.function().isEmpty() ? new FunctionProfile(small) : function,
        spark);
  }

  /** The same with other settings of Glue. */
  public WayProfiles with(GlueProfile other) {
    return new WayProfiles(other, serverless, emr, batch, function, spark);
  }

  /** The same with other settings of EMR Serverless. */
  public WayProfiles with(ServerlessProfile other) {
    return new WayProfiles(glue, other, emr, batch, function, spark);
  }

  /** The same with other settings of EMR. */
  public WayProfiles with(EmrProfile other) {
    return new WayProfiles(glue, serverless, other, batch, function, spark);
  }

  /** The same with other settings of spark-submit. */
  public WayProfiles with(SparkProfile other) {
    return new WayProfiles(glue, serverless, emr, batch, function, other);
  }

  /** The same with at most so many workers on each way that has workers of its own. */
  public WayProfiles withWorkers(int most) {
    return with(glue.withWorkers(glue.workerType(), most))
        .with(serverless.withExecutors(most, serverless.executor()))
        .with(emr.withMostInstances(most));
  }

  /** Whether a run on a way may have as many and as large workers as was found to be right. */
  public boolean isSizable(String way) {
    return switch (way) {
      case "glue", "emr-serverless" -> true;
      // A cluster that exists has the machines that it has.
      case "emr" -> emr.cluster().isEmpty();
      default -> false;
    };
  }

  /**
   * The same with as many and as large workers on a way as was found to be right. On EMR, whose
   * machines are the profile's, as many of these as have the processors.
   *
   * @param way one that {@link #isSizable}
   */
  public WayProfiles sized(String way, Size size) {
    Machine each = size.machine();
    // One of them is the driver's.
    int executors = size.workers() - 1;
    return switch (way) {
      case "glue" -> with(glue.withWorkers(each.name(), size.workers()));
      case "emr-serverless" ->
          with(serverless.withExecutors(executors, new Worker(each.processors(), each.memoryGb())));
      case "emr" -> with(emr.withProcessors(executors * each.processors()));
      default -> throw new IllegalArgumentException(way + " has no workers of ours");
    };
  }
}
