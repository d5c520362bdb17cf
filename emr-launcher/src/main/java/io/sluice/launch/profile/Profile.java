package io.sluice.launch.profile;

import io.sluice.launch.profile.ServerlessProfile.Worker;
import io.sluice.launch.size.Size;
import io.sluice.spec.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an environment. Texts that are not known are empty; there are no secrets in it.
 *
 * @param name the environment's
 * @param region empty: what the process's environment says
 * @param stack the CloudFormation stack whose outputs complete this; empty: none
 * @param artifacts where programs are put
 * @param jar the jobs' jar, an {@code s3://} URI or a file; empty: the installation's, which is
 *     uploaded
 * @param timeout after which a run and its compute are ended
 * @param budget what a run may cost by estimate, in US dollars
 * @param tags of all that is made
 */
public record Profile(
    String name,
    String region,
    String stack,
    String lake,
    String artifacts,
    String jar,
    Duration timeout,
    Optional<Double> budget,
    Map<String, String> tags,
    Network network,
    GlueProfile glue,
    ServerlessProfile serverless,
    EmrProfile emr,
    BatchProfile batch,
    FunctionProfile function,
    SparkProfile spark) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(2);
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Outputs of the stack that complete a profile. */
  private static final String LAKE = "LakeLocation";

  private static final String ARTIFACTS = "ArtifactsBucket";
  private static final String JOB = "JobName";
  private static final String FUNCTION = "SmallFunction";
  private static final String JOB_ROLE = "JobRoleArn";
  private static final String SERVERLESS_APPLICATION = "ServerlessApplicationId";

  public Profile {
    tags = Map.copyOf(tags);
  }

  /** What holds where nothing is said. */
  public static Profile defaults() {
    return read("default", Settings.of("", "no file"));
  }

  static Profile read(String name, Settings at) {
    Duration timeout = at.duration("timeout").orElse(DEFAULT_TIMEOUT);
    if (timeout.toMinutes() < 1 || timeout.compareTo(LONGEST) > 0) {
      at.refuse("timeout", "must be between 1m and 7d", "");
    }
    Map<String, String> tags = at.pairs("tags");
    for (String tag : tags.keySet()) {
      if (tag.startsWith("aws:") || tag.startsWith("sluice:")) {
        at.refuse("tags", "has '" + tag + "', whose beginning is taken", "name it otherwise");
      }
    }
    return new Profile(
        name,
        at.text("region", "[a-z]{2,}(-[a-z]+)+-[0-9]", "a region (eu-central-1)").orElse(""),
        at.text("stack").orElse(""),
        at.text("lake").orElse(""),
        Keys.place(at, "artifacts"),
        at.text("jar", ".+\\.jar", "a jar").orElse(""),
        timeout,
        at.number("budget"),
        tags,
        Network.read(at.section("network")),
        GlueProfile.read(at.section("glue")),
        ServerlessProfile.read(at.section("emr_serverless")),
        EmrProfile.read(at.section("emr")),
        BatchProfile.read(at.section("batch")),
        FunctionProfile.read(at.section("lambda")),
        SparkProfile.read(at.section("spark")));
  }

  /** This, with what it leaves open taken from the outputs of its stack. */
  public Profile completedBy(Map<String, String> outputs) {
    String bucket = outputs.getOrDefault(ARTIFACTS, "");
    GlueProfile jobs =
        glue.job().isEmpty() && glue.role().isEmpty() && outputs.containsKey(JOB)
            ? glue.withJob(outputs.get(JOB))
            : glue;
    return new Profile(
        name,
        region,
        stack,
        lake.isEmpty() ? outputs.getOrDefault(LAKE, "") : lake,
        artifacts.isEmpty() && !bucket.isEmpty() ? "s3://" + bucket : artifacts,
        jar,
        timeout,
        budget,
        tags,
        network,
        jobs,
        serverless.completedBy(
            outputs.getOrDefault(JOB_ROLE, ""), outputs.getOrDefault(SERVERLESS_APPLICATION, "")),
        emr,
        batch,
        function.function().isEmpty()
            ? function.withFunction(outputs.getOrDefault(FUNCTION, ""))
            : function,
        spark);
  }

  /** The same with what the command line says; what is empty there stays. */
  public Profile with(
      String otherRegion, String otherLake, String otherJar, Duration otherTimeout) {
    return new Profile(
        name,
        otherRegion.isEmpty() ? region : otherRegion,
        stack,
        otherLake.isEmpty() ? lake : otherLake,
        artifacts,
        otherJar.isEmpty() ? jar : otherJar,
        otherTimeout.isZero() ? timeout : otherTimeout,
        budget,
        tags,
        network,
        glue,
        serverless,
        emr,
        batch,
        function,
        spark);
  }

  /** The same with other settings of Glue. */
  public Profile with(GlueProfile other) {
    return with(other, serverless, emr, spark);
  }

  /** The same with other settings of EMR Serverless. */
  public Profile with(ServerlessProfile other) {
    return with(glue, other, emr, spark);
  }

  /** The same with other settings of EMR. */
  public Profile with(EmrProfile other) {
    return with(glue, serverless, other, spark);
  }

  /** The same with other settings of spark-submit. */
  public Profile with(SparkProfile other) {
    return with(glue, serverless, emr, other);
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
  public Profile sized(String way, Size size) {
    // One of them is the driver's.
    int executors = size.workers() - 1;
    return switch (way) {
      case "glue" -> with(glue.withWorkers(size.machine().name(), size.workers()));
      case "emr-serverless" ->
          with(
              serverless.withExecutors(
                  executors,
                  new Worker(size.machine().processors(), size.machine().memoryGb())));
      case "emr" -> with(emr.withProcessors(executors * size.machine().processors()));
      default -> throw new IllegalArgumentException(way + " has no workers of ours");
    };
  }

  private Profile with(GlueProfile g, ServerlessProfile s, EmrProfile e, SparkProfile sp) {
    return new Profile(
        name, region, stack, lake, artifacts, jar, timeout, budget, tags, network, g, s, e, batch,
        function, sp);
  }
}
