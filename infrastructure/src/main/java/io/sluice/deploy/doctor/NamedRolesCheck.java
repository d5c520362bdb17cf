package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** Whether the roles that an environment names are there and trust who is to take them on. */
final class NamedRolesCheck implements EnvironmentCheck {
  private static final String MACHINES = "ec2.amazonaws.com";

  @Override
  public String name() {
    return "named-roles";
  }

  @Override
  public List<Finding> look(Environment environment, AwsSettings settings) {
    Findings findings = new Findings(name());
    try (IamClient iam = AwsClients.configured(IamClient.builder(), settings).build()) {
      for (Environment.Role each : environment.roles()) {
        look(iam, each, findings);
      }
      if (!environment.instanceProfile().isEmpty()) {
        instanceProfile(iam, environment.instanceProfile(), findings);
      }
    }
    int named = environment.roles().size() + (environment.instanceProfile().isEmpty() ? 0 : 1);
    return findings.orGood(
        named == 0
            ? "none is named"
            : "all " + named + " that are named are there and trust their services");
  }

  private static void look(IamClient iam, Environment.Role named, Findings findings) {
    Role role;
    try {
      role = iam.getRole(b -> b.roleName(named.roleName())).role();
    } catch (NoSuchEntityException e) {
      findings.fault(
          named.key() + ": there is no role " + named.role() + " in this account",
          "correct it in sluice.yaml, or make it so that it trusts "
              + named.service()
              + "; 'sluice policies' prints what jobs must be allowed");
      return;
    }
    if (named.role().startsWith("arn:") && !named.role().equals(role.arn())) {
      findings.fault(
          named.key() + ": " + named.role() + " is not this account's " + role.arn(),
          "name a role of this account in sluice.yaml");
      return;
    }
    trust(named.key(), role, named.service(), findings);
  }

  private static void instanceProfile(IamClient iam, String named, Findings findings) {
    String key = "emr.instance_profile";
    InstanceProfile profile;
    try {
      String name = named.substring(named.lastIndexOf('/') + 1);
      profile = iam.getInstanceProfile(b -> b.instanceProfileName(name)).instanceProfile();
    } catch (NoSuchEntityException e) {
      findings.fault(
          key + ": there is no instance profile " + named,
          "'aws emr create-default-roles' makes EMR_EC2_DefaultRole; or correct sluice.yaml");
      return;
    }
    if (profile.roles().isEmpty()) {
      findings.fault(
          key + ": " + named + " has no role",
          "aws iam add-role-to-instance-profile --instance-profile-name "
              + profile.instanceProfileName()
              + " --role-name ROLE");
    }
    profile.roles().forEach(role -> trust(key, role, MACHINES, findings));
  }

  private static void trust(String key, Role role, String service, Findings findings) {
    if (!RolesCheck.trusts(role.assumeRolePolicyDocument(), service)) {
      findings.fault(
          key + ": " + role.roleName() + " does not trust " + service + ", which must take it on",
          "aws iam update-assume-role-policy --role-name "
              + role.roleName()
              + " --policy-document '{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\":"
              + " \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\": \""
              + service
              + "\"}}]}'");
    }
  }
}
