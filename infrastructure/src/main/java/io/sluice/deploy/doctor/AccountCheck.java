package io.sluice.deploy.doctor;

import io.sluice.aws.AwsSettings;
import io.sluice.deploy.DeployException;
import io.sluice.deploy.Regions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Region and credentials: without them nothing else can be looked at. */
final class AccountCheck {
  private AccountCheck() {}

  /**
   * @param caller asks AWS who the caller is
   */
  static List<Finding> look(AwsSettings settings, Function<AwsSettings, String> caller) {
    Findings region = new Findings("region");
    try {
      Regions.require(settings);
    } catch (DeployException e) {
      region.fault(e.getMessage(), "--region, or AWS_REGION in the environment");
      return region.orGood("");
    }
    List<Finding> all =
        new ArrayList<>(region.orGood(Regions.meant(settings).orElse("") + " has AWS Glue"));
    Findings credentials = new Findings("credentials");
    String who = "";
    try {
      who = caller.apply(settings);
    } catch (AwsServiceException e) {
      refused(e, credentials);
    } catch (SdkClientException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("credentials")) {
        credentials.fault(
            "there are none: " + message,
            "'aws configure' or 'aws sso login', or set AWS_PROFILE; on EC2 an instance profile");
      } else {
        credentials.fault(
            "AWS does not answer: " + message,
            "look at the network, a proxy, AWS_ENDPOINT_URL and VPC endpoints");
      }
    }
    all.addAll(credentials.orGood(who));
    return all;
  }

  private static void refused(AwsServiceException e, Findings credentials) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String message =
        e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage();
    switch (code) {
      case "ExpiredToken", "ExpiredTokenException" ->
          credentials.fault("they are expired", "log in again: 'aws sso login'");
      case "RequestTimeTooSkewed", "RequestExpired", "SignatureDoesNotMatch" ->
          credentials.fault(
              "AWS refuses the signature: " + message,
              "set this machine's clock; then look at the secret key for a character too many");
      case "InvalidClientTokenId", "UnrecognizedClientException" ->
          credentials.fault(
              "AWS does not know the access key",
              "it was deleted, or belongs to another partition: 'aws sts get-caller-identity'");
      default -> credentials.fault(code + ": " + message, "'aws sts get-caller-identity'");
    }
  }
}
