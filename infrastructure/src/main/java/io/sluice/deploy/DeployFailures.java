package io.sluice.deploy;

import io.sluice.aws.AwsSettings;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What AWS's errors mean to somebody who deploys. */
final class DeployFailures {
  private DeployFailures() {}

  /**
   * Does it, and tells its failures.
   *
   * @throws DeployException instead of the SDK's exceptions
   */
  static <T> T told(String stack, AwsSettings settings, Supplier<T> work) {
    try {
      return work.get();
    } catch (AwsServiceException e) {
      throw new DeployException(text(stack, settings, e), e);
    } catch (SdkClientException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("credentials")) {
        throw new DeployException(
            "there are no AWS credentials: run 'aws configure' or 'aws sso login', or set"
                + " AWS_PROFILE. AWS says: "
                + message,
            e);
      }
      throw new DeployException("AWS cannot be reached: " + message, e);
    }
  }

  private static String text(String stack, AwsSettings settings, AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String message =
        e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage();
    String where = Regions.meant(settings).map(region -> " in " + region).orElse("");
    if (e.statusCode() == 403 || code.contains("AccessDenied") || code.contains("Unauthorized")) {
      return "no rights to deploy stack "
          + stack
          + where
          + ": "
          + message
          + "\nAsk for that permission; docs/aws.md lists the permissions that deploying needs";
    }
    if (code.contains("ExpiredToken") || code.contains("InvalidClientTokenId")) {
      return "AWS does not accept these credentials (" + message + "): log in again";
    }
    if (code.equals("ValidationError")) {
      return "CloudFormation refuses stack " + stack + where + ": " + message;
    }
    return "stack " + stack + where + ": " + code + ": " + message;
  }
}
