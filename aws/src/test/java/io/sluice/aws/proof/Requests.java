package io.sluice.aws.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What befalls the requests of all clients of this JVM: the SDK makes one of each that its file of
 * global interceptors names. Nothing, until a test says so. Renewals of leases are not counted, as
 * they come at any time.
 */
public final class Requests implements ExecutionInterceptor {
  private static final ExecutionAttribute<Fate> FATE = new ExecutionAttribute<>("Fate");
  private static final AtomicInteger SENT = new AtomicInteger();

  /** How often what was asked, as in {@code S3 GetObject /bucket/key}. */
  private static final Map<String, Integer> CALLS = new ConcurrentHashMap<>();

  private static volatile Plan plan = number -> Fate.PASSES;
  private static volatile boolean dead;

  /** For the SDK. */
  public Requests() {}

  /** What becomes of one attempt of a request. */
  enum Fate {
    PASSES,
    /** The connection breaks before anything was sent. */
    NOT_SENT,
    /** It is done, and the answer is an internal error. */
    DONE_BUT_500,
    /** It is done, and the answer is that there were too many. */
    DONE_BUT_THROTTLED,
    /** It is done, and its answer comes late. */
    SLOW,
    /** The process dies before it is sent. */
    DIES_BEFORE,
    /** The process dies before it gets the answer. */
    DIES_AFTER
  }

  /** Says what becomes of which attempt, from 1. */
  interface Plan {
    Fate of(int number);
  }

  /** Thrown by every request of a dead process. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("the process is dead");
    }
  }

  /** From now on attempts are counted again, and meet their fates. */
  static void follow(Plan next) {
    dead = false;
    SENT.set(0);
    CALLS.clear();
    plan = next;
  }

  /** From now on nothing happens to requests. */
  static void calm() {
    follow(number -> Fate.PASSES);
  }

  /** Attempts since the last plan. */
  static int sent() {
    return SENT.get();
  }

  /** How often each request whose words begin so was sent since the last plan. */
  static Map<String, Integer> calls(String beginning) {
    Map<String, Integer> found = new TreeMap<>(CALLS);
    found.keySet().removeIf(words -> !words.startsWith(beginning));
    return found;
  }

  static boolean isDead() {
    return dead;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (dead) {
      throw new Killed();
    }
    Fate fate =
        Thread.currentThread().getName().equals("ledger-leases")
            ? Fate.PASSES
            : plan.of(SENT.incrementAndGet());
    attributes.putAttribute(FATE, fate);
    String words =
        service(attributes)
            + " "
            + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME)
            + " "
            + context.httpRequest().encodedPath();
    CALLS.merge(words, 1, Integer::sum);
    if (fate == Fate.DIES_BEFORE) {
      dead = true;
      throw new Killed();
    }
    if (fate == Fate.NOT_SENT) {
      throw RetryableException.create("made by a test", new IOException("connection reset"));
    }
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    Fate fate = attributes.getAttribute(FATE);
    if (fate == Fate.DIES_AFTER) {
      dead = true;
    }
    if (dead) {
      throw new Killed();
    }
    if (fate == Fate.SLOW) {
      try {
        Thread.sleep(300);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Fate fate = attributes.getAttribute(FATE);
    if (fate != Fate.DONE_BUT_500 && fate != Fate.DONE_BUT_THROTTLED) {
      return context.httpResponse();
    }
    boolean s3 = service(attributes).equals("S3");
    int status = fate == Fate.DONE_BUT_500 ? 500 : s3 ? 503 : 400;
    return context.httpResponse().toBuilder()
        .statusCode(status)
        .removeHeader("Content-Length")
        .removeHeader("x-amz-crc32")
        .putHeader("x-amzn-ErrorType", code(fate, s3))
        .build();
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Fate fate = attributes.getAttribute(FATE);
    if (fate != Fate.DONE_BUT_500 && fate != Fate.DONE_BUT_THROTTLED) {
      return context.responseBody();
    }
    boolean s3 = service(attributes).equals("S3");
    String code = code(fate, s3);
    String body =
        s3
            ? "<Error><Code>" + code + "</Code><Message>made by a test</Message></Error>"
            : "{\"__type\":\"" + code + "\",\"message\":\"made by a test\"}";
    return Optional.of(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String code(Fate fate, boolean s3) {
    if (fate == Fate.DONE_BUT_500) {
      return s3 ? "InternalError" : "InternalServerError";
    }
    return s3 ? "SlowDown" : "ThrottlingException";
  }

  private static String service(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
  }
}
