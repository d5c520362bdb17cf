package io.sluice.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.deploy.DeployPlan;
import io.sluice.deploy.Deployment;
import io.sluice.deploy.Destruction;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.SparkClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
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
  /** The files of the burst; more of them take longer. */
  static final int FILES = Integer.getInteger("sluice.flow.files", 200);

  /**
   * How long anything is waited for: the whole suite must end, and say what hangs, before whoever
   * runs it loses patience with all of it. Batches of many files get twice as long.
   */
  static final Duration PATIENCE = Duration.ofMinutes(Math.max(4, FILES / 50));

  /** What a minute of a Glue run's time-out lasts here. */
  private static final Duration MINUTE = Duration.ofSeconds(3);

  /** How long a run that died keeps its lease here. */
  private static final String LEASE = "-Dsluice.lease.seconds=15";

  /** What weighs so much goes to EMR Serverless. Only {@link LargeBatchesIT} has such files. */
  static final int LARGE_BYTES = 2_000_000;

  private static final String STACK = "flow";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Flow shared;

  private final Path state;
  private final Deployment.Result stack;
  private final SfnClient sfn = client(SfnClient.builder());
  private final SqsClient sqs = client(SqsClient.builder());
  private final Messages messages;

  private Flow(Path state, Deployment.Result stack) throws IOException {
    this.state = state;
    this.stack = stack;
    this.messages = new Messages(sqs, client(SnsClient.builder()), output("TopicArn"));
    hurry();
  }

  /** A client of a service in the emulator. */
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return AwsClients.configured(builder, AwsSettings.OF_ENVIRONMENT).build();
  }

  /** Puts the pauses of the deployed machine down, and leaves everything else as it is. */
  private void hurry() throws IOException {
    String machine = output("MachineArn");
    JsonNode definition =
        JSON.readTree(sfn.describeStateMachine(b -> b.stateMachineArn(machine)).definition());
    for (JsonNode retry : definition.findParents("IntervalSeconds")) {
      ((ObjectNode) retry).put("IntervalSeconds", 2).put("MaxDelaySeconds", 5);
    }
    sfn.updateStateMachine(b -> b.stateMachineArn(machine).definition(definition.toString()));
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
                .withMinute(MINUTE)
                .withJobs(LEASE));
    Runtime.getRuntime().addShutdownHook(new Thread(aws::close, "end-flow"));
    LocalAws.use(aws.endpoint());
    DeployPlan plan =
        plan(
            STACK,
            Map.of(
                "BatchWindowSeconds", "3",
                "RunsAtOnce", "2",
                "LargeMinBytes", Integer.toString(LARGE_BYTES),
                "DatabaseName", "flow",
                // What most of these tests are about is the job.
                "SmallMaxBytes", "0"));
    return new Flow(state, new Deployment(AwsSettings.OF_ENVIRONMENT, line -> {}).deploy(plan));
  }

  private static DeployPlan plan(String name, Map<String, String> parameters) {
    Path root = Path.of(System.getProperty("sluice.root"));
    return new DeployPlan(
        name,
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
    return sfn;
  }

  SqsClient sqs() {
    return sqs;
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
    return sfn
        .listExecutionsPaginator(b -> b.stateMachineArn(output("MachineArn")))
        .executions()
        .stream()
        .filter(each -> each.name().startsWith(dataset + "-"))
        .toList();
  }

  /** Waits until that many batches of a dataset are over; their executions, the newest first. */
  List<ExecutionListItem> awaitOver(String dataset, int batches) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.multipliedBy(2).toNanos();
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

  /** What 'sluice files' says of a dataset; none as long as nothing of it has arrived. */
  List<JsonNode> files(String dataset) throws IOException {
    List<JsonNode> files = new ArrayList<>();
    for (JsonNode file :
        JSON.readTree(CommandLineForTests.run("files", "--lake", lake(), "--output", "json"))) {
      if (file.path("dataset").asText().equals(dataset)) {
        files.add(file);
      }
    }
    return files;
  }

  /** Waits until so many files of a dataset are in a state. */
  void awaitFiles(String dataset, String state, int count)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.multipliedBy(2).toNanos();
    long found = 0;
    while (System.nanoTime() < deadline) {
      found = files(dataset).stream().filter(f -> f.path("state").asText().equals(state)).count();
      if (found >= count) {
        return;
      }
      Thread.sleep(1_000);
    }
    throw new AssertionError(
        found + " of " + count + " files of " + dataset + " are " + state + "; see " + this.state);
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

  /** Deploys again with other values of parameters. */
  void change(Map<String, String> parameters) {
    deploy(STACK, parameters);
  }

  /** Deploys again with another value of one parameter. */
  void change(String parameter, String value) {
    change(Map.of(parameter, value));
  }

  /** Deploys a stack of what is deployed here. */
  Deployment.Result deploy(String name, Map<String, String> parameters) {
    return new Deployment(AwsSettings.OF_ENVIRONMENT, line -> {}).deploy(plan(name, parameters));
  }

  /** Removes a stack; what stays. */
  Map<String, String> destroy(String name) {
    return new Destruction(AwsSettings.OF_ENVIRONMENT, line -> {}).destroy(name);
  }

  /** Sends the event of an object once more, as S3 might. */
  void sendEvent(String name) {
    String key = output("LandingPrefix") + name;
    HeadObjectResponse head = s3().headObject(b -> b.bucket(output("LandingBucket")).key(key));
    String event = ObjectEvents.asS3Tells(output("LandingBucket"), key, head);
    sqs.sendMessage(b -> b.queueUrl(output("ArrivalsQueue")).messageBody(event));
  }

  /** How many events lie in the dead-letter queue. */
  int deadLetters() {
    return Integer.parseInt(
        sqs.getQueueAttributes(
                b ->
                    b.queueUrl(output("DeadLettersQueue"))
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  /** Waits until a Glue run of a dataset has begun. */
  void awaitStarted(String dataset) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (runs(dataset).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no run of " + dataset + " begins; see " + state);
      }
      Thread.sleep(100);
    }
  }

  /** Waits until all events of new files were taken. */
  void awaitQueueEmpty() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Map<QueueAttributeName, String> counts =
          sqs.getQueueAttributes(
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

  /** Calls that are refused or held, as the emulator's module {@code faults} reads them. */
  void faults(String json) throws IOException {
    Path next = Files.writeString(state.resolve("faults.next"), json);
    Files.move(next, state.resolve("faults.json"), StandardCopyOption.ATOMIC_MOVE);
  }
}
