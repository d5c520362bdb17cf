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

/**
 * Counts requests, and turns every n-th that a fault concerns into an error: after it was done, or
 * instead of it.
 */
final class Faults implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> FAULTY = new ExecutionAttribute<>("Faulty");

  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger faults = new AtomicInteger();
  private final AtomicInteger concerned = new AtomicInteger();
  private final int every;
  private final Fault fault;

  /** What the client sees. */
  enum Fault {
    SERVER_ERROR_THOUGH_DONE(500, "InternalServerError"),
    THROTTLED_THOUGH_DONE(400, "ThrottlingException"),
    /** Nothing of a batch got through, says the answer. */
    BATCH_THROTTLED(400, "ProvisionedThroughputExceededException"),
    /** A transaction has the item that a single write wants; the write is not done. */
    CONFLICT(400, "TransactionConflictException"),
    /** Another transaction, or a single write, has one of the items; nothing is done. */
    TRANSACTION_CONFLICT(400, "TransactionCanceledException", "TransactionConflict"),
    /** Nothing of the transaction is done. */
    TRANSACTION_THROTTLED(400, "TransactionCanceledException", "ThrottlingError"),
    /** Likewise. */
    TRANSACTION_TOO_MUCH(400, "TransactionCanceledException", "ProvisionedThroughputExceeded");

    private final int status;
    private final String type;

    /** Why a transaction was cancelled; empty for other faults. */
    private final String reason;

    Fault(int status, String type) {
      this(status, type, "");
    }

    Fault(int status, String type, String reason) {
      this.status = status;
      this.type = type;
      this.reason = reason;
    }

    /** Whether what was asked for is not done. */
    private boolean refuses() {
      return this == CONFLICT || !reason.isEmpty();
    }

    private boolean concerns(String operation) {
      return switch (this) {
        case CONFLICT -> operation.equals("UpdateItem") || operation.equals("PutItem");
        case BATCH_THROTTLED -> operation.startsWith("Batch");
        default -> reason.isEmpty() || operation.equals("TransactWriteItems");
      };
    }

    private String body() {
      String reasons =
          reason.isEmpty()
              ? ""
              : ",\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\"" + reason + "\"}]";
      return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\"" + reasons + "}";
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
    boolean refused = fault.refuses() && isNext(context.httpRequest());
    attributes.putAttribute(FAULTY, refused);
    // Whatever is asked in its place changes nothing.
    return refused
        ? context.httpRequest().toBuilder()
            .putHeader("X-Amz-Target", "DynamoDB_20120810.DescribeLimits")
            .build()
        : context.httpRequest();
  }

  private boolean isNext(SdkHttpRequest request) {
    String target = request.firstMatchingHeader("X-Amz-Target").orElse("");
    return every > 0
        && fault.concerns(target.replaceAll(".*\\.", ""))
        && concerned.incrementAndGet() % every == 0;
  }

  /** Once an attempt. */
  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    requests.incrementAndGet();
    if (!fault.refuses()) {
      attributes.putAttribute(FAULTY, isNext(context.httpRequest()));
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
    return Optional.of(new ByteArrayInputStream(fault.body().getBytes(StandardCharsets.UTF_8)));
  }
}
