package io.sluice.aws.dynamo;

import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Clients of the module's emulator. */
final class DynamoClients {
  static final DynamoDbClient CLIENT = with();

  private DynamoClients() {}

  /** A client whose requests and answers pass through interceptors. */
  @SuppressWarnings("deprecation") // The module's HTTP client, until all of it takes the next one.
  static DynamoDbClient with(ExecutionInterceptor... interceptors) {
    LocalAws aws = LocalAwsForTests.aws();
    return DynamoDbClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.of(aws.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(50)
                // The emulator closes idle connections after 5 s.
                .connectionMaxIdleTime(Duration.ofSeconds(3)))
        .overrideConfiguration(
            o -> {
              o.retryStrategy(LedgerRetries.strategy());
              for (ExecutionInterceptor interceptor : interceptors) {
                o.addExecutionInterceptor(interceptor);
              }
            })
        .build();
  }
}
