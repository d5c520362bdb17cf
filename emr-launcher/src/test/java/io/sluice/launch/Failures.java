package io.sluice.launch;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Answers of services that are none. */
final class Failures {
  private Failures() {}

  static AwsServiceException service(int status, String code) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode(code).errorMessage(code + " it is").build())
        .build();
  }

  static AwsServiceException throttled() {
    return service(400, "ThrottlingException");
  }

  static SdkClientException lost() {
    return SdkClientException.create("Read timed out");
  }
}
