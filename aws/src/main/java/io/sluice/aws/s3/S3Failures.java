package io.sluice.aws.s3;

import io.sluice.formats.read.UnreadableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 and the way to it say, in words that tell what to do. */
final class S3Failures {
  private static final String KEY_REMEDY =
      "Enable the key, or give the caller kms:GenerateDataKey and kms:Decrypt on it";

  private S3Failures() {}

  /** A request's failure: what, where, why, what to do. */
  static IOException of(SdkException failure, Request request, S3Uri at) {
    return of(failure, request, at, "");
  }

  /**
   * The failure of a request that makes an object, or a part of one.
   *
   * @param key what the object is to be encrypted with; empty: as the bucket has it
   */
  static IOException of(SdkException failure, Request request, S3Uri at, String key) {
    return new IOException(
        "Cannot " + request.words() + " " + at + ": " + why(failure, request, at, key), failure);
  }

  /**
   * Why S3 does not give this object, while it may well give others: it, or its key, is refused to
   * the caller. Empty for all other failures.
   */
  static Optional<UnreadableException> ofOneObject(
      SdkException failure, Request request, String uri) {
    if (!(failure instanceof S3Exception answer)) {
      return Optional.empty();
    }
    if (isOfKey(answer)) {
      return Optional.of(new UnreadableException(uri, ofKey(answer, ""), KEY_REMEDY, failure));
    }
    return isDenied(failure) && code(failure).equals("AccessDenied")
        ? Optional.of(new UnreadableException(uri, denied(answer), remedy(request), failure))
        : Optional.empty();
  }

  /** That the caller may not use a key is AccessDenied, and only its message names the action. */
  private static boolean isOfKey(S3Exception answer) {
    return code(answer).startsWith("KMS.")
        || (code(answer).equals("AccessDenied") && told(answer).contains(" kms:"));
  }

  private static String ofKey(S3Exception answer, String key) {
    return "its KMS key "
        + (key.isEmpty() ? "" : key + " ")
        + "cannot be used ("
        + told(answer)
        + ")";
  }

  private static String denied(S3Exception answer) {
    return "access denied (" + told(answer) + ")";
  }

  private static String remedy(Request request) {
    return "Give the caller "
        + request.permission()
        + " on it; if the bucket is another account's, its owner must allow it too";
  }

  static boolean isDenied(SdkException failure) {
    return status(failure) == 403;
  }

  private static String why(SdkException failure, Request request, S3Uri at, String key) {
    if (failure instanceof S3Exception answer) {
      return answered(answer, request, at, key);
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (message.contains("Unable to load credentials")) {
      return "no AWS credentials were found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY, or run where a role gives them. AWS says: "
          + message;
    }
    if (message.contains("Unable to load region")) {
      return "no AWS region is known. Set AWS_REGION to the lake's";
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof ConnectException) {
        return "S3 cannot be reached ("
            + cause.getMessage()
            + "). Check the network, AWS_REGION and, if it is set, AWS_ENDPOINT_URL"
            + (String.valueOf(cause.getMessage()).startsWith(at.bucket() + ".")
                ? "; a store without such host names needs a lake made with 'sluice init"
                    + " --path-style'"
                : "");
      }
    }
    return message + ". Run again; if it stays, check the network";
  }

  private static String answered(S3Exception answer, Request request, S3Uri at, String key) {
    String code = code(answer);
    if (isElsewhere(answer, code)) {
      return "the bucket lies in "
          + region(answer).orElse("another region")
          + ", and could not be reached there either. Where an endpoint is set (AWS_ENDPOINT_URL,"
          + " or in the AWS profile), it must be that region's";
    }
    if (isOfKey(answer)) {
      return ofKey(answer, key) + ". " + KEY_REMEDY;
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
              ? denied(answer) + ". " + remedy(request)
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
