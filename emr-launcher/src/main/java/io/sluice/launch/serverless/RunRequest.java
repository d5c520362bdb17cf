package io.sluice.launch.serverless;

import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.SparkSettings;
import io.sluice.launch.profile.ServerlessProfile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/** What EMR Serverless is asked for one order. */
final class RunRequest {
  /** Spark adds a tenth to a worker's memory, and 384 MB at least. */
  private static final double OVERHEAD = 1.1;

  private static final int MB = 1024;
  private static final int LEAST_OVERHEAD_MB = 384;

  private RunRequest() {}

  /**
   * @param attempt counts the runs under this id: a token gets the same run again, failed or not
   */
  static StartJobRunRequest of(LaunchOrder order, String application, int attempt, String region) {
    ServerlessProfile settings = order.profile().ways().serverless();
    return StartJobRunRequest.builder()
        .applicationId(application)
        .clientToken(order.runId() + "." + attempt)
        .name(order.resourceName())
        .executionRoleArn(settings.role())
        .executionTimeoutMinutes(Math.max(5, order.timeout().toMinutes()))
        .retryPolicy(p -> p.maxAttempts(settings.attempts()))
        .tags(order.tags())
        .jobDriver(
            d ->
                d.sparkSubmit(
                    s ->
                        s.entryPoint(order.jar())
                            .entryPointArguments(order.part().arguments(order.lake()))
                            .sparkSubmitParameters(parameters(settings, region))))
        .configurationOverrides(
            c ->
                c.monitoringConfiguration(
                    m -> m.s3MonitoringConfiguration(s -> s.logUri(logs(order) + "/"))))
        .build();
  }

  /** Where a run's logs go: what the service itself keeps can only be seen in its dashboard. */
  private static String logs(LaunchOrder order) {
    String named = order.profile().ways().serverless().logs();
    return named.isEmpty() ? order.temporary("emr-serverless") : named;
  }

  private static String parameters(ServerlessProfile settings, String region) {
    Map<String, String> spark = new LinkedHashMap<>(SparkSettings.onAws(region));
    spark.remove("spark.yarn.maxAppAttempts");
    spark.put("spark.driver.cores", String.valueOf(settings.driver().vcpus()));
    spark.put("spark.driver.memory", memory(settings.driver().memoryGb()));
    spark.put("spark.executor.cores", String.valueOf(settings.executor().vcpus()));
    spark.put("spark.executor.memory", memory(settings.executor().memoryGb()));
    spark.put("spark.dynamicAllocation.maxExecutors", String.valueOf(settings.mostExecutors()));
    return "--class "
        + JobNames.INGEST
        + spark.entrySet().stream()
            .map(each -> " --conf " + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining());
  }

  /** What of a worker's memory is the heap. */
  static String memory(int gigabytes) {
    int all = gigabytes * MB;
    return (int) Math.min(all / OVERHEAD, all - LEAST_OVERHEAD_MB) + "m";
  }
}
