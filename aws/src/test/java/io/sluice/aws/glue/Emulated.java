package io.sluice.aws.glue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.requests.Backoff;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.GlueClientBuilder;

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
    LocalAws aws = LocalAwsForTests.aws();
    GlueClientBuilder builder =
        AwsClients.glueBuilder(
                new AwsSettings(aws.region(), aws.endpoint().toString(), S3Settings.DEFAULT))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())));
    ClientOverrideConfiguration.Builder calls =
        builder.overrideConfiguration().toBuilder()
            .retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .maxAttempts(4)
                    .backoffStrategy(BackoffStrategy.retryImmediately())
                    .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                    .build());
    List.of(interceptors).forEach(calls::addExecutionInterceptor);
    return builder.overrideConfiguration(calls.build()).build();
  }

  /** A name that no other test has. */
  static String database() {
    return "d" + UUID.randomUUID().toString().replace("-", "");
  }

  static LakeLocation lake() {
    return new LakeLocation("s3://lake-" + UUID.randomUUID());
  }
}
