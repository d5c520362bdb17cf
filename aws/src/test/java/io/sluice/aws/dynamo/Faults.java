package io.sluice.aws.dynamo;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Counts requests, and turns every n-th into an error: after it was done, or instead of it. */
final class Faults implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> FAULTY = new ExecutionAttribute<>("Faulty");

  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger faults = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final int every;
  private final Fault fault;

  /** What the client sees. */
  enum Fault {
    SERVER_ERROR_THOUGH_DONE(500, "InternalServerError"),
    THROTTLED_THOUGH_DONE(400, "ThrottlingException"),
    /** A transaction has the item that a single write wants; the write is not done. */
    CONFLICT(400, "TransactionConflictException");

    private final int status;
    private final String type;

    Fault(int status, String type) {
      this.status = status;
      this.type = type;
    }
  }

  /**
   * @param every how often a fault happens; 0 for never
   */
  Faults(int every, Fault fault) {
    this.every = every;
    this.fault = fault;
  }

  /** Once a call, however often it is tried. */
  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    String operation =
        context
            .httpRequest()
            .firstMatchingHeader("X-Amz-Target")
            .orElse("")
            .replaceAll(".*\\.", "");
    boolean single = operation.equals("UpdateItem") || operation.equals("PutItem");
    boolean conflict = fault == Fault.CONFLICT && single && isNext(writes);
    attributes.putAttribute(FAULTY, conflict);
    // Whatever is asked in its place changes nothing.
    return conflict
        ? context.httpRequest().toBuilder()
            .putHeader("X-Amz-Target", "DynamoDB_20120810.DescribeLimits")
            .build()
        : context.httpRequest();
  }

  private boolean isNext(AtomicInteger counted) {
    return every > 0 && counted.incrementAndGet() % every == 0;
  }

  /** Once an attempt. */
  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    requests.incrementAndGet();
    if (fault != Fault.CONFLICT) {
      attributes.putAttribute(FAULTY, isNext(answers));
    }
    if (!attributes.getAttribute(FAULTY)) {
      return context.httpResponse();
    }
    faults.incrementAndGet();
    return ((SdkHttpFullResponse) context.httpResponse())
        .toBuilder()
            .statusCode(fault.status)
            .removeHeader("x-amz-crc32")
            .putHeader("x-amzn-errortype", fault.type)
            .build();
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (!attributes.getAttribute(FAULTY)) {
      return context.responseBody();
    }
    String body = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + fault.type + "\"}";
    return Optional.of(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
