package io.sluice.flow;

import io.sluice.deploy.policy.Names;
import io.sluice.deploy.policy.Policies;
import io.sluice.localaws.testing.ChangedProperties;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** As long as it is open, this process has the rights of a policy of ours and no others. */
final class Launcher implements AutoCloseable {
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::000000000000:root"}}]}""";

  private static final Map<String, String> ROLES = new HashMap<>();

  private final ChangedProperties properties = new ChangedProperties();

  private Launcher() {}

  /**
   * Changes who this process is.
   *
   * @param target whose policy; empty: nothing changes
   */
  static synchronized Launcher with(String target) {
    Launcher launcher = new Launcher();
    Flow.flow();
    if (!target.isEmpty()) {
      String role = ROLES.computeIfAbsent(target, Launcher::role);
      try (StsClient sts = Flow.client(StsClient.builder())) {
        Credentials credentials =
            sts.assumeRole(b -> b.roleArn(role).roleSessionName("launcher")).credentials();
        launcher.properties.set("aws.accessKeyId", credentials.accessKeyId());
        launcher.properties.set("aws.secretAccessKey", credentials.secretAccessKey());
        launcher.properties.set("aws.sessionToken", credentials.sessionToken());
      }
    }
    return launcher;
  }

  /** Of the role by whose name its calls are found. */
  static String roleName(String target) {
    return "who-runs-" + target;
  }

  private static String role(String target) {
    String name = roleName(target);
    try (IamClient iam = Flow.client(IamClient.builder())) {
      String arn =
          iam.createRole(b -> b.roleName(name).assumeRolePolicyDocument(TRUST)).role().arn();
      iam.putRolePolicy(b -> b.roleName(name).policyName("least").policyDocument(policy(target)));
      return arn;
    }
  }

  /** As 'sluice policies TARGET --deployed' prints it. */
  static String policy(String target) {
    return Policies.of(
            target,
            Names.of("flow", "us-east-1", "000000000000")
                .with(Map.of("DatabaseName", "flow"))
                .with(Flow.flow().stack().resources()))
        .toString();
  }

  @Override
  public void close() {
    properties.close();
  }
}
