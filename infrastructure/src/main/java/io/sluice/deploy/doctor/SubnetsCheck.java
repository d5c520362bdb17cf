package io.sluice.deploy.doctor;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;

/** Whether jobs can run in the subnets that are named, and reach S3 from there. */
final class SubnetsCheck implements Check {
  /** Each worker takes one or two. */
  private static final int LEAST_ADDRESSES = 16;

  @Override
  public String name() {
    return "subnets";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    if (patient.subnets().isEmpty()) {
      return findings.orGood("none is named; Glue needs none");
    }
    try (Ec2Client ec2 = patient.client(Ec2Client.builder())) {
      look(ec2, patient.subnets(), patient.stack().region(), findings);
    }
    return findings.orGood(String.join(", ", patient.subnets()));
  }

  /** Looks at all of them; the networks of those that are there. */
  static Set<String> look(Ec2Client ec2, List<String> ids, String region, Findings findings) {
    Set<String> networks = new TreeSet<>();
    for (String id : ids) {
      try {
        Subnet subnet = ec2.describeSubnets(b -> b.subnetIds(id)).subnets().get(0);
        networks.add(subnet.vpcId());
        look(ec2, subnet, region, findings);
      } catch (Ec2Exception e) {
        if (!e.awsErrorDetails().errorCode().startsWith("InvalidSubnet")) {
          throw e;
        }
        findings.fault(
            "subnet " + id + " is not in " + region,
            "name one of that region: 'aws ec2 describe-subnets --region " + region + "'");
      }
    }
    return networks;
  }

  private static void look(Ec2Client ec2, Subnet subnet, String region, Findings findings) {
    if (subnet.state() != SubnetState.AVAILABLE) {
      findings.fault(
          "subnet " + subnet.subnetId() + " is " + subnet.stateAsString(), "wait, or name another");
    }
    if (subnet.availableIpAddressCount() < LEAST_ADDRESSES) {
      findings.warning(
          "subnet "
              + subnet.subnetId()
              + " has "
              + subnet.availableIpAddressCount()
              + " free addresses, and each worker takes one or two",
          "name a larger one, or several");
    }
    Filter vpc = Filter.builder().name("vpc-id").values(subnet.vpcId()).build();
    boolean endpoint =
        ec2.describeVpcEndpoints(b -> b.filters(vpc)).vpcEndpoints().stream()
            .anyMatch(each -> each.serviceName().endsWith(".s3"));
    boolean gateway =
        ec2.describeRouteTables(b -> b.filters(vpc)).routeTables().stream()
            .flatMap(table -> table.routes().stream())
            .anyMatch(route -> route.natGatewayId() != null || internet(route.gatewayId()));
    if (!endpoint && !gateway) {
      findings.fault(
          "from subnet " + subnet.subnetId() + " there is no route to S3",
          "aws ec2 create-vpc-endpoint --vpc-id "
              + subnet.vpcId()
              + " --service-name com.amazonaws."
              + region
              + ".s3 --route-table-ids TABLE");
    }
  }

  private static boolean internet(String gateway) {
    return gateway != null && gateway.startsWith("igw-");
  }
}
