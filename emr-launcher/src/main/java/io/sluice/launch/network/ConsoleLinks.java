package io.sluice.launch.network;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Links into the console of AWS, which has a domain of its own in each partition. */
public final class ConsoleLinks {
  private ConsoleLinks() {}

  /**
   * A page.
   *
   * @param region empty: nobody knows
   * @param service the page's first folder ({@code emr})
   * @param place what follows the {@code #}
   * @return empty without a region
   */
  public static String of(String region, String service, String place) {
    if (region.isEmpty()) {
      return "";
    }
    String domain =
        switch (PartitionMetadata.of(Region.of(region)).id()) {
          case "aws-cn" -> "console.amazonaws.cn";
          case "aws-us-gov" -> "console.amazonaws-us-gov.com";
          default -> "console.aws.amazon.com";
        };
    return "https://"
        + region
        + "."
        + domain
        + "/"
        + service
        + "/home?region="
        + region
        + "#"
        + place;
  }
}
