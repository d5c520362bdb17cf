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
            + " messages quotas compute-quotas subnets";
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

  private static Environment environment(
      List<Environment.Role> roles, String machines, List<String> subnets, List<String> groups) {
    return new Environment(
        "prod",
        settings().region(),
        roles,
        machines,
        List.of(
            new Environment.Place("lake", "s3://" + id("Lake") + "/lake"),
            new Environment.Place("artifacts", "s3://not-there-4711/programs")),
        subnets,
        groups,
        id("Job"),
        List.of());
  }

  /** What an environment names and is wrong, by its text; none of it without a remedy. */
  private static Finding foundIn(Environment environment, Severity severity, String text) {
    List<Finding> all = new Doctor(settings()).examine(environment);
    for (Finding each : all) {
      assertTrue(each.severity() == Severity.GOOD || !each.remedy().isEmpty(), each::toString);
    }
    return all.stream()
        .filter(each -> each.severity() == severity && each.what().contains(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not among " + all));
  }

  @Test
  void rolesOfAnEnvironmentThatAreNotThereOrTrustAnotherAreTold() {
    try (IamClient iam = AwsClients.configured(IamClient.builder(), settings()).build()) {
      String trust =
          "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\":"
              + " \"sts:AssumeRole\", \"Principal\": {\"Service\": \"glue.amazonaws.com\"}}]}";
      String arn =
          iam.createRole(b -> b.roleName("named").assumeRolePolicyDocument(trust)).role().arn();
      iam.createInstanceProfile(b -> b.instanceProfileName("machines"));
      Environment.Role glue = new Environment.Role("glue.role", arn, "glue.amazonaws.com");
      Environment.Role batch =
          new Environment.Role("batch.job_role", arn, "ecs-tasks.amazonaws.com");
      Environment.Role gone =
          new Environment.Role(
              "emr_serverless.role",
              "arn:aws:iam::123456789012:role/gone",
              "emr-serverless.amazonaws.com");
      Environment.Role foreign =
          new Environment.Role(
              "batch.execution_role",
              "arn:aws:iam::999999999999:role/named",
              "ecs-tasks.amazonaws.com");
      Environment environment =
          environment(List.of(glue, batch, gone, foreign), "machines", List.of(), List.of());
      foundIn(environment, Severity.FAULT, "emr_serverless.role: there is no role");
      foundIn(environment, Severity.FAULT, "is not this account's " + arn);
      assertTrue(
          foundIn(environment, Severity.FAULT, "batch.job_role: named does not trust")
              .remedy()
              .startsWith("aws iam update-assume-role-policy --role-name named"));
      foundIn(environment, Severity.FAULT, "machines has no role");
      foundIn(
          environment(List.of(), "none", List.of(), List.of()),
          Severity.FAULT,
          "no instance profile none");
      foundIn(
          environment(List.of(glue), "", List.of(), List.of()), Severity.GOOD, "all 1 that are");
    }
  }

  @Test
  void placesNetworksAndJobsOfAnEnvironmentThatAreNotThereAreTold() {
    String subnet = "subnet-0123456789abcdef0";
    Environment environment = environment(List.of(), "", List.of(subnet), List.of("sg-0a1b2c3d"));
    foundIn(environment, Severity.FAULT, "artifacts: there is no bucket not-there-4711");
    foundIn(environment, Severity.FAULT, "subnet " + subnet + " is not in");
    foundIn(environment, Severity.FAULT, "security group sg-0a1b2c3d is not in");
    foundIn(environment, Severity.GOOD, id("Job") + ", Glue 5.");
    Environment other =
        new Environment(
            "o",
            "eu-north-1",
            List.of(),
            "",
            environment.places(),
            List.of(),
            List.of(),
            "gone",
            List.of());
    foundIn(other, Severity.FAULT, "there is no Glue job gone");
    Findings findings = new Findings("places");
    PlacesCheck.elsewhere(other.places().get(0), "us-east-1", "eu-north-1", findings);
    assertEquals(Severity.WARNING, findings.orGood("").get(0).severity());
  }

  @Test
  void networksOfAnEnvironmentThatDoNotBelongTogetherAreTold() {
    try (Ec2Client ec2 = AwsClients.configured(Ec2Client.builder(), settings()).build()) {
      String one = ec2.createVpc(b -> b.cidrBlock("10.10.0.0/16")).vpc().vpcId();
      String two = ec2.createVpc(b -> b.cidrBlock("10.11.0.0/16")).vpc().vpcId();
      String first =
          ec2.createSubnet(b -> b.vpcId(one).cidrBlock("10.10.0.0/24")).subnet().subnetId();
      String second =
          ec2.createSubnet(b -> b.vpcId(two).cidrBlock("10.11.0.0/24")).subnet().subnetId();
      String group =
          ec2.createSecurityGroup(b -> b.groupName("g").description("g").vpcId(two)).groupId();
      foundIn(
          environment(List.of(), "", List.of(first, second), List.of()),
          Severity.FAULT,
          "are of several networks");
      foundIn(
          environment(List.of(), "", List.of(first), List.of(group)),
          Severity.FAULT,
          "is of network " + two);
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
