package io.sluice.launch.profile;

import io.sluice.spec.Settings;
import java.util.List;

/**
 * Where machines are put.
 *
 * @param subnets ids; none: where the service puts them
 * @param securityGroups ids
 */
public record Network(List<String> subnets, List<String> securityGroups) {
  public Network {
    subnets = List.copyOf(subnets);
    securityGroups = List.copyOf(securityGroups);
  }

  static Network read(Settings at) {
    List<String> subnets = ids(at, "subnets", "subnet-");
    return new Network(subnets, ids(at, "security_groups", "sg-"));
  }

  private static List<String> ids(Settings at, String key, String beginning) {
    List<String> ids = at.texts(key);
    for (String id : ids) {
      if (!id.matches(beginning + "[0-9a-f]{8,17}")) {
        at.refuse(
            key,
            "contains '" + id + "', which is not an id",
            "ids look like " + beginning + "0a1b…");
      }
    }
    return ids;
  }
}
