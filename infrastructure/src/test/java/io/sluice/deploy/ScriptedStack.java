package io.sluice.deploy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.lambda.Script;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The stack, its state machine as it is deployed, with functions and a job that do what a test
 * writes down. A minute of pauses and time-outs is a second.
 */
final class ScriptedStack implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SOON_SECONDS = 15;

  private final LocalAws aws;
  private final Path state;
  private final Path scripts;
  private final SfnClient sfn;
  private final Deployment.Result stack;
  private final ObjectNode deployed;
  private int executions;

  ScriptedStack(Path folder) throws Exception {
    state = Files.createDirectories(folder.resolve("state"));
    scripts = Files.createDirectories(folder.resolve("scripts"));
    Path classes = classes(ScriptedStack.class);
    Path named = Files.createDirectories(folder.resolve("named"));
    Files.writeString(named.resolve("scripts.txt"), scripts.toString());
    aws =
        LocalAws.start(
            state,
            LocalAwsOptions.DEFAULT
                .with(List.of(classes.toString(), named.toString()))
                .withMinute(Duration.ofSeconds(1)));
    LocalAws.use(aws.endpoint());
    AwsSettings settings = AwsSettings.OF_ENVIRONMENT;
    sfn = AwsClients.configured(SfnClient.builder(), settings).build();
    DeployPlan plan =
        new DeployPlan(
            "scripted",
            Files.writeString(folder.resolve("sluice-jobs-all.jar"), "no jar"),
            functions(folder, classes),
            Map.of("RunsAtOnce", "1", "RunMinutes", "5", "LargeMinBytes", "1000000000000"));
    stack =
        new Deployment(settings, line -> {}, pause -> Deployment.sleep(Duration.ofMillis(200)))
            .deploy(plan);
    deployed = definition();
  }

  private static Path functions(Path folder, Path classes) throws Exception {
    Path zipped = folder.resolve("sluice-lambdas.zip");
    try (OutputStream out = Files.newOutputStream(zipped);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> all = Files.walk(classes.resolve("io/sluice/lambda"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, zip);
      }
      zip.putNextEntry(new ZipEntry("lib/core.jar"));
      Files.copy(classes(RequestStreamHandler.class), zip);
      zip.putNextEntry(new ZipEntry("scripts.txt"));
      Files.copy(folder.resolve("named/scripts.txt"), zip);
    }
    return zipped;
  }

  private static Path classes(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /**
   * Lets the tasks time out soon, where a test waits for that. Elsewhere they have the time that is
   * deployed: on a busy machine a short one ends tasks of which nobody expects it, some before they
   * are scheduled, whose history then cannot be read.
   */
  void timeOutSoon() throws IOException {
    ObjectNode machine = deployed.deepCopy();
    for (JsonNode each : machine.findParents("Resource")) {
      ((ObjectNode) each).put("TimeoutSeconds", SOON_SECONDS);
    }
    update(machine);
  }

  /** Takes {@link #timeOutSoon} back. */
  void timeOutAsDeployed() throws IOException {
    update(deployed);
  }

  private void update(ObjectNode machine) {
    sfn.updateStateMachine(b -> b.stateMachineArn(arn()).definition(machine.toString()));
  }

  /** The machine as it is deployed. */
  ObjectNode definition() throws IOException {
    String text = sfn.describeStateMachine(b -> b.stateMachineArn(arn())).definition();
    return (ObjectNode) JSON.readTree(text);
  }

  String arn() {
    return stack.outputs().get("MachineArn");
  }

  SfnClient sfn() {
    return sfn;
  }

  /** What somebody does from now on: a handler's simple name, or {@code job}, wherever it runs. */
  void script(String who, String... lines) throws IOException {
    Script.write(scripts, who, List.of(lines));
  }

  /** All do what they do when nothing is wrong. */
  void allIsWell() throws IOException {
    faults("[]");
    script(
        "CloseHandler",
        "answer {\"ready\": true, \"count\": 1, \"run_id\": \"r1\", \"spec\": \"s3://l/spec\","
            + " \"files\": \"s3://l/files\", \"outcome\": \"s3://l/outcome\", \"groups\":"
            + " [{\"index\": 0, \"list\": \"s3://l/0\"}]}");
    script("TypeHandler", "answer {\"way\": \"glue\", \"types\": {\"csv\": 1}}");
    script("PlanHandler", "answer {\"way\": \"glue\", \"files\": \"s3://l/files\"}");
    script("SmallHandler", "answer {\"result\": \"done\", \"reason\": \"\"}");
    script("job", "exit 0");
    outcome("committed", false);
  }

  /** Likewise, and no Glue run is wanted: for what comes before and after one. */
  void withoutRun() throws IOException {
    allIsWell();
    script("PlanHandler", "answer {\"way\": \"refuse\"}");
  }

  /** How OutcomeHandler answers. */
  void outcome(String outcome, boolean retry) throws IOException {
    script("OutcomeHandler", outcomeLine(outcome, retry));
  }

  static String outcomeLine(String outcome, boolean retry) {
    return "answer {\"outcome\": \"%s\", \"retry\": %b, \"severity\": \"info\", \"subject\": \"Sluice: %s\", \"message\": \"text\"}"
        .formatted(outcome, retry, outcome);
  }

  /** Calls that are refused, as the emulator's module {@code faults} reads them. */
  void faults(String json) throws IOException {
    Path next = state.resolve("faults.next");
    Files.writeString(next, json);
    Files.move(next, state.resolve("faults.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** A function is throttled once. */
  void throttled(String function) throws IOException {
    faults(
        ("[{\"service\": \"lambda\", \"operation\": \"Invoke\", \"code\":"
                + " \"TooManyRequestsException\", \"status\": 429, \"times\": 1, \"when\": \"%s\"}]")
            .formatted("-" + function + "-"));
  }

  /** Starts an execution. */
  String start() {
    executions++;
    String name = "t-" + executions;
    String input = "{\"dataset\": \"t\", \"batch\": \"%d\"}".formatted(executions);
    return sfn.startExecution(b -> b.stateMachineArn(arn()).name(name).input(input)).executionArn();
  }

  /** The Glue runs so far, the newest first. */
  List<JobRun> runs() {
    return AwsClients.glue(AwsSettings.OF_ENVIRONMENT)
        .getJobRuns(b -> b.jobName(stack.outputs().get("JobName")))
        .jobRuns();
  }

  /** The runs of EMR Serverless so far, the newest first. */
  List<JobRunSummary> largeRuns() {
    try (EmrServerlessClient client =
        AwsClients.configured(EmrServerlessClient.builder(), AwsSettings.OF_ENVIRONMENT).build()) {
      return client
          .listJobRuns(b -> b.applicationId(stack.outputs().get("ServerlessApplicationId")))
          .jobRuns();
    }
  }

  /** Starts a Glue run beside the machine's; its id. */
  String occupyGlue() {
    return AwsClients.glue(AwsSettings.OF_ENVIRONMENT)
        .startJobRun(b -> b.jobName(stack.outputs().get("JobName")).timeout(60))
        .jobRunId();
  }

  /** Stops a Glue run. */
  void stopRun(String id) {
    AwsClients.glue(AwsSettings.OF_ENVIRONMENT)
        .batchStopJobRun(b -> b.jobName(stack.outputs().get("JobName")).jobRunIds(id));
  }

  Path state() {
    return state;
  }

  @Override
  public void close() {
    aws.close();
  }
}
