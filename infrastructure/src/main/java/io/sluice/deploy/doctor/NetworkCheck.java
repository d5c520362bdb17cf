package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Whether the subnets and security groups of an environment are there, and of one network. */
final class NetworkCheck implements EnvironmentCheck {
  @Override
  public String name() {
    return "network";
  }

  @Override
  public List<Finding> look(Environment environment, AwsSettings settings) {
    Findings findings = new Findings(name());
    if (environment.subnets().isEmpty() && environment.securityGroups().isEmpty()) {
      return findings.orGood("none is named; each service takes its own");
    }
    String region = environment.region();
    try (Ec2Client ec2 = AwsClients.configured(Ec2Client.builder(), settings).build()) {
      Set<String> networks = SubnetsCheck.look(ec2, environment.subnets(), region, findings);
      if (networks.size() > 1) {
        findings.fault(
            "network.subnets are of several networks: " + String.join(", ", networks),
            "name subnets of one of them in sluice.yaml");
      }
      for (String group : environment.securityGroups()) {
        securityGroup(ec2, group, networks, region, findings);
      }
    }
    return findings.orGood(String.join(", ", environment.subnets()));
  }

  private static void securityGroup(
      Ec2Client ec2, String id, Set<String> networks, String region, Findings findings) {
    String network;
    try {
      network = ec2.describeSecurityGroups(b -> b.groupIds(id)).securityGroups().get(0).vpcId();
    } catch (Ec2Exception e) {
      if (!e.awsErrorDetails().errorCode().startsWith("InvalidGroup")) {
        throw e;
      }
      findings.fault(
          "security group " + id + " is not in " + region,
          "name one of that region in network.security_groups of sluice.yaml: 'aws ec2"
              + " describe-security-groups --region "
              + region
              + "'");
      return;
    }
    if (!networks.isEmpty() && !networks.contains(network)) {
      findings.fault(
          "security group " + id + " is of network " + network + ", the subnets are not",
          "name one of " + String.join(", ", networks) + " in sluice.yaml");
    }
  }
}
