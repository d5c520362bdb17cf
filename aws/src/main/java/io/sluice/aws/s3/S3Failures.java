package io.sluice.aws.s3;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 and the way to it say, in words that tell what to do. */
final class S3Failures {
  private S3Failures() {}

  /** A request's failure: what, where, why, what to do. */
  static IOException of(SdkException failure, Request request, S3Uri at) {
    return new IOException(
        "Cannot " + request.words() + " " + at + ": " + why(failure, request, at), failure);
  }

  private static String why(SdkException failure, Request request, S3Uri at) {
    if (failure instanceof S3Exception answer) {
      return answered(answer, request, at);
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (message.contains("Unable to load credentials")) {
      return "no AWS credentials were found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY, or run where a role gives them";
    }
    if (message.contains("Unable to load region")) {
      return "no AWS region is known. Set AWS_REGION to the bucket's";
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof ConnectException) {
        return "S3 cannot be reached ("
            + cause.getMessage()
            + "). Check the network, AWS_REGION and, if it is set, AWS_ENDPOINT_URL";
      }
    }
    return message + ". Run again; if it stays, check the network";
  }

  private static String answered(S3Exception answer, Request request, S3Uri at) {
    String code = code(answer);
    if (isElsewhere(answer, code)) {
      return "the bucket lies in "
          + region(answer).orElse("another region")
          + ". Set AWS_REGION to that";
    }
    if (code.startsWith("KMS.")) {
      return "its KMS key cannot be used ("
          + told(answer)
          + "). Enable the key, or give the caller kms:GenerateDataKey and kms:Decrypt on it";
    }
    return switch (code) {
      case "NoSuchBucket" ->
          "there is no bucket " + at.bucket() + ". Correct the name, or create the bucket";
      case "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired",
          "RequestTimeTooSkewed" ->
          "the credentials are refused (" + told(answer) + "). Renew them, or check the clock";
      case "InvalidObjectState" -> "it is archived. " + Archive.REMEDY;
      case "SlowDown", "ServiceUnavailable", "RequestLimitExceeded" ->
          "S3 asked to slow down, at every attempt ("
              + told(answer)
              + "). Run again later, or with fewer tasks";
      default ->
          answer.statusCode() == 403
              ? "access denied ("
                  + told(answer)
                  + "). Give the caller "
                  + request.permission()
                  + " on it; if the bucket is another account's, its owner must allow it too"
              : told(answer) + ". Run again; if it stays, ask S3 with this request id";
    };
  }

  /** S3 tells of a bucket in another region in several ways, one for each kind of request. */
  private static boolean isElsewhere(S3Exception answer, String code) {
    return answer.statusCode() == 301
        || code.equals("PermanentRedirect")
        || code.equals("AuthorizationHeaderMalformed")
        || code.equals("IllegalLocationConstraintException")
        || (answer.statusCode() == 400 && region(answer).isPresent());
  }

  private static Optional<String> region(S3Exception answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
  }

  private static String told(S3Exception answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    String message = details == null ? null : details.errorMessage();
    return "HTTP "
        + answer.statusCode()
        + (code(answer).isEmpty() ? "" : " " + code(answer))
        + (message == null || message.isEmpty() ? "" : ": " + message)
        + (answer.requestId() == null ? "" : ", request " + answer.requestId());
  }

  /** The error's name; empty where there is none, as in answers without a body. */
  static String code(SdkException failure) {
    return failure instanceof S3Exception answer
            && answer.awsErrorDetails() != null
            && answer.awsErrorDetails().errorCode() != null
        ? answer.awsErrorDetails().errorCode()
        : "";
  }

  /** The answer's status; 0 where there was no answer. */
  static int status(SdkException failure) {
    return failure instanceof S3Exception answer ? answer.statusCode() : 0;
  }

  /** Whether there is no such object; a missing bucket looks the same to some requests. */
  static boolean isMissing(SdkException failure) {
    return status(failure) == 404 && !code(failure).equals("NoSuchBucket");
  }
}
