package io.sluice.lambda.testing;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Counts the requests of all clients of this JVM, and has something done before one of them: the
 * SDK makes one of each that its file of global interceptors names. Renewals of leases are not
 * counted, as they come at any time.
 */
public final class Requests implements ExecutionInterceptor {
  private static final AtomicInteger SENT = new AtomicInteger();
  private static volatile int due;
  private static volatile Runnable work = () -> {};

  /** For the SDK. */
  public Requests() {}

  /**
   * Counts from the beginning again.
   *
   * @param number before which request, from 1; 0: never
   */
  public static void before(int number, Runnable then) {
    SENT.set(0);
    due = number;
    work = then;
  }

  /** Requests since then. */
  public static int sent() {
    return SENT.get();
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (!Thread.currentThread().getName().equals("ledger-leases")
        && SENT.incrementAndGet() == due) {
      work.run();
    }
  }
}
