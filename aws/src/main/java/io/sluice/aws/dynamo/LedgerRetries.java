package io.sluice.aws.dynamo;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** How a client of the ledger's table should try again. */
public final class LedgerRetries {
  private static final int ATTEMPTS = 8;

  private LedgerRetries() {}

  /** Throttling and lost answers are tried again with growing pauses, some 20 s in all. */
  public static RetryStrategy strategy() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build();
  }
}
