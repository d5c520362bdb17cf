package io.sluice.launch.glue;

import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.profile.GlueProfile;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobUpdate;

/**
 * The Glue job that is made where no stack has one. Its properties are those of the stack's job; a
 * test holds both equal.
 */
final class JobDefinition {
  static final String AUTO_SCALING = "--enable-auto-scaling";

  private final LaunchOrder order;
  private final String script;
  private final String region;

  /**
   * @param script where what Glue demands of every job lies
   * @param region for S3A
   */
  JobDefinition(LaunchOrder order, String script, String region) {
    this.order = order;
    this.script = script;
    this.region = region;
  }

  String name() {
    return JobNames.PREFIX + order.profile().name();
  }

  CreateJobRequest creation() {
    GlueProfile profile = order.profile().ways().glue();
    CreateJobRequest.Builder job =
        CreateJobRequest.builder()
            .name(name())
            .description("Ingests files into tables; made by sluice launch")
            .role(profile.role())
            .glueVersion(profile.version())
            .command(c -> c.name("glueetl").scriptLocation(script))
            .workerType(profile.typeOfWorkers())
            .numberOfWorkers(profile.mostWorkers())
            .executionProperty(e -> e.maxConcurrentRuns(profile.runsAtOnce()))
            .jobRunQueuingEnabled(true)
            .maxRetries(0)
            .timeout((int) order.profile().timeout().toMinutes())
            .defaultArguments(arguments(profile))
            .tags(order.sharedTags());
    if (!profile.securityConfiguration().isEmpty()) {
      job.securityConfiguration(profile.securityConfiguration());
    }
    if (!profile.connections().isEmpty()) {
      job.connections(c -> c.connections(profile.connections()));
    }
    return job.build();
  }

  JobUpdate update() {
    CreateJobRequest made = creation();
    return JobUpdate.builder()
        .description(made.description())
        .role(made.role())
        .glueVersion(made.glueVersion())
        .command(made.command())
        .workerType(made.workerType())
        .numberOfWorkers(made.numberOfWorkers())
        .executionProperty(made.executionProperty())
        .jobRunQueuingEnabled(made.jobRunQueuingEnabled())
        .maxRetries(made.maxRetries())
        .timeout(made.timeout())
        .defaultArguments(made.defaultArguments())
        .securityConfiguration(made.securityConfiguration())
        .connections(made.connections())
        .build();
  }

  /** Whether a job is as it would be made now. */
  boolean matches(Job job) {
    CreateJobRequest made = creation();
    return made.role().equals(job.role())
        && made.glueVersion().equals(job.glueVersion())
        && made.command().scriptLocation().equals(job.command().scriptLocation())
        && made.workerType() == job.workerType()
        && made.numberOfWorkers().equals(job.numberOfWorkers())
        && made.executionProperty().equals(job.executionProperty())
        && Boolean.TRUE.equals(job.jobRunQueuingEnabled())
        && made.maxRetries().equals(job.maxRetries())
        && made.timeout().equals(job.timeout())
        && made.defaultArguments().equals(job.defaultArguments())
        && equalTexts(made.securityConfiguration(), job.securityConfiguration())
        && order
            .profile()
            .ways()
            .glue()
            .connections()
            .equals(
                job.connections() == null ? java.util.List.of() : job.connections().connections());
  }

  private static boolean equalTexts(String a, String b) {
    return (a == null ? "" : a).equals(b == null ? "" : b);
  }

  private Map<String, String> arguments(GlueProfile profile) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("--job-language", "scala");
    arguments.put("--class", JobNames.INGEST);
    arguments.put("--extra-jars", order.jar());
    if (profile.autoScaling()) {
      arguments.put(AUTO_SCALING, "true");
    }
    arguments.put("--enable-metrics", "true");
    arguments.put("--job-bookmark-option", "job-bookmark-disable");
    arguments.put("--TempDir", order.temporary(""));
    if (!region.isEmpty()) {
      arguments.put("--conf", "spark.hadoop.fs.s3a.endpoint.region=" + region);
    }
    return arguments;
  }
}
