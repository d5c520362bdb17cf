package io.sluice.launch.network;

import io.sluice.launch.OrderRefusedException;
import io.sluice.launch.profile.Network;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The subnets of a profile, as the region that is launched in knows them. */
public final class Subnets {
  private final Ec2Client client;
  private final String region;

  /**
   * @param region the client's, for messages
   */
  public Subnets(Ec2Client client, String region) {
    this.client = client;
    this.region = region;
  }

  /**
   * Refuses subnets that the region does not have, and such of several networks. Who may not ask is
   * not refused: the service will say it.
   *
   * @throws OrderRefusedException naming the subnet
   */
  public void check(Network network) {
    if (network.subnets().isEmpty()) {
      return;
    }
    List<Subnet> found;
    try {
      found = client.describeSubnets(b -> b.subnetIds(network.subnets())).subnets();
    } catch (Ec2Exception e) {
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      if (code.startsWith("InvalidSubnetID") || code.startsWith("InvalidSubnetId")) {
        throw new OrderRefusedException(
            e.awsErrorDetails().errorMessage()
                + " in "
                + region
                + ": name subnets of that region in network.subnets of sluice.yaml, or another"
                + " region",
            e);
      }
      if (code.equals("UnauthorizedOperation")) {
        return;
      }
      throw e;
    }
    Set<String> networks = found.stream().map(Subnet::vpcId).collect(Collectors.toSet());
    if (networks.size() > 1) {
      throw new OrderRefusedException(
          "the subnets "
              + String.join(", ", network.subnets())
              + " are of several networks ("
              + String.join(", ", networks)
              + "): name subnets of one network");
    }
  }
}
