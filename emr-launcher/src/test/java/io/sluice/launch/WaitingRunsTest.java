package io.sluice.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.batch.BatchWay;
import io.sluice.launch.glue.GlueWay;
import io.sluice.launch.serverless.ServerlessWay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * What waits for its turn is found by a sweep, with its run and its lake, and can be ended. The
 * emulated services do not know all states in which something waits, so that what a service answers
 * is written down here, as it comes over the wire.
 */
class WaitingRunsTest {
  private static final String REGION = "eu-central-1";
  private static final String LAKE = "s3://b/lake";
  private static final Instant SINCE = Instant.parse("2026-01-01T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> ended = new ArrayList<>();

  /** By a request's action, or its method and path, what of its body makes the answer. */
  private final Map<String, Function<JsonNode, String>> answers = new HashMap<>();

  private HttpServer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String asked =
        target == null
            ? exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()
            : target;
    byte[] request = exchange.getRequestBody().readAllBytes();
    Function<JsonNode, String> answer = answers.get(asked);
    byte[] body =
        (answer == null
                ? "{\"message\": \"nobody answers " + asked + "\"}"
                : answer.apply(
                    JSON.readTree(
                        request.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request)))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer == null ? 400 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(URI.create("http://127.0.0.1:" + service.getAddress().getPort()))
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .build();
  }

  private String end(String id) {
    ended.add(id);
    return "{}";
  }

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
    String run =
        """
        {"JobName": "job", "Id": "id", "JobRunState": "WAITING", "StartedOn": %d,
         "Arguments": {"--run-id": "r1", "--lake": "%s"}}
        """
            .formatted(SINCE.getEpochSecond(), LAKE);
    answers.put(
        "AWSGlue.GetJobs",
        asked ->
            "{\"Jobs\": [{\"Name\": \"job\", \"DefaultArguments\": {\"--class\": \""
                + JobNames.INGEST
                + "\"}}]}");
    answers.put("AWSGlue.GetJobRuns", asked -> "{\"JobRuns\": [" + run + "]}");
    answers.put("AWSGlue.GetJobRun", asked -> "{\"JobRun\": " + run + "}");
    answers.put("AWSGlue.BatchStopJobRun", asked -> end(asked.path("JobRunIds").path(0).asText()));
    try (GlueClient glue = client(GlueClient.builder())) {
      assertFoundAndEnded(new GlueWay(glue, glue, LaunchClock.OF_MACHINE, profile -> "", REGION));
    }
  }

  @Test
  void ofEmrServerless() {
    try (EmrServerlessClient client = client(EmrServerlessClient.builder())) {
      for (JobRunState state :
          List.of(
              JobRunState.SUBMITTED,
              JobRunState.QUEUED,
              JobRunState.PENDING,
              JobRunState.SCHEDULED)) {
        ended.clear();
        answerAsServerless(state);
        assertFoundAndEnded(new ServerlessWay(client, LaunchClock.OF_MACHINE, REGION));
      }
    }
  }

  private void answerAsServerless(JobRunState state) {
    String runs = "/applications/app/jobruns";
    answers.put(
        "GET /applications",
        asked ->
            """
            {"applications": [{"id": "app", "name": "sluice-a", "state": "STARTED"}]}
            """);
    answers.put(
        "GET " + runs,
        asked ->
            """
            {"jobRuns": [{"id": "id", "applicationId": "app", "name": "sluice-r1",
              "state": "%s", "createdAt": %d}]}
            """
                .formatted(state, SINCE.getEpochSecond()));
    answers.put(
        "GET " + runs + "/id",
        asked ->
            """
            {"jobRun": {"applicationId": "app", "jobRunId": "id", "state": "%s",
              "tags": {"%s": "%s"}}}
            """
                .formatted(state, LaunchOrder.LAKE_TAG, LAKE));
    answers.put("DELETE " + runs + "/id", asked -> end("id"));
  }

  @Test
  void ofBatch() {
    try (BatchClient client = client(BatchClient.builder())) {
      for (JobStatus status :
          List.of(JobStatus.SUBMITTED, JobStatus.PENDING, JobStatus.RUNNABLE, JobStatus.STARTING)) {
        ended.clear();
        answerAsBatch(status);
        assertFoundAndEnded(new BatchWay(client, client, LaunchClock.OF_MACHINE, REGION));
      }
    }
  }

  private void answerAsBatch(JobStatus status) {
    answers.put(
        "POST /v1/describejobqueues", asked -> "{\"jobQueues\": [{\"jobQueueArn\": \"q\"}]}");
    answers.put(
        "POST /v1/listjobs",
        asked ->
            asked.path("jobStatus").asText().equals(status.toString())
                ? """
                  {"jobSummaryList": [{"jobId": "id", "jobName": "sluice-r1", "createdAt": %d}]}
                  """
                    .formatted(SINCE.toEpochMilli())
                : "{\"jobSummaryList\": []}");
    answers.put(
        "POST /v1/describejobs",
        asked ->
            """
            {"jobs": [{"jobId": "id", "status": "%s", "tags": {"%s": "%s"}}]}
            """
                .formatted(status, LaunchOrder.LAKE_TAG, LAKE));
    answers.put("POST /v1/terminatejob", asked -> end(asked.path("jobId").asText()));
  }
}
