package io.sluice.cli.redrive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.lake.AwsLedgerFactory;
import io.sluice.aws.lake.Inboxes;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.aws.lake.LakeSettings;
import io.sluice.cli.launch.LakeLaunchRecords;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Ledger;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ApplicationState;
import software.amazon.awssdk.services.emrserverless.model.CreateApplicationRequest;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.iam.IamClient;

/** Runs on EMR Serverless are repeated as they were, and only those that it may help. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class FailedLargeRunsTest {
  private static final LakeLocation LAKE = new LakeLocation("s3://redrive-large/lake");
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  private static EmrServerlessClient client;
  private static LakeLaunchRecords records;
  private static Inbox inbox;
  private static String application;

  @BeforeAll
  static void anApplicationAndABatch() throws Exception {
    client =
        AwsClients.configured(EmrServerlessClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    AwsClients.s3(AwsSettings.OF_ENVIRONMENT).createBucket(b -> b.bucket("redrive-large"));
    LakeMaker.make(LAKE, LakeSettings.of(LakeMaker.ledgerTable(LAKE), AwsSettings.OF_ENVIRONMENT));
    records = new LakeLaunchRecords(LAKE, Storages.of(LAKE));
    inbox = Inboxes.open(LAKE);
    inbox.join(new Arrival("large", "s3://in/a.csv", "v", "", "e", 1, NOW, ""), NOW);
    application = application(b -> b.type("SPARK").releaseLabel("emr-7.12.0"));
  }

  private static String application(Consumer<CreateApplicationRequest.Builder> request)
      throws InterruptedException {
    String id = client.createApplication(request).applicationId();
    await(
        () ->
            client.getApplication(b -> b.applicationId(id)).application().state()
                == ApplicationState.CREATED);
    return id;
  }

  /** A run whose program is not there. */
  private static String start(String runId, String name) {
    return client
        .startJobRun(
            b ->
                b.applicationId(application)
                    .name(name)
                    .executionRoleArn("arn:aws:iam::000000000000:role/none")
                    .executionTimeoutMinutes(33L)
                    .retryPolicy(r -> r.maxAttempts(2))
                    .tags(Map.of("sluice:run", runId))
                    .jobDriver(
                        d ->
                            d.sparkSubmit(
                                s ->
                                    s.entryPoint("s3://redrive-large/none.jar")
                                        .entryPointArguments(
                                            "--run-id", runId, "--outcome", outcome(runId))
                                        .sparkSubmitParameters("--class X")))
                    .configurationOverrides(
                        c ->
                            c.monitoringConfiguration(
                                m ->
                                    m.s3MonitoringConfiguration(
                                        l -> l.logUri("s3://redrive-large/logs/")))))
        .jobRunId();
  }

  private static String outcome(String runId) {
    return records.place(runId, "outcome.json");
  }

  /** One that left word of its end. */
  private static void ended(String runId, int exitCode) {
    records.put(
        outcome(runId), "{\"v\": 1, \"outcome\": \"some\", \"exit_code\": " + exitCode + "}");
    start(runId, "sluice-" + runId);
  }

  @Test
  void whatFailedAndBelongsToNoBatchIsStartedAgainAsItWas() throws Exception {
    start("large-000001", "sluice-large-000001");
    ended("refused", 3);
    ended("wrong", 2);
    ended("told", 1);
    start("foreign", "somebody-elses");
    String failed = start("by-hand", "sluice-by-hand");
    await(() -> runs().stream().allMatch(run -> run.state() == JobRunState.FAILED));
    List<Sent> expected =
        List.of(new Sent("run", "by-hand", "failed"), new Sent("run", "told", "failed"));
    assertEquals(expected, redrive(Trial.NAME_ONLY));
    assertEquals(6, runs().size(), "only named");
    assertEquals(expected, redrive(Trial.SEND));
    assertEquals(8, runs().size());

    JobRun was = run(failed);
    JobRun again =
        run(
            runs().stream()
                .filter(run -> run.name().equals(was.name()) && !run.id().equals(failed))
                .findFirst()
                .orElseThrow()
                .id());
    assertEquals(was.jobDriver(), again.jobDriver());
    assertEquals(was.configurationOverrides(), again.configurationOverrides());
    assertEquals(was.tags(), again.tags());
    assertEquals(was.executionTimeoutMinutes(), again.executionTimeoutMinutes());
    assertEquals(was.retryPolicy(), again.retryPolicy());
    // Whoever saw the same failure at the same time asks for the same run.
    StartJobRunRequest other =
        StartJobRunRequest.builder()
            .applicationId(application)
            .clientToken("again." + failed)
            .name(was.name())
            .executionRoleArn(was.executionRole())
            .executionTimeoutMinutes(was.executionTimeoutMinutes())
            .retryPolicy(was.retryPolicy())
            .tags(was.tags())
            .jobDriver(was.jobDriver())
            .configurationOverrides(was.configurationOverrides())
            .build();
    assertEquals(again.jobRunId(), client.startJobRun(other).jobRunId());
  }

  /** It waits for workers that its application may never have, and is given up. */
  @Test
  void whatWasCancelledIsLeft() throws Exception {
    String role;
    try (IamClient iam =
        AwsClients.configured(IamClient.builder(), AwsSettings.OF_ENVIRONMENT).build()) {
      role =
          iam.createRole(
                  b ->
                      b.roleName("redrive-large")
                          .assumeRolePolicyDocument(
                              """
                              {"Version": "2012-10-17", "Statement": [{
                                "Effect": "Allow", "Action": "sts:AssumeRole",
                                "Principal": {"Service": "emr-serverless.amazonaws.com"}}]}"""))
              .role()
              .arn();
    }
    String small =
        application(
            b ->
                b.type("SPARK")
                    .releaseLabel("emr-7.12.0")
                    .maximumCapacity(c -> c.cpu("1 vCPU").memory("4 GB")));
    String run =
        client
            .startJobRun(
                b ->
                    b.applicationId(small)
                        .name("sluice-given-up")
                        .executionRoleArn(role)
                        .jobDriver(
                            d ->
                                d.sparkSubmit(
                                    s ->
                                        s.entryPoint("s3://redrive-large/none.jar")
                                            .entryPointArguments("--run-id", "given-up")
                                            .sparkSubmitParameters(
                                                "--class X --conf spark.driver.cores=2"))))
            .jobRunId();
    await(() -> state(small, run) == JobRunState.SCHEDULED);
    client.cancelJobRun(b -> b.applicationId(small).jobRunId(run));
    await(() -> state(small, run) == JobRunState.CANCELLED);
    assertEquals(List.of(), redrive(small, Trial.SEND));
  }

  private static JobRunState state(String application, String run) {
    return client.getJobRun(b -> b.applicationId(application).jobRunId(run)).jobRun().state();
  }

  private static List<Sent> redrive(Trial trial) {
    return redrive(application, trial);
  }

  private static List<Sent> redrive(String application, Trial trial) {
    try (Ledger ledger = new AwsLedgerFactory().open(LAKE)) {
      return new FailedLargeRuns(
              client, Clock.systemUTC(), new Repeats(inbox, ledger, records), trial)
          .start(application, 100);
    }
  }

  private static List<JobRunSummary> runs() {
    return client.listJobRunsPaginator(b -> b.applicationId(application)).jobRuns().stream()
        .toList();
  }

  private static JobRun run(String id) {
    return client.getJobRun(b -> b.applicationId(application).jobRunId(id)).jobRun();
  }

  private static void await(BooleanSupplier so) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (!so.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it does not come");
      Thread.sleep(100);
    }
  }
}
