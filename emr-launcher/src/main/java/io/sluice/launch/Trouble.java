package io.sluice.launch;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What a call's failure means for who made it. */
public enum Trouble {
  /** Asked too often: later it works. Nothing was done. */
  THROTTLED,
  /** No answer came, or a broken one: what was asked for may have been done. */
  UNANSWERED,
  /** The credentials are no longer valid; others can go on. */
  EXPIRED,
  /** No machines of that kind now. Nothing was done. */
  NO_CAPACITY,
  /** Refused: asking again changes nothing. */
  REFUSED;

  private static final Set<String> EXPIRED_CODES =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "InvalidClientTokenId",
          "UnrecognizedClientException");

  private static final Set<String> CAPACITY_CODES =
      Set.of(
          "InsufficientInstanceCapacity",
          "ResourceNumberLimitExceededException",
          "ServiceQuotaExceededException",
          "ConcurrentRunsExceededException",
          "TooManyRequestsException");

  private static final int FIRST_SERVER_ERROR = 500;

  /** The meaning of a failure of an SDK client. */
  public static Trouble of(SdkException failure) {
    if (failure instanceof AwsServiceException service) {
      String code =
          service.awsErrorDetails() == null
              ? ""
              : String.valueOf(service.awsErrorDetails().errorCode());
      if (EXPIRED_CODES.contains(code)) {
        return EXPIRED;
      }
      if (CAPACITY_CODES.contains(code)) {
        return NO_CAPACITY;
      }
    }
    if (failure instanceof SdkServiceException service) {
      if (service.isThrottlingException()) {
        return THROTTLED;
      }
      return service.statusCode() >= FIRST_SERVER_ERROR ? UNANSWERED : REFUSED;
    }
    if (failure instanceof SdkClientException client) {
      return String.valueOf(client.getMessage()).contains("Unable to load credentials")
          ? EXPIRED
          : UNANSWERED;
    }
    return UNANSWERED;
  }

  /**
   * The failure of an SDK client that a failure comes from, or is: the lake is asked through one.
   */
  static Optional<SdkException> behind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SdkException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** The service's own words. */
  public static String words(SdkException failure) {
    return failure instanceof AwsServiceException service
            && service.awsErrorDetails() != null
            && service.awsErrorDetails().errorMessage() != null
        ? service.awsErrorDetails().errorMessage()
        : String.valueOf(failure.getMessage());
  }
}
