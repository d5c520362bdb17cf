package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.localaws.testing.LocalAwsForTests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * A cluster for each order. Its machines have no more than 'sluice policies emr' prints; EMR's own
 * role has the policy that AWS keeps for it in an account, and needs none here.
 */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class EmrLaunchIT extends LaunchContract {
  @BeforeAll
  static void roles() {
    Flow.flow();
    try (IamClient iam =
        AwsClients.configured(IamClient.builder(), AwsSettings.OF_ENVIRONMENT)
            .region(Region.AWS_GLOBAL)
            .build()) {
      role(iam, "EMR_DefaultRole", "elasticmapreduce.amazonaws.com");
      role(iam, "EMR_EC2_DefaultRole", "ec2.amazonaws.com");
      iam.putRolePolicy(
          b ->
              b.roleName("EMR_EC2_DefaultRole")
                  .policyName("least")
                  .policyDocument(Launcher.policy("emr")));
      iam.createInstanceProfile(b -> b.instanceProfileName("EMR_EC2_DefaultRole"));
      iam.addRoleToInstanceProfile(
          b -> b.instanceProfileName("EMR_EC2_DefaultRole").roleName("EMR_EC2_DefaultRole"));
    }
  }

  private static void role(IamClient iam, String name, String service) {
    iam.createRole(
        b ->
            b.roleName(name)
                .assumeRolePolicyDocument(
                    "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\","
                        + " \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\": \""
                        + service
                        + "\"}}]}"));
  }

  @Override
  String way() {
    return "emr";
  }

  @Override
  String environment() {
    return "    emr: {service_role: EMR_DefaultRole, instance_profile: EMR_EC2_DefaultRole}\n";
  }

  @Override
  void assertNothingRuns() throws InterruptedException {
    EmrClient client =
        AwsClients.configured(EmrClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!ended(client) && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    assertTrue(ended(client));
  }

  private static boolean ended(EmrClient client) {
    return client.listClustersPaginator(b -> {}).clusters().stream()
        .allMatch(each -> each.status().stateAsString().startsWith("TERMINATED"));
  }
}
