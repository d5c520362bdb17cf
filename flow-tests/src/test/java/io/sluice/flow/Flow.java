package io.sluice.flow;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.deploy.DeployPlan;
import io.sluice.deploy.Deployment;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.SparkClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The deployed flow: one emulator and one stack for all tests of the module, made from the built
 * jar and functions as 'sluice deploy' makes it. Policies decide there what functions and jobs may
 * do. Each test has datasets of its own.
 */
final class Flow {
  /** What a minute of a Glue run's time-out lasts here. */
  static final Duration MINUTE = Duration.ofSeconds(3);

  private static Flow shared;

  private final LocalAws aws;
  private final Path state;
  private final Deployment.Result stack;
  private final Messages messages;

  private Flow(LocalAws aws, Path state, Deployment.Result stack) {
    this.aws = aws;
    this.state = state;
    this.stack = stack;
    this.messages = new Messages(sqs(), sns(), output("TopicArn"));
  }

  /** The one of this module. */
  static synchronized Flow flow() {
    if (shared == null) {
      try {
        shared = start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  private static Flow start() throws IOException {
    Path root = Path.of(System.getProperty("sluice.root"));
    Path state = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "flow-");
    LocalAws aws =
        LocalAws.start(
            state,
            LocalAwsOptions.DEFAULT
                .permitting(LocalAwsOptions.Permissions.BY_POLICY)
                .with(SparkClassPath.of(root))
                .withMinute(MINUTE));
    Runtime.getRuntime().addShutdownHook(new Thread(aws::close, "end-flow"));
    LocalAws.use(aws.endpoint());
    DeployPlan plan =
        plan(Map.of("BatchWindowSeconds", "3", "RunsAtOnce", "2", "DatabaseName", "flow"));
    return new Flow(
        aws, state, new Deployment(AwsSettings.OF_ENVIRONMENT, line -> {}).deploy(plan));
  }

  private static DeployPlan plan(Map<String, String> parameters) {
    Path root = Path.of(System.getProperty("sluice.root"));
    return new DeployPlan(
        "flow",
        root.resolve("jobs/target/sluice-jobs-0.1.0-all.jar"),
        root.resolve("lambdas/target/sluice-lambdas.zip"),
        parameters);
  }

  String output(String name) {
    return stack.outputs().get(name);
  }

  Deployment.Result stack() {
    return stack;
  }

  Path state() {
    return state;
  }

  String lake() {
    return output("LakeLocation");
  }

  Messages messages() {
    return messages;
  }

  S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  SfnClient sfn() {
    return AwsClients.configured(SfnClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
  }

  SqsClient sqs() {
    return AwsClients.configured(SqsClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
  }

  SnsClient sns() {
    return AwsClients.configured(SnsClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
  }

  /** Where a dataset's files are put. */
  String landing(String dataset) {
    return "s3://" + output("LandingBucket") + "/" + output("LandingPrefix") + dataset;
  }

  /** Puts a dataset's spec where the flow looks for it. */
  void spec(String dataset, String text) {
    String at = lake() + "/_sluice/specs/" + dataset + ".yml";
    put(at, RequestBody.fromString(text));
  }

  /** Puts a file into a dataset's folder. */
  void land(String dataset, String name, RequestBody body) {
    put(landing(dataset) + "/" + name, body);
  }

  private void put(String uri, RequestBody body) {
    String[] parts = uri.substring("s3://".length()).split("/", 2);
    s3().putObject(b -> b.bucket(parts[0]).key(parts[1]), body);
  }

  /** The executions of a dataset's batches, the newest first. */
  List<ExecutionListItem> executions(String dataset) {
    return sfn()
        .listExecutionsPaginator(b -> b.stateMachineArn(output("MachineArn")))
        .executions()
        .stream()
        .filter(each -> each.name().startsWith(dataset + "-"))
        .toList();
  }

  /** Waits until that many batches of a dataset are over; their executions, the newest first. */
  List<ExecutionListItem> awaitOver(String dataset, int batches) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    List<ExecutionListItem> found = List.of();
    while (System.nanoTime() < deadline) {
      found = executions(dataset);
      if (found.size() >= batches
          && found.stream().noneMatch(e -> e.status() == ExecutionStatus.RUNNING)) {
        return found;
      }
      Thread.sleep(500);
    }
    List<String> states = new ArrayList<>();
    found.forEach(each -> states.add(each.name() + " " + each.statusAsString()));
    throw new AssertionError(
        batches + " batches of " + dataset + " are not over, but " + states + "; see " + state);
  }

  /** The ids of a dataset's Glue runs. */
  List<String> runs(String dataset) {
    return AwsClients.glue(AwsSettings.OF_ENVIRONMENT)
        .getJobRunsPaginator(b -> b.jobName(output("JobName")))
        .stream()
        .flatMap(page -> page.jobRuns().stream())
        .filter(run -> run.arguments().getOrDefault("--run-id", "").startsWith(dataset + "-"))
        .map(JobRun::id)
        .toList();
  }

  /** Deploys again with another value of a parameter. */
  void change(String parameter, String value) {
    new Deployment(AwsSettings.OF_ENVIRONMENT, line -> {}).deploy(plan(Map.of(parameter, value)));
  }

  /** Sends the event of an object once more, as S3 might. */
  void sendEvent(String name) {
    String key = output("LandingPrefix") + name;
    HeadObjectResponse head = s3().headObject(b -> b.bucket(output("LandingBucket")).key(key));
    String event = ObjectEvents.asS3Tells(output("LandingBucket"), key, head);
    sqs().sendMessage(b -> b.queueUrl(output("ArrivalsQueue")).messageBody(event));
  }

  /** How many events lie in the dead-letter queue. */
  int deadLetters() {
    return Integer.parseInt(
        sqs()
            .getQueueAttributes(
                b ->
                    b.queueUrl(output("DeadLettersQueue"))
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  /** Waits until a Glue run of a dataset has begun. */
  void awaitStarted(String dataset) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (runs(dataset).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no run of " + dataset + " begins; see " + state);
      }
      Thread.sleep(100);
    }
  }

  /** Waits until all events of new files were taken. */
  void awaitQueueEmpty() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (System.nanoTime() < deadline) {
      Map<QueueAttributeName, String> counts =
          sqs()
              .getQueueAttributes(
                  b ->
                      b.queueUrl(output("ArrivalsQueue"))
                          .attributeNames(
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
              .attributes();
      if (counts.values().stream().allMatch("0"::equals)) {
        return;
      }
      Thread.sleep(300);
    }
    throw new AssertionError("events are left in the queue; see " + state);
  }

  /** Where the emulator writes. */
  Path log() {
    return aws.log();
  }
}
