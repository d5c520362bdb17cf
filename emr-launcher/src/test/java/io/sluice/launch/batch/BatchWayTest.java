package io.sluice.launch.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.Usage.Amount;
import io.sluice.launch.Usage.Unit;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.AssignPublicIp;
import software.amazon.awssdk.services.batch.model.JobDefinition;
import software.amazon.awssdk.services.iam.IamClient;

/** Jobs in the emulator, whose image is a script that ends as the run's id says. */
@ExtendWith(LocalAwsForTests.class)
class BatchWayTest {
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}""";

  private static final String SCRIPT =
      """
      #!/bin/sh
      echo "arguments: $*"
      case "$*" in
        *"--run-id again"*) [ -e began ] && exit 0; touch began; exit 1 ;;
        *"--run-id refused"*) exit 3 ;;
        *"--run-id slow"*) sleep 60 ;;
        *"--run-id fails"*) echo "sluice: it failed"; exit 1 ;;
      esac
      """;

  private static BatchClient client;
  private static BatchWay way;
  private static String role;

  @BeforeAll
  static void prepare() throws Exception {
    LocalAws aws = LocalAwsForTests.aws();
    LocalAws.use(aws.endpoint());
    client = BatchClient.create();
    way = new BatchWay(client, client, LaunchClock.OF_MACHINE, "us-east-1");
    client.createJobQueue(b -> b.jobQueueName("queue").priority(1));
    client.createJobQueue(b -> b.jobQueueName("closed").priority(1).state("DISABLED"));
    try (IamClient iam = IamClient.builder().region(Region.AWS_GLOBAL).build()) {
      role = iam.createRole(b -> b.roleName("batch").assumeRolePolicyDocument(TRUST)).role().arn();
    }
    Path image =
        Files.createDirectories(
            aws.log().resolveSibling("batch").resolve("images").resolve("repo_sluice_1"));
    Path run = Files.writeString(image.resolve("run"), SCRIPT);
    assertTrue(run.toFile().setExecutable(true));
  }

  private static Profile profile(String queue) {
    String yaml =
        """
        environments:
          test:
            batch:
              queue: %s
              image: repo/sluice:1
              job_role: %s
              execution_role: %s
        """
            .formatted(queue, role, role);
    return Profiles.read(yaml, "sluice.yaml").environment("test");
  }

  private static LaunchOrder order(String runId, String queue, Duration timeout) {
    DatasetSpec spec =
        SpecReader.read(
            """
            dataset: orders
            source: {path: "s3://landing/orders/*.csv", format: csv}
            target: {database: sluice, table: orders}
            """,
            "orders.yml");
    return new LaunchOrder(
        runId,
        "s3://lake/prod",
        List.of(new LaunchOrder.Part(runId, "s3://lake/orders.yml", spec, "s3://lake/end.json")),
        profile(queue),
        "s3://programs/sluice.jar",
        timeout);
  }

  private static LaunchOrder order(String runId) {
    return order(runId, "queue", Duration.ofHours(1));
  }

  private static LaunchState end(LaunchHandle handle) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    LaunchState state = way.state(handle);
    while (!state.phase().over() && System.nanoTime() < deadline) {
      Thread.sleep(100);
      state = way.state(handle);
    }
    return state;
  }

  @Test
  void aJobRunsItsImageAndIsFoundAgain() throws Exception {
    LaunchOrder order = order("good-1");
    way.check(order);
    assertTrue(way.find(order).isEmpty());
    LaunchHandle handle = way.submit(order);
    assertEquals(handle.id(), way.find(order).orElseThrow().id());
    LaunchState state = end(handle);
    assertEquals(Phase.SUCCEEDED, state.phase(), state.reason());
    assertEquals(OptionalInt.of(0), state.exitCode());
    assertEquals(1, state.logs().size(), state.logs().toString());
    assertTrue(state.logs().get(0).startsWith("cloudwatch:/aws/batch/job:sluice-test/default/"));
    assertEquals(
        List.of(Unit.VCPU_HOURS, Unit.MEMORY_GB_HOURS),
        state.usage().amounts().stream().map(Amount::unit).collect(Collectors.toList()));
    // The definition is made once, and does what the docs say.
    way.submit(order("good-2"));
    List<JobDefinition> made =
        client.describeJobDefinitions(b -> b.jobDefinitionName("sluice-test")).jobDefinitions();
    assertEquals(1, made.size());
    assertTrue(made.get(0).containerProperties().readonlyRootFilesystem());
  }

  @Test
  void onlyExitCode1IsTriedAgain() throws Exception {
    LaunchHandle again = way.submit(order("again"));
    assertEquals(Phase.SUCCEEDED, end(again).phase());
    assertEquals(2, attempts(again));
    LaunchHandle refused = way.submit(order("refused"));
    LaunchState state = end(refused);
    assertEquals(Phase.FAILED, state.phase());
    assertEquals(OptionalInt.of(3), state.exitCode());
    assertEquals(1, attempts(refused));
    LaunchHandle failed = way.submit(order("fails"));
    assertEquals(OptionalInt.of(1), end(failed).exitCode());
    assertEquals(2, attempts(failed));
  }

  private static int attempts(LaunchHandle handle) {
    return client.describeJobs(b -> b.jobs(handle.id())).jobs().get(0).attempts().size();
  }

  @Test
  void aJobIsCancelledAndNoLongerRuns() throws Exception {
    LaunchHandle handle = way.submit(order("slow-1"));
    while (way.state(handle).phase() == Phase.PENDING) {
      Thread.sleep(50);
    }
    LaunchHandle found =
        way.running().stream()
            .filter(each -> each.runId().equals("slow-1"))
            .findFirst()
            .orElseThrow();
    // By its lake a sweep tells its own jobs from others'.
    assertEquals("s3://lake/prod", found.more().get(LaunchHandle.LAKE));
    assertEquals(handle.more(), found.more());
    way.cancel(handle);
    assertEquals(Phase.CANCELLED, end(handle).phase());
    assertFalse(way.running().stream().anyMatch(each -> each.runId().equals("slow-1")));
    // Once more is no failure.
    way.cancel(handle);
  }

  @Test
  void aJobInAPublicSubnetGetsAnAddressWhereTheProfileSaysSo() {
    assertEquals(AssignPublicIp.DISABLED, publicIp(order("private")));
    Profile open =
        Profiles.read(
                "environments: {open: {batch: {queue: queue, image: 'repo/sluice:1', public_ip:"
                    + " true}}}",
                "sluice.yaml")
            .environment("open");
    LaunchOrder order =
        new LaunchOrder(
            "open", "s3://lake/prod", order("x").parts(), open, "", Duration.ofHours(1));
    assertEquals(AssignPublicIp.ENABLED, publicIp(order));
    String made = new JobDefinitions(client).forOrder(order);
    assertEquals(made, new JobDefinitions(client).forOrder(order));
    JobDefinition definition =
        client
            .describeJobDefinitions(b -> b.jobDefinitionName("sluice-open"))
            .jobDefinitions()
            .get(0);
    assertEquals(
        AssignPublicIp.ENABLED,
        definition.containerProperties().networkConfiguration().assignPublicIp());
  }

  private static AssignPublicIp publicIp(LaunchOrder order) {
    return JobDefinitions.wanted(order)
        .containerProperties()
        .networkConfiguration()
        .assignPublicIp();
  }

  @Test
  void whatCannotSucceedIsRefusedBeforeItCosts() {
    assertTrue(
        assertThrows(
                LaunchException.class, () -> way.check(order("x", "none", Duration.ofHours(1))))
            .getMessage()
            .contains("there is no queue none"));
    assertTrue(
        assertThrows(
                LaunchException.class, () -> way.check(order("x", "closed", Duration.ofHours(1))))
            .getMessage()
            .contains("takes no jobs"));
    LaunchOrder bare =
        new LaunchOrder(
            "x",
            "s3://lake/prod",
            order("x").parts(),
            Profile.defaults(),
            "s3://programs/sluice.jar",
            Duration.ofHours(1));
    assertTrue(
        assertThrows(LaunchException.class, () -> way.check(bare))
            .getMessage()
            .contains("batch.queue"));
    assertEquals(
        Phase.FAILED,
        way.state(
                new LaunchHandle(
                    "batch", "x", "unknown", java.time.Instant.now(), java.util.Map.of()))
            .phase());
  }
}
