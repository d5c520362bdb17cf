package io.sluice.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.batch.BatchWay;
import io.sluice.launch.glue.GlueWay;
import io.sluice.launch.serverless.ServerlessWay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.DescribeJobQueuesRequest;
import software.amazon.awssdk.services.batch.model.DescribeJobQueuesResponse;
import software.amazon.awssdk.services.batch.model.DescribeJobsRequest;
import software.amazon.awssdk.services.batch.model.DescribeJobsResponse;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobQueueDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.batch.model.ListJobsRequest;
import software.amazon.awssdk.services.batch.model.ListJobsResponse;
import software.amazon.awssdk.services.batch.model.TerminateJobRequest;
import software.amazon.awssdk.services.batch.model.TerminateJobResponse;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ApplicationState;
import software.amazon.awssdk.services.emrserverless.model.ApplicationSummary;
import software.amazon.awssdk.services.emrserverless.model.CancelJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.CancelJobRunResponse;
import software.amazon.awssdk.services.emrserverless.model.GetJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.GetJobRunResponse;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ListApplicationsRequest;
import software.amazon.awssdk.services.emrserverless.model.ListApplicationsResponse;
import software.amazon.awssdk.services.emrserverless.model.ListJobRunsRequest;
import software.amazon.awssdk.services.emrserverless.model.ListJobRunsResponse;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunRequest;
import software.amazon.awssdk.services.glue.model.BatchStopJobRunResponse;
import software.amazon.awssdk.services.glue.model.GetJobRunsRequest;
import software.amazon.awssdk.services.glue.model.GetJobRunsResponse;
import software.amazon.awssdk.services.glue.model.GetJobsRequest;
import software.amazon.awssdk.services.glue.model.GetJobsResponse;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobRun;

/**
 * What waits for its turn is found by a sweep, with its run and its lake, and can be ended. The
 * emulated services do not know all states in which something waits, so that what a service answers
 * is written down here.
 */
class WaitingRunsTest {
  private static final String LAKE = "s3://b/lake";
  private static final Instant SINCE = Instant.parse("2026-01-01T12:00:00Z");

  private final List<String> ended = new ArrayList<>();

  /** One waiting run, which is ended as the service's run {@code id}. */
  private void assertFoundAndEnded(LaunchWay way) {
    List<LaunchHandle> running = way.running();
    assertEquals(1, running.size());
    LaunchHandle handle = running.get(0);
    assertEquals("r1", handle.runId());
    assertEquals(SINCE, handle.since());
    assertEquals(LAKE, handle.more().get(LaunchHandle.LAKE));
    assertEquals(Phase.PENDING, way.state(handle).phase());
    way.cancel(handle);
    assertEquals(List.of("id"), ended);
  }

  @Test
  void ofGlue() {
    assertFoundAndEnded(
        new GlueWay(glue, glue, LaunchClock.OF_MACHINE, profile -> "", "eu-central-1"));
  }

  private final GlueClient glue =
      new GlueClient() {
        private final JobRun run =
            JobRun.builder()
                .jobName("job")
                .id("id")
                .jobRunState("WAITING")
                .startedOn(SINCE)
                .arguments(Map.of("--run-id", "r1", "--lake", LAKE))
                .build();

        @Override
        public GetJobsResponse getJobs(GetJobsRequest request) {
          return GetJobsResponse.builder()
              .jobs(
                  Job.builder()
                      .name("job")
                      .defaultArguments(Map.of("--class", JobNames.INGEST))
                      .build())
              .build();
        }

        @Override
        public GetJobRunsResponse getJobRuns(GetJobRunsRequest request) {
          return GetJobRunsResponse.builder().jobRuns(run).build();
        }

        @Override
        public software.amazon.awssdk.services.glue.model.GetJobRunResponse getJobRun(
            software.amazon.awssdk.services.glue.model.GetJobRunRequest request) {
          return software.amazon.awssdk.services.glue.model.GetJobRunResponse.builder()
              .jobRun(run)
              .build();
        }

        @Override
        public BatchStopJobRunResponse batchStopJobRun(BatchStopJobRunRequest request) {
          ended.addAll(request.jobRunIds());
          return BatchStopJobRunResponse.builder().build();
        }

        @Override
        public String serviceName() {
          return SERVICE_NAME;
        }

        @Override
        public void close() {}
      };

  @Test
  void ofEmrServerless() {
    for (JobRunState state :
        List.of(
            JobRunState.SUBMITTED,
            JobRunState.QUEUED,
            JobRunState.PENDING,
            JobRunState.SCHEDULED)) {
      ended.clear();
      assertFoundAndEnded(
          new ServerlessWay(serverless(state), LaunchClock.OF_MACHINE, "eu-central-1"));
    }
  }

  private EmrServerlessClient serverless(JobRunState state) {
    return new EmrServerlessClient() {
      @Override
      public ListApplicationsResponse listApplications(ListApplicationsRequest request) {
        return ListApplicationsResponse.builder()
            .applications(
                ApplicationSummary.builder()
                    .id("app")
                    .name("sluice-a")
                    .state(ApplicationState.STARTED)
                    .build())
            .build();
      }

      @Override
      public ListJobRunsResponse listJobRuns(ListJobRunsRequest request) {
        return ListJobRunsResponse.builder()
            .jobRuns(
                JobRunSummary.builder()
                    .id("id")
                    .name("sluice-r1")
                    .state(state)
                    .createdAt(SINCE)
                    .build())
            .build();
      }

      @Override
      public GetJobRunResponse getJobRun(GetJobRunRequest request) {
        return GetJobRunResponse.builder()
            .jobRun(r -> r.jobRunId("id").state(state).tags(Map.of(LaunchOrder.LAKE_TAG, LAKE)))
            .build();
      }

      @Override
      public CancelJobRunResponse cancelJobRun(CancelJobRunRequest request) {
        ended.add(request.jobRunId());
        return CancelJobRunResponse.builder().build();
      }

      @Override
      public String serviceName() {
        return SERVICE_NAME;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void ofBatch() {
    for (JobStatus status :
        List.of(JobStatus.SUBMITTED, JobStatus.PENDING, JobStatus.RUNNABLE, JobStatus.STARTING)) {
      ended.clear();
      BatchClient client = batch(status);
      assertFoundAndEnded(new BatchWay(client, client, LaunchClock.OF_MACHINE, "eu-central-1"));
    }
  }

  private BatchClient batch(JobStatus status) {
    return new BatchClient() {
      @Override
      public DescribeJobQueuesResponse describeJobQueues(DescribeJobQueuesRequest request) {
        return DescribeJobQueuesResponse.builder()
            .jobQueues(JobQueueDetail.builder().jobQueueArn("q").build())
            .build();
      }

      @Override
      public ListJobsResponse listJobs(ListJobsRequest request) {
        ListJobsResponse.Builder answer = ListJobsResponse.builder();
        return request.jobStatus() == status
            ? answer
                .jobSummaryList(
                    JobSummary.builder()
                        .jobId("id")
                        .jobName("sluice-r1")
                        .createdAt(SINCE.toEpochMilli())
                        .build())
                .build()
            : answer.build();
      }

      @Override
      public DescribeJobsResponse describeJobs(DescribeJobsRequest request) {
        return DescribeJobsResponse.builder()
            .jobs(
                JobDetail.builder()
                    .jobId("id")
                    .status(status)
                    .tags(Map.of(LaunchOrder.LAKE_TAG, LAKE))
                    .build())
            .build();
      }

      @Override
      public TerminateJobResponse terminateJob(TerminateJobRequest request) {
        ended.add(request.jobId());
        return TerminateJobResponse.builder().build();
      }

      @Override
      public String serviceName() {
        return SERVICE_NAME;
      }

      @Override
      public void close() {}
    };
  }
}
