package io.sluice.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.SparkSubmit;

/** The runs of an application of EMR Serverless. */
final class LargeRuns implements AutoCloseable {
  private final EmrServerlessClient client = Flow.client(EmrServerlessClient.builder());
  private final String application;

  LargeRuns(String application) {
    this.application = application;
  }

  JobRun get(String id) {
    return client.getJobRun(b -> b.applicationId(application).jobRunId(id)).jobRun();
  }

  /** Those of a dataset's batches, the newest first. */
  List<JobRun> of(String dataset) {
    return client.listJobRunsPaginator(b -> b.applicationId(application)).jobRuns().stream()
        .filter(run -> run.name().startsWith("sluice-" + dataset + "-"))
        .map(run -> get(run.id()))
        .toList();
  }

  /** Starts another as the flow would under this id, which waits for more than there is. */
  String startLike(JobRun run, String runId) {
    Map<String, String> tags = new TreeMap<>(run.tags());
    tags.put("sluice:run", runId);
    SparkSubmit spark = run.jobDriver().sparkSubmit();
    String larger =
        spark.sparkSubmitParameters().replace("spark.driver.cores=4", "spark.driver.cores=1000");
    return client
        .startJobRun(
            b ->
                b.applicationId(application)
                    .name("sluice-" + runId)
                    .tags(tags)
                    .executionRoleArn(run.executionRole())
                    .jobDriver(
                        d ->
                            d.sparkSubmit(spark.toBuilder().sparkSubmitParameters(larger).build())))
        .jobRunId();
  }

  void awaitCancelled(String id) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (get(id).state() != JobRunState.CANCELLED) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(id + " goes on");
      }
      Thread.sleep(100);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
