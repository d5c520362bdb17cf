package io.sluice.benchmarks.calls;

import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts the requests that a client sends, each attempt by itself. */
final class CallCount implements ExecutionInterceptor {
  private final AtomicLong calls = new AtomicLong();

  /** The client that is built will be counted, with all else as it was set. */
  static <B extends SdkClientBuilder<B, C>, C> B counted(B builder, CallCount count) {
    return builder.overrideConfiguration(
        builder.overrideConfiguration().toBuilder().addExecutionInterceptor(count).build());
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes executionAttributes) {
    calls.incrementAndGet();
  }

  long calls() {
    return calls.get();
  }
}
