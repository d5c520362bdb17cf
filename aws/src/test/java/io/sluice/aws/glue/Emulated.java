package io.sluice.aws.glue;

import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.glue.GlueClient;

/** The emulated Glue Data Catalog, for tests. */
final class Emulated {
  static final Backoff SHORT = new Backoff(5, Duration.ofMillis(5), Duration.ofMillis(20));

  private static final GlueClient PLAIN = client();

  private Emulated() {}

  /** As somebody else uses Glue. */
  static GlueClient plain() {
    return PLAIN;
  }

  /** A client that tries again without waiting. */
  static GlueClient client(ExecutionInterceptor... interceptors) {
    return GlueClient.builder()
        .endpointOverride(LocalAwsForTests.aws().endpoint())
        .region(Region.of(LocalAwsForTests.aws().region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    LocalAwsForTests.aws().accessKey(), LocalAwsForTests.aws().secretKey())))
        .httpClientBuilder(Apache5HttpClient.builder())
        .overrideConfiguration(
            o -> {
              o.retryStrategy(
                  AwsRetryStrategy.standardRetryStrategy().toBuilder()
                      .maxAttempts(4)
                      .backoffStrategy(BackoffStrategy.retryImmediately())
                      .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                      .build());
              for (ExecutionInterceptor interceptor : interceptors) {
                o.addExecutionInterceptor(interceptor);
              }
            })
        .build();
  }

  /** A name that no other test has. */
  static String database() {
    return "d" + UUID.randomUUID().toString().replace("-", "");
  }

  static LakeLocation lake() {
    return new LakeLocation("s3://lake-" + UUID.randomUUID());
  }
}
