package io.sluice.deploy.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.deploy.DeployPlan;
import io.sluice.deploy.DeployedStack;
import io.sluice.deploy.Deployment;
import io.sluice.deploy.Destruction;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.localaws.testing.RecordedCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The stack deployed and removed by somebody with exactly the policy that is printed for it. */
@ExtendWith(LocalAwsForTests.class)
class DeployPolicyTest {
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::000000000000:root"}}]}""";

  @TempDir private Path folder;

  @Test
  void thePolicyIsEnoughAndNoMore() throws Exception {
    Path state = Files.createDirectories(folder.resolve("state"));
    try (LocalAws aws =
        LocalAws.start(
            state, LocalAwsOptions.DEFAULT.permitting(LocalAwsOptions.Permissions.BY_POLICY))) {
      LocalAws.use(aws.endpoint());
      become("deployer", Policies.of("deploy", Names.of("rights", "us-east-1", "000000000000")));
      AwsSettings settings = AwsSettings.OF_ENVIRONMENT;
      new Deployment(settings, line -> {}).deploy(plan());
      DeployedStack stack = DeployedStack.find(settings, "rights");
      assertTrue(stack.resources().get("Lake").startsWith("rights-lake-"), stack.toString());
      new Deployment(settings, line -> {}).deploy(plan());
      new Destruction(settings, line -> {}).destroy("rights");
    }
    SortedSet<String> declared = new TreeSet<>();
    Policies.statements("deploy").stream()
        .filter(each -> !each.sid().startsWith("For"))
        .forEach(each -> declared.addAll(each.actions()));
    SortedSet<String> called = RecordedCalls.actions(state, "deployer");
    // Versions are deleted by DeleteObjects, too; without ListBucket, what is missing is forbidden.
    called.addAll(List.of("s3:DeleteObjectVersion", "s3:ListBucket"));
    assertEquals(declared, called);
  }

  private DeployPlan plan() throws Exception {
    Path zip = folder.resolve("sluice-lambdas.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      ZipEntry entry = new ZipEntry("nothing.txt");
      entry.setTime(0);
      out.putNextEntry(entry);
    }
    return new DeployPlan(
        "rights",
        Files.writeString(folder.resolve("sluice-jobs-all.jar"), "no jar"),
        zip,
        Map.of());
  }

  /** From now on, this process has the rights of a role with that policy. */
  private static void become(String role, Object policy) {
    AwsSettings settings = AwsSettings.OF_ENVIRONMENT;
    try (IamClient iam = AwsClients.configured(IamClient.builder(), settings).build();
        StsClient sts = AwsClients.configured(StsClient.builder(), settings).build()) {
      String arn =
          iam.createRole(b -> b.roleName(role).assumeRolePolicyDocument(TRUST)).role().arn();
      iam.putRolePolicy(
          b -> b.roleName(role).policyName("least").policyDocument(policy.toString()));
      Credentials credentials =
          sts.assumeRole(b -> b.roleArn(arn).roleSessionName("test")).credentials();
      System.setProperty("aws.accessKeyId", credentials.accessKeyId());
      System.setProperty("aws.secretAccessKey", credentials.secretAccessKey());
      System.setProperty("aws.sessionToken", credentials.sessionToken());
    }
  }
}
