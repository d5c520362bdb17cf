package io.sluice.aws.glue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Counts the requests that a client sends, and spoils some of them. */
final class GlueFaults implements ExecutionInterceptor {
  private static final ExecutionAttribute<String> BODY = new ExecutionAttribute<>("spoilt body");

  private final Map<String, Integer> calls = new TreeMap<>();
  private final Map<String, Queue<Runnable>> before = new ConcurrentHashMap<>();
  private final Map<String, Queue<Failure>> failures = new ConcurrentHashMap<>();
  private final Map<String, Queue<UnaryOperator<SdkResponse>>> answers = new ConcurrentHashMap<>();

  private record Failure(int status, String code) {}

  /** Something happens just before the next such request is sent. */
  void before(String operation, Runnable action) {
    before.computeIfAbsent(operation, o -> new ArrayDeque<>()).add(action);
  }

  /** The next such request is carried out, but its answer is this error. */
  void fail(String operation, int status, String code) {
    failures.computeIfAbsent(operation, o -> new ArrayDeque<>()).add(new Failure(status, code));
  }

  /** The next such answer is changed. */
  void change(String operation, UnaryOperator<SdkResponse> answer) {
    answers.computeIfAbsent(operation, o -> new ArrayDeque<>()).add(answer);
  }

  /** Requests since the last time, by operation. */
  synchronized Map<String, Integer> calls() {
    Map<String, Integer> counted = new TreeMap<>(calls);
    calls.clear();
    return counted;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String operation = operation(attributes);
    synchronized (this) {
      calls.merge(operation, 1, Integer::sum);
    }
    Runnable action = next(before, operation);
    if (action != null) {
      action.run();
    }
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Failure failure = next(failures, operation(attributes));
    if (failure == null) {
      attributes.putAttribute(BODY, null);
      return context.httpResponse();
    }
    String body = "{\"__type\":\"" + failure.code() + "\",\"message\":\"made by a test\"}";
    attributes.putAttribute(BODY, body);
    return context.httpResponse().toBuilder()
        .statusCode(failure.status())
        .putHeader("Content-Length", Integer.toString(body.length()))
        // It goes before the body.
        .putHeader("x-amzn-ErrorType", failure.code())
        .build();
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    String body = attributes.getAttribute(BODY);
    return body == null
        ? context.responseBody()
        : Optional.of(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public SdkResponse modifyResponse(
      Context.ModifyResponse context, ExecutionAttributes attributes) {
    UnaryOperator<SdkResponse> answer = next(answers, operation(attributes));
    return answer == null ? context.response() : answer.apply(context.response());
  }

  private static <T> T next(Map<String, Queue<T>> queues, String operation) {
    Queue<T> queue = queues.get(operation);
    return queue == null ? null : queue.poll();
  }

  private static String operation(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }
}
