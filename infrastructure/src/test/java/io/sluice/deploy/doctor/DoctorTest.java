package io.sluice.deploy.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.deploy.DeployPlan;
import io.sluice.deploy.DeployedStack;
import io.sluice.deploy.Deployment;
import io.sluice.deploy.doctor.Finding.Severity;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AccountLimit;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A stack in the emulator, and faults planted in it, each of which is named with its remedy. */
@ExtendWith(LocalAwsForTests.class)
class DoctorTest {
  private static final String STACK = "patient";

  @TempDir private static Path folder;

  private static DeployPlan plan;
  private static DeployedStack stack;

  @BeforeAll
  static void deploy() throws Exception {
    LocalAws.use(LocalAwsForTests.aws().endpoint());
    Path zip = folder.resolve("sluice-lambdas.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("nothing.txt"));
    }
    plan =
        new DeployPlan(
            STACK,
            Files.writeString(folder.resolve("sluice-jobs-all.jar"), "no jar"),
            zip,
            Map.of("Email", "somebody@example.com", "DatabaseName", "patient"));
    new Deployment(settings(), line -> {}).deploy(plan);
    stack = DeployedStack.find(settings(), STACK);
    s3().putObject(
            b -> b.bucket(id("Lake")).key("lake/_sluice/specs/a.yml"),
            RequestBody.fromString("a: b"));
  }

  private static AwsSettings settings() {
    LocalAws aws = LocalAwsForTests.aws();
    return new AwsSettings(aws.region(), aws.endpoint().toString(), S3Settings.DEFAULT);
  }

  private static S3Client s3() {
    return AwsClients.s3(settings());
  }

  private static String id(String logical) {
    return stack.resources().get(logical);
  }

  private static List<Finding> examine() {
    return new Doctor(settings())
        .examine(STACK, Optional.of(plan.jar()), Optional.of(plan.functions()), List.of());
  }

  /** What a check finds wrong, by its text; none of it without a remedy. */
  private static Finding found(Check check, Severity severity, String text, String... subnets) {
    Patient patient =
        new Patient(
            settings(),
            stack,
            Optional.of(plan.jar()),
            Optional.of(plan.functions()),
            List.of(subnets));
    List<Finding> all = check.look(patient);
    for (Finding each : all) {
      assertTrue(each.severity() == Severity.GOOD || !each.remedy().isEmpty(), each::toString);
    }
    return all.stream()
        .filter(each -> each.severity() == severity && each.what().contains(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not among " + all));
  }

  @Test
  void aStackIsLookedAtFromTopToBottom() {
    List<Finding> all = examine();
    String checks =
        "region credentials stack drift programs buckets key roles lake job functions events"
            + " messages quotas subnets";
    for (String check : checks.split(" ", -1)) {
      assertTrue(all.stream().anyMatch(each -> each.check().equals(check)), check);
    }
    // Other tests plant faults, in any order, and take away those that keep the flow from working.
    assertEquals(
        List.of(), all.stream().filter(each -> each.severity() == Severity.FAULT).toList());
  }

  @Test
  void accountsThatCannotBeAskedAreTold() {
    List<Finding> nowhere =
        new Doctor(new AwsSettings("eu-nowhere-1", "", S3Settings.DEFAULT))
            .examine(STACK, Optional.empty(), Optional.empty(), List.of());
    assertEquals(1, nowhere.size());
    assertTrue(nowhere.get(0).what().contains("there is no region eu-nowhere-1"));
    List<Finding> none =
        new Doctor(settings())
            .examine("nothing-here", Optional.empty(), Optional.empty(), List.of());
    assertTrue(none.get(none.size() - 1).remedy().contains("'sluice deploy'"), none.toString());
  }

  @Test
  void programsThatAreGoneOrOldAreTold() throws Exception {
    String key = stack.parameters().get("ScriptKey");
    s3().deleteObject(b -> b.bucket(id("Artifacts")).key(key));
    found(new ProgramsCheck(), Severity.FAULT, key + " is not there");
    Path newer = Files.writeString(folder.resolve("newer.jar"), "another jar");
    List<Finding> all =
        new Doctor(settings()).examine(STACK, Optional.of(newer), Optional.empty(), List.of());
    assertTrue(
        all.stream().anyMatch(each -> each.what().contains("is not the one that is built here")),
        all.toString());
    s3().putObject(b -> b.bucket(id("Artifacts")).key(key), RequestBody.fromString("object A"));
  }

  @Test
  void bucketsThatWereChangedAreTold() {
    String bucket = id("Landing");
    s3().putBucketNotificationConfiguration(
            b -> b.bucket(bucket).notificationConfiguration(n -> {}));
    assertTrue(
        found(new BucketsCheck(), Severity.FAULT, "sends no events to EventBridge")
            .remedy()
            .startsWith("aws s3api put-bucket-notification-configuration"));
    s3().putBucketNotificationConfiguration(
            b ->
                b.bucket(bucket)
                    .notificationConfiguration(n -> n.eventBridgeConfiguration(e -> {})));

    s3().deletePublicAccessBlock(b -> b.bucket(bucket));
    found(new BucketsCheck(), Severity.WARNING, bucket + " is not closed");
    s3().putBucketVersioning(
            b ->
                b.bucket(bucket)
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.SUSPENDED)));
    found(new BucketsCheck(), Severity.WARNING, bucket + " keeps no versions");
    LifecycleRule soon =
        LifecycleRule.builder()
            .id("soon")
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix(""))
            .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(1))
            .build();
    s3().putBucketLifecycleConfiguration(
            b -> b.bucket(bucket).lifecycleConfiguration(l -> l.rules(List.of(soon))));
    found(new BucketsCheck(), Severity.FAULT, bucket + " aborts uploads after 1 days");
    s3().deleteBucketLifecycle(b -> b.bucket(bucket));
    found(new BucketsCheck(), Severity.WARNING, bucket + " never aborts uploads");
  }

  @Test
  void rolesThatLostTrustOrRightsAreTold() {
    try (IamClient iam = AwsClients.configured(IamClient.builder(), settings()).build()) {
      String role = id("PlanRole");
      String other =
          "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\":"
              + " \"sts:AssumeRole\", \"Principal\": {\"Service\": \"ec2.amazonaws.com\"}}]}";
      iam.updateAssumeRolePolicy(b -> b.roleName(role).policyDocument(other));
      found(new RolesCheck(), Severity.FAULT, role + " does not trust lambda.amazonaws.com");
      iam.updateAssumeRolePolicy(
          b -> b.roleName(role).policyDocument(other.replace("ec2.", "lambda.")));

      String document =
          iam.getRolePolicy(b -> b.roleName(role).policyName("work")).policyDocument();
      String policy = java.net.URLDecoder.decode(document, java.nio.charset.StandardCharsets.UTF_8);
      iam.putRolePolicy(
          b ->
              b.roleName(role)
                  .policyName("work")
                  .policyDocument(policy.replace("dynamodb:UpdateItem", "dynamodb:Scan")));
      Finding denied = found(new RolesCheck(), Severity.FAULT, role + " may not");
      assertTrue(denied.what().contains("dynamodb:UpdateItem"), denied.what());
      iam.putRolePolicy(b -> b.roleName(role).policyName("work").policyDocument(policy));
    }
  }

  @Test
  void aLakeThatLacksSomethingIsTold() {
    String lake = id("Lake");
    String text =
        s3().getObjectAsBytes(b -> b.bucket(lake).key("lake/_sluice/lake.json")).asUtf8String();
    s3().putObject(
            b -> b.bucket(lake).key("lake/_sluice/lake.json"),
            RequestBody.fromString(text.replace(id("Ledger"), "another-table")));
    found(new LakeCheck(), Severity.FAULT, "names another ledger");
    s3().deleteObject(b -> b.bucket(lake).key("lake/_sluice/lake.json"));
    found(new LakeCheck(), Severity.FAULT, "this is not a lake");
    s3().putObject(b -> b.bucket(lake).key("lake/_sluice/lake.json"), RequestBody.fromString(text));
    s3().deleteObject(b -> b.bucket(lake).key("lake/_sluice/specs/a.yml"));
    found(new LakeCheck(), Severity.WARNING, "there is no spec");
    s3().putObject(
            b -> b.bucket(lake).key("lake/_sluice/specs/a.yml"), RequestBody.fromString("a: b"));
    GlueClient glue = AwsClients.glue(settings());
    glue.deleteDatabase(b -> b.name("patient"));
    found(new LakeCheck(), Severity.FAULT, "database patient is not in the catalog");
    glue.createDatabase(b -> b.databaseInput(d -> d.name("patient")));
  }

  @Test
  void aJobThatWasChangedIsTold() {
    GlueClient glue = AwsClients.glue(settings());
    Job job = glue.getJob(b -> b.jobName(id("Job"))).job();
    change(glue, job, "4.0", 0, true);
    found(new JobCheck(), Severity.FAULT, "its GlueVersion is 4.0");
    change(glue, job, "5.1", 3, true);
    found(new JobCheck(), Severity.WARNING, "MaxRetries 3");
    change(glue, job, "5.1", 0, false);
    found(new JobCheck(), Severity.WARNING, "runs are not queued");
    change(glue, job, "5.1", 0, true);
  }

  private static void change(GlueClient glue, Job job, String version, int retries, boolean queue) {
    glue.updateJob(
        b ->
            b.jobName(job.name())
                .jobUpdate(
                    u ->
                        u.role(job.role())
                            .command(job.command())
                            .defaultArguments(job.defaultArguments())
                            .glueVersion(version)
                            .maxRetries(retries)
                            .jobRunQueuingEnabled(queue)));
  }

  @Test
  void functionsThatDoNotRunAreTold() {
    try (LambdaClient lambda = AwsClients.configured(LambdaClient.builder(), settings()).build()) {
      String function = id("CloseFunction");
      lambda.putFunctionConcurrency(b -> b.functionName(function).reservedConcurrentExecutions(0));
      assertEquals(
          "aws lambda delete-function-concurrency --function-name " + function,
          found(new FunctionsCheck(), Severity.FAULT, "is switched off").remedy());
      lambda.deleteFunctionConcurrency(b -> b.functionName(function));
      String mapping = id("ArrivalMapping");
      lambda.updateEventSourceMapping(b -> b.uuid(mapping).enabled(false));
      found(new FunctionsCheck(), Severity.FAULT, "is disabled");
      lambda.updateEventSourceMapping(b -> b.uuid(mapping).enabled(true));
    }
  }

  @Test
  void eventsThatDoNotComeThroughAreTold() {
    String rule = id("ObjectCreated").replaceFirst(".*/", "");
    try (EventBridgeClient events =
            AwsClients.configured(EventBridgeClient.builder(), settings()).build();
        SqsClient sqs = AwsClients.configured(SqsClient.builder(), settings()).build()) {
      events.disableRule(b -> b.name(rule));
      assertEquals(
          "aws events enable-rule --name " + rule,
          found(new EventsCheck(), Severity.FAULT, "is switched off").remedy());
      events.enableRule(b -> b.name(rule));
      sqs.sendMessage(b -> b.queueUrl(id("DeadLetters")).messageBody("{}"));
      found(new EventsCheck(), Severity.WARNING, "1 events could not be handled");
      sqs.purgeQueue(b -> b.queueUrl(id("DeadLetters")));
    }
  }

  @Test
  void subnetsOfOtherRegionsAndWithoutAWayAreTold() {
    found(
        new SubnetsCheck(), Severity.FAULT, "subnet-0123456789abcdef0", "subnet-0123456789abcdef0");
    try (Ec2Client ec2 = AwsClients.configured(Ec2Client.builder(), settings()).build()) {
      String vpc = ec2.createVpc(b -> b.cidrBlock("10.9.0.0/16")).vpc().vpcId();
      String subnet =
          ec2.createSubnet(b -> b.vpcId(vpc).cidrBlock("10.9.0.0/28")).subnet().subnetId();
      found(new SubnetsCheck(), Severity.FAULT, "there is no route to S3", subnet);
      found(new SubnetsCheck(), Severity.WARNING, "free addresses", subnet);
    }
  }

  @Test
  void anAccountThatAllowsFewFunctionsIsTold() {
    Finding few = QuotasCheck.look(b(10)).get(0);
    assertEquals(Severity.WARNING, few.severity());
    assertTrue(few.what().contains("10 at a time"), few.what());
    assertEquals(Severity.GOOD, QuotasCheck.look(b(1000)).get(0).severity());
  }

  private static AccountLimit b(int free) {
    return AccountLimit.builder().unreservedConcurrentExecutions(free).build();
  }
}
