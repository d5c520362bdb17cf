package io.sluice.aws;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Says of requests that nobody may make, or that reach nobody, what to do. The exception stays of
 * its class, as the SDK demands, and gets other words; whatever else a service answers stays what
 * it is.
 */
final class AccessFailures implements ExecutionInterceptor {
  private static final Set<String> CREDENTIALS =
      Set.of(
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "ExpiredTokenException",
          "ExpiredToken",
          "InvalidClientTokenId",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException");

  /** As IAM tells it: {@code … is not authorized to perform: ACTION on resource: ARN because …}. */
  private static final Pattern REFUSED =
      Pattern.compile("to perform: (\\w+:\\w+)(?: on resource: (\\S+))?");

  @Override
  public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes of) {
    Throwable failure = context.exception();
    Optional<String> why = why(failure, of);
    if (why.isEmpty()) {
      return failure;
    }
    String message =
        "Cannot call "
            + action(of)
            + resource(context.request()).map(name -> " on " + name).orElse("")
            + ": "
            + why.get();
    return failure instanceof AwsServiceException answer
        ? answer.toBuilder()
            .message(message)
            .awsErrorDetails(answer.awsErrorDetails().toBuilder().errorMessage(message).build())
            .cause(failure)
            .build()
        : SdkClientException.create(message, failure);
  }

  private static Optional<String> why(Throwable failure, ExecutionAttributes of) {
    if (failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      String code = String.valueOf(answer.awsErrorDetails().errorCode());
      if (CREDENTIALS.contains(code)) {
        return Optional.of(
            "the credentials are refused ("
                + code
                + "). Renew them, or check the clock"
                + told(answer.awsErrorDetails().errorMessage()));
      }
      // What is missing may be something else: Lake Formation's, a key's, an organisation's.
      return code.startsWith("AccessDenied")
          ? Optional.of(
              "access denied. Give the caller "
                  + missing(answer.awsErrorDetails().errorMessage(), of)
                  + told(answer.awsErrorDetails().errorMessage()))
          : Optional.empty();
    }
    if (failure.getClass() != SdkClientException.class) {
      return Optional.empty();
    }
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Unable to load credentials")) {
      return Optional.of(
          "no AWS credentials were found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or run where a role gives them"
              + told(message));
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof ConnectException) {
        return Optional.of(
            "the service cannot be reached ("
                + cause.getMessage()
                + "). Check the network, AWS_REGION and, if it is set, AWS_ENDPOINT_URL");
      }
    }
    return Optional.empty();
  }

  /** What is not allowed: of a transaction, for example, what one of its parts does. */
  private static String missing(String message, ExecutionAttributes of) {
    Matcher refused = REFUSED.matcher(String.valueOf(message));
    return refused.find()
        ? refused.group(1) + " on " + (refused.group(2) == null ? "it" : refused.group(2))
        : action(of) + " on it";
  }

  /** In its own words, which know more. */
  private static String told(String message) {
    return message == null || message.isBlank() ? "" : ". AWS says: " + message.strip();
  }

  /** As IAM calls it, for example {@code dynamodb:GetItem}. */
  private static String action(ExecutionAttributes of) {
    return String.valueOf(of.getAttribute(SdkExecutionAttribute.SERVICE_NAME))
            .replace(" ", "")
            .toLowerCase(Locale.ROOT)
        + ":"
        + of.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }

  private static Optional<String> resource(SdkRequest request) {
    return Stream.of("TableName", "DatabaseName", "Name")
        .flatMap(field -> request.getValueForField(field, Object.class).stream())
        .map(Object::toString)
        .findFirst();
  }
}
