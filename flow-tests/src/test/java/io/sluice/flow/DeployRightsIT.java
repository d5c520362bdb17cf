package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.deploy.DeployException;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** Somebody who may not do it deploys and destroys. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class DeployRightsIT {
  private static final String LOOK_ONLY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "cloudformation:Describe*", "Resource": "*"}]}""";

  @Test
  void whatIsMissingIsNamedAndNothingIsMade() {
    Flow flow = Flow.flow();
    AccessKey key;
    try (IamClient iam = Flow.client(IamClient.builder())) {
      iam.createUser(b -> b.userName("visitor"));
      iam.putUserPolicy(b -> b.userName("visitor").policyName("look").policyDocument(LOOK_ONLY));
      key = iam.createAccessKey(b -> b.userName("visitor")).accessKey();
    }
    String id = System.setProperty("aws.accessKeyId", key.accessKeyId());
    String secret = System.setProperty("aws.secretAccessKey", key.secretAccessKey());
    try {
      DeployException refused =
          assertThrows(DeployException.class, () -> flow.deploy("visited", Map.of()));
      assertTrue(
          refused.getMessage().startsWith("no rights to deploy stack visited in us-east-1: "),
          refused.getMessage());
      assertTrue(
          refused.getMessage().contains("cloudformation:CreateChangeSet"), refused.getMessage());
    } finally {
      System.setProperty("aws.accessKeyId", id);
      System.setProperty("aws.secretAccessKey", secret);
    }
    assertEquals(
        "there is no stack visited in us-east-1",
        assertThrows(DeployException.class, () -> flow.destroy("visited")).getMessage());
  }
}
