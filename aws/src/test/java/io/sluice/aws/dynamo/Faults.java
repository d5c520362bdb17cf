package io.sluice.aws.dynamo;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Counts requests, and turns every n-th answer to a write into an error after it was done. */
final class Faults implements ExecutionInterceptor {
  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger faults = new AtomicInteger();
  private final int every;
  private final int status;

  /**
   * @param every how often an answer is lost; 0 for never
   * @param status what the client sees in its place: 500, or 400 for throttling
   */
  Faults(int every, int status) {
    this.every = every;
    this.status = status;
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    int number = requests.incrementAndGet();
    if (every == 0 || number % every != 0) {
      return context.httpResponse();
    }
    faults.incrementAndGet();
    return ((SdkHttpFullResponse) context.httpResponse())
        .toBuilder()
            .statusCode(status)
            .putHeader("x-fault", "yes")
            .putHeader("x-amzn-errortype", type())
            .build();
  }

  @Override
  public java.util.Optional<java.io.InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (context.httpResponse().firstMatchingHeader("x-fault").isEmpty()) {
      return context.responseBody();
    }
    String body = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type() + "\"}";
    return java.util.Optional.of(
        new java.io.ByteArrayInputStream(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private String type() {
    return status == 400 ? "ThrottlingException" : "InternalServerError";
  }
}
