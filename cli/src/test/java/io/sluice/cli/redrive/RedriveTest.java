package io.sluice.cli.redrive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ExecutionClass;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.JobRunState;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** What failed is sent again, nothing is lost on the way, and once more does no more. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class RedriveTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");
  private static final LakeLocation LAKE = new LakeLocation("s3://redrive/lake");
  private static final String FAILS = "{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Fail\"}}}";
  private static final String WAITS =
      "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":3600,\"End\":true}}}";

  private static SqsClient sqs;
  private static SfnClient sfn;

  @BeforeAll
  static void lake() {
    sqs = AwsClients.configured(SqsClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    sfn = AwsClients.configured(SfnClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    AwsClients.s3(AwsSettings.OF_ENVIRONMENT).createBucket(b -> b.bucket("redrive"));
    LakeMaker.make(LAKE, LakeSettings.of(LakeMaker.ledgerTable(LAKE), AwsSettings.OF_ENVIRONMENT));
  }

  private static String queue(String name) {
    return sqs.createQueue(b -> b.queueName(name)).queueUrl();
  }

  private static Set<String> bodies(String queue) {
    Set<String> bodies = new TreeSet<>();
    List<Message> messages;
    do {
      messages =
          sqs.receiveMessage(b -> b.queueUrl(queue).maxNumberOfMessages(10).visibilityTimeout(900))
              .messages();
      messages.forEach(message -> bodies.add(message.body()));
    } while (!messages.isEmpty() && bodies.size() < 100);
    return bodies;
  }

  private static DeadLetters letters(Trial trial) {
    LambdaClient lambda =
        AwsClients.configured(LambdaClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    return new DeadLetters(sqs, lambda, trial);
  }

  @Test
  void lettersGoWhereTheyWereToGo() throws Exception {
    String dead = queue("redrive-dead");
    String arrivals = queue("redrive-arrivals");
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < 12; i++) {
      String body = "{\"n\": " + i + "}";
      all.add(body);
      sqs.sendMessage(b -> b.queueUrl(dead).messageBody(body));
    }
    assertThrows(
        QueueDoesNotExistException.class,
        () -> letters(Trial.SEND).send(dead, arrivals + "-that-is-not-there"));
    assertEquals(12, counted(dead), "sent before deleted");
    sqs.purgeQueue(b -> b.queueUrl(dead));
    all.forEach(body -> sqs.sendMessage(b -> b.queueUrl(dead).messageBody(body)));
    assertEquals(12, letters(Trial.SEND).send(dead, arrivals).size());
    assertEquals(all, bodies(arrivals));
    assertEquals(0, counted(dead));
    assertEquals(List.of(), letters(Trial.SEND).send(dead, arrivals));
  }

  /** Also those that somebody has received and not deleted. */
  private static int counted(String queue) {
    return sqs
        .getQueueAttributes(b -> b.queueUrl(queue).attributeNamesWithStrings("All"))
        .attributesAsStrings()
        .entrySet()
        .stream()
        .filter(each -> each.getKey().startsWith("ApproximateNumberOfMessages"))
        .mapToInt(each -> Integer.parseInt(each.getValue()))
        .sum();
  }

  @Test
  void lettersOfFunctionsGoToFunctions() {
    String dead = queue("redrive-functions");
    Map<String, MessageAttributeValue> attributes =
        Map.of(
            "TARGET_ARN",
            MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("arn:aws:lambda:us-east-1:000000000000:function:ended")
                .build());
    sqs.sendMessage(b -> b.queueUrl(dead).messageBody("{}").messageAttributes(attributes));
    assertEquals(
        List.of(new Sent("letter", "{}", "to the function ended")),
        letters(Trial.NAME_ONLY).send(dead, "nowhere"));
    assertEquals(1, counted(dead), "only named");
  }

  @Test
  void lettersOfSchedulesAreLeft() {
    String dead = queue("redrive-schedules");
    Map<String, MessageAttributeValue> attributes =
        Map.of(
            "TARGET_ARN",
            MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("arn:aws:scheduler:::aws-sdk:glue:startJobRun")
                .build());
    sqs.sendMessage(b -> b.queueUrl(dead).messageBody("{}").messageAttributes(attributes));
    assertTrue(letters(Trial.SEND).send(dead, "nowhere").get(0).how().startsWith("left where"));
    assertEquals(1, counted(dead));
  }

  private static String machine(String name, String definition) {
    return sfn.createStateMachine(
            b ->
                b.name(name)
                    .definition(definition)
                    .roleArn("arn:aws:iam::000000000000:role/" + name))
        .stateMachineArn();
  }

  private static Inbox failed(String dataset, String outcome) {
    Inbox inbox = Inboxes.open(LAKE);
    inbox.join(new Arrival(dataset, "s3://in/a.csv", "v", "", "e", 1, NOW, ""), NOW);
    inbox.close(dataset, 1);
    inbox.started(dataset, 1, 1);
    inbox.over(dataset, 1, outcome, NOW);
    return inbox;
  }

  private static List<String> executions(String machine) {
    return sfn.listExecutions(b -> b.stateMachineArn(machine)).executions().stream()
        .map(ExecutionListItem::name)
        .sorted()
        .toList();
  }

  @Test
  void aBatchThatFailedIsStartedAgainOnce() throws Exception {
    String machine = machine("redrive-once", WAITS);
    Inbox inbox = failed("once", "failed");
    FailedBatches batches = new FailedBatches(inbox, sfn, machine, Trial.SEND);
    String execution =
        sfn.startExecution(b -> b.stateMachineArn(machine).name("once-000001")).executionArn();
    assertEquals(List.of(), batches.start("once", 10, Set.of("failed")), "one is at work");
    sfn.stopExecution(b -> b.executionArn(execution));
    while (sfn.describeExecution(b -> b.executionArn(execution)).status()
        == ExecutionStatus.RUNNING) {
      Thread.sleep(100);
    }
    assertEquals(
        1,
        new FailedBatches(inbox, sfn, machine, Trial.NAME_ONLY)
            .start("once", 10, Set.of("failed"))
            .size());
    assertEquals(
        List.of(new Sent("batch", "once 000001", "failed; execution once-000001-r2")),
        batches.start("once", 10, Set.of("failed")));
    assertEquals(List.of(), batches.start("once", 10, Set.of("failed")), "it is at work now");
    assertEquals(List.of("once-000001", "once-000001-r2"), executions(machine));
    assertEquals(2, inbox.batch("once", 1).orElseThrow().started());
    assertTrue(
        sfn.describeExecution(
                b ->
                    b.executionArn(
                        machine.replace(":stateMachine:", ":execution:") + ":once-000001-r2"))
            .input()
            .contains("\"batch\":\"000001\""));
  }

  @Test
  void othersAreLeftAlone() {
    String machine = machine("redrive-others", FAILS);
    FailedBatches batches =
        new FailedBatches(failed("fine", "committed"), sfn, machine, Trial.SEND);
    failed("wrong", "usage");
    assertEquals(List.of(), batches.start("fine", 10, Set.of("failed")));
    assertEquals(List.of(), batches.start("wrong", 10, Set.of("failed")));
    assertEquals(1, batches.start("wrong", 10, Set.of("usage")).size());
  }

  @Test
  void aRunOfNoBatchIsStartedAgainWithItsArguments() throws Exception {
    GlueClient glue = AwsClients.glue(AwsSettings.OF_ENVIRONMENT);
    glue.createJob(
        b ->
            b.name("redrive")
                .role("arn:aws:iam::000000000000:role/job")
                .command(c -> c.name("glueetl").scriptLocation("s3://redrive/none.scala"))
                .executionProperty(e -> e.maxConcurrentRuns(9))
                .glueVersion("5.1"));
    Inbox inbox = failed("runs", "failed");
    glue.startJobRun(b -> b.jobName("redrive").arguments(Map.of("--run-id", "runs-000001")));
    LakeLaunchRecords records = new LakeLaunchRecords(LAKE, Storages.of(LAKE));
    startAs(glue, records, "refused", 3);
    startAs(glue, records, "wrong", 2);
    startAs(glue, records, "told", 1);
    Map<String, String> arguments = Map.of("--run-id", "by-hand", "--spec", "s");
    glue.startJobRun(
        b ->
            b.jobName("redrive")
                .arguments(arguments)
                .workerType("G.2X")
                .numberOfWorkers(7)
                .timeout(33)
                .executionClass(ExecutionClass.FLEX));
    awaitFailed(glue);
    try (Ledger ledger = new AwsLedgerFactory().open(LAKE)) {
      FailedRuns runs = new FailedRuns(glue, new Repeats(inbox, ledger, records), Trial.SEND);
      // Neither what was refused nor what was wrongly asked.
      assertEquals(
          List.of(new Sent("run", "by-hand", "failed"), new Sent("run", "told", "failed")),
          runs.start("redrive", 100));
    }
    List<JobRun> all = glue.getJobRuns(b -> b.jobName("redrive")).jobRuns();
    assertEquals(7, all.size());
    List<JobRun> again = all.stream().filter(run -> run.arguments().equals(arguments)).toList();
    assertEquals(2, again.size());
    for (JobRun run : again) {
      assertEquals("G.2X", run.workerTypeAsString());
      assertEquals(7, run.numberOfWorkers());
      assertEquals(33, run.timeout());
      assertEquals(ExecutionClass.FLEX, run.executionClass());
    }
  }

  /** A run that left word of its end. */
  private static void startAs(
      GlueClient glue, LakeLaunchRecords records, String runId, int exitCode) {
    String outcome = records.place(runId, "outcome.json");
    records.put(outcome, "{\"v\": 1, \"outcome\": \"some\", \"exit_code\": " + exitCode + "}");
    glue.startJobRun(
        b ->
            b.jobName("redrive")
                .arguments(Map.of("--run-id", runId, "--spec", "s", "--outcome", outcome)));
  }

  private static void awaitFailed(GlueClient glue) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (!glue.getJobRuns(b -> b.jobName("redrive")).jobRuns().stream()
        .allMatch(run -> run.jobRunState() == JobRunState.FAILED)) {
      assertTrue(System.nanoTime() < deadline, "the runs do not fail");
      Thread.sleep(200);
    }
  }
}
