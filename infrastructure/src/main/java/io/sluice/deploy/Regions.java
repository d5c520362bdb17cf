package io.sluice.deploy;

import io.sluice.aws.AwsSettings;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.glue.GlueClient;

/** Where a stack can be deployed. */
public final class Regions {
  private Regions() {}

  /** The region that is meant; empty if nothing says. */
  public static Optional<String> meant(AwsSettings settings) {
    if (!settings.region().isEmpty()) {
      return Optional.of(settings.region());
    }
    try {
      return Optional.of(new DefaultAwsRegionProviderChain().getRegion().id());
    } catch (SdkClientException e) {
      return Optional.empty();
    }
  }

  /**
   * Holds settings against what AWS has.
   *
   * @throws DeployException if no region is known, or Glue is not in it
   */
  public static void require(AwsSettings settings) {
    String region =
        meant(settings)
            .orElseThrow(
                () ->
                    new DeployException(
                        "no region is known: give --region, or set AWS_REGION, for example to"
                            + " eu-central-1"));
    if (!Region.regions().contains(Region.of(region))) {
      throw new DeployException(
          "there is no region " + region + ": see 'aws ec2 describe-regions --all-regions'");
    }
    if (!GlueClient.serviceMetadata().regions().contains(Region.of(region))) {
      throw new DeployException(
          "AWS Glue is not in region "
              + region
              + ", and Sluice's jobs run there: deploy to another one with --region");
    }
  }
}
