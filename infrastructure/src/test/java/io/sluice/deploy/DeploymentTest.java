package io.sluice.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The stack made, made again, changed and removed through CloudFormation. */
@ExtendWith(LocalAwsForTests.class)
class DeploymentTest {
  private static final Set<String> DATA = Set.of("Landing", "Lake", "Ledger", "Database");

  @TempDir private Path folder;

  @Test
  void deploysChangesAndRemovesAllButData() throws Exception {
    TestStack stack = new TestStack(folder, "whole");
    AwsSettings settings = TestStack.settings();
    Map<String, String> email =
        Map.of(
            "Email", "somebody@example.com",
            "DatabaseName", "whole",
            "TriggerSource", "both",
            "LargeMinBytes", "1000000000000");
    Deployment.Result first = stack.deploy(email);
    assertTrue(first.changed());
    Map<String, String> made = first.resources();
    // What the emulator only pretends to make has this id.
    assertFalse(made.containsValue("unknown"), made.toString());
    assertEquals(logicalIds(), made.keySet());

    // Each through its own service.
    S3Client s3 = AwsClients.s3(settings);
    GlueClient glue = AwsClients.glue(settings);
    assertEquals("whole", glue.getDatabase(b -> b.name("whole")).database().name());
    assertEquals("5.1", glue.getJob(b -> b.jobName(made.get("Job"))).job().glueVersion());
    try (SfnClient sfn = AwsClients.configured(SfnClient.builder(), settings).build()) {
      String machine =
          sfn.describeStateMachine(b -> b.stateMachineArn(made.get("Machine"))).definition();
      assertFalse(machine.contains("${"), machine);
    }
    String lake = first.outputs().get("LakeLocation").replaceFirst("s3://[^/]+/", "");
    s3.headObject(b -> b.bucket(made.get("Lake")).key(lake + "/_sluice/lake.json"));

    Deployment.Result again = stack.deploy(Map.of());
    assertFalse(again.changed());
    assertTrue(stack.deploy(Map.of("BatchWindowSeconds", "5", "RunsAtOnce", "2")).changed());
    assertEquals(
        2,
        glue.getJob(b -> b.jobName(made.get("Job"))).job().executionProperty().maxConcurrentRuns());

    s3.putObject(b -> b.bucket(made.get("Landing")).key("landing/a"), RequestBody.fromString("x"));
    runOn(made.get("Application"));
    assertRefusedWhileRunsGoOn(stack);
    Map<String, String> kept = stack.destroy();
    assertTrue(kept.keySet().containsAll(DATA), kept.toString());
    assertEquals(
        "x",
        s3.getObjectAsBytes(b -> b.bucket(made.get("Landing")).key("landing/a")).asUtf8String());
    s3.headObject(b -> b.bucket(made.get("Lake")).key(lake + "/_sluice/lake.json"));
    assertEquals("whole", glue.getDatabase(b -> b.name("whole")).database().name());
    AwsClients.dynamo(settings).describeTable(b -> b.tableName(made.get("Ledger")));
    assertEquals(
        List.of(),
        s3.listBuckets().buckets().stream()
            .map(bucket -> bucket.name())
            .filter(made::containsValue)
            .filter(name -> !kept.containsValue(name))
            .toList());
    assertThrows(EntityNotFoundException.class, () -> glue.getJob(b -> b.jobName(made.get("Job"))));

    // A new stack over the tables that are there.
    Deployment.Result anew = stack.deploy(Map.of("DatabaseName", "whole"));
    assertFalse(anew.resources().containsKey("Database"));
    stack.destroy();
  }

  /** A run, which fails, starts the application: it cannot be removed as it is. */
  private static void runOn(String application) throws Exception {
    try (EmrServerlessClient client =
        AwsClients.configured(EmrServerlessClient.builder(), TestStack.settings()).build()) {
      String run =
          client
              .startJobRun(
                  b ->
                      b.applicationId(application)
                          .executionRoleArn("arn:aws:iam::000000000000:role/none")
                          .jobDriver(
                              d ->
                                  d.sparkSubmit(
                                      s ->
                                          s.entryPoint("s3://none/a.jar")
                                              .sparkSubmitParameters("--class a.B"))))
              .jobRunId();
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (client.getJobRun(b -> b.applicationId(application).jobRunId(run)).jobRun().state()
          != JobRunState.FAILED) {
        assertTrue(System.nanoTime() < deadline, "the run goes on");
        Thread.sleep(100);
      }
    }
  }

  private static void assertRefusedWhileRunsGoOn(TestStack stack) throws Exception {
    TestStack.faults(
        "[{\"service\": \"emr-serverless\", \"operation\": \"StopApplication\", \"code\":"
            + " \"ValidationException\", \"message\": \"Application has running jobs.\"}]");
    String refused = assertThrows(DeployException.class, stack::destroy).getMessage();
    assertTrue(refused.contains("cannot be stopped, nor removed: Application has"), refused);
    TestStack.faults("[]");
  }

  /** The names of the template's resources that the stack of this test has. */
  private static Set<String> logicalIds() {
    String text = Template.stack();
    return text.substring(text.indexOf("\nResources:\n"), text.indexOf("\nOutputs:\n"))
        .lines()
        .filter(line -> line.matches("  [A-Za-z]+:"))
        .map(line -> line.strip().replace(":", ""))
        .filter(name -> !name.equals("Troubles"))
        .collect(Collectors.toSet());
  }

  @Test
  void aStackThatCannotBeChangedSaysWhatToDo() throws Exception {
    TestStack stack = new TestStack(folder, "rolled");
    String broken =
        "Resources:\n  Bad:\n    Type: AWS::SNS::TopicPolicy\n    Properties:\n"
            + "      Topics: ['arn:aws:sns:us-east-1:000000000000:none']\n      PolicyDocument: {}\n";
    try (CloudFormationClient client = Deployment.cloudFormation(TestStack.settings())) {
      client.createStack(b -> b.stackName("rolled").templateBody(broken));
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
      while (client
          .describeStacks(b -> b.stackName("rolled"))
          .stacks()
          .get(0)
          .stackStatusAsString()
          .endsWith("_IN_PROGRESS")) {
        assertTrue(System.nanoTime() < deadline, "it is never over");
        Thread.sleep(100);
      }
    }
    DeployException refused = assertThrows(DeployException.class, () -> stack.deploy(Map.of()));
    assertTrue(
        refused.getMessage().contains("sluice destroy --stack rolled"), refused.getMessage());
    stack.destroy();
    assertThrows(DeployException.class, stack::destroy, "it is gone");
  }

  @Test
  void wrongRegionsAndMissingRightsAreTold() throws Exception {
    TestStack stack = new TestStack(folder, "elsewhere");
    LocalAws aws = LocalAwsForTests.aws();
    DeployException unknown =
        assertThrows(
            DeployException.class,
            () ->
                stack
                    .deployment(
                        new AwsSettings(
                            "eu-nowhere-1", aws.endpoint().toString(), S3Settings.DEFAULT))
                    .deploy(stack.plan(Map.of())));
    assertTrue(unknown.getMessage().contains("there is no region eu-nowhere-1"));
    Region without =
        Region.regions().stream()
            .filter(region -> !GlueClient.serviceMetadata().regions().contains(region))
            .findFirst()
            .orElseThrow();
    DeployException noGlue =
        assertThrows(
            DeployException.class,
            () ->
                stack
                    .deployment(
                        new AwsSettings(
                            without.id(), aws.endpoint().toString(), S3Settings.DEFAULT))
                    .deploy(stack.plan(Map.of())));
    assertTrue(
        noGlue.getMessage().startsWith("AWS Glue is not in region " + without.id()),
        noGlue.getMessage());
    DeployException wrongName =
        assertThrows(DeployException.class, () -> new TestStack(folder, "1 x").plan(Map.of()));
    assertTrue(wrongName.getMessage().contains("is not a name for a stack"));
    DeployException none = assertThrows(DeployException.class, stack::destroy);
    assertTrue(none.getMessage().contains("there is no stack elsewhere in us-east-1"));
  }
}
