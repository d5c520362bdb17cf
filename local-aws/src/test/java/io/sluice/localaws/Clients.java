package io.sluice.localaws;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients of the module's emulator that never try again, so that each answer is seen. */
final class Clients {
  private static final S3Client S3 = to(aws().endpoint(), S3Client.builder()).build();
  private static final DynamoDbClient DYNAMO_DB =
      to(aws().endpoint(), DynamoDbClient.builder()).build();
  private static final GlueClient GLUE = to(aws().endpoint(), GlueClient.builder()).build();

  private Clients() {}

  static S3Client s3() {
    return S3;
  }

  static DynamoDbClient dynamoDb() {
    return DYNAMO_DB;
  }

  static GlueClient glue() {
    return GLUE;
  }

  private static LocalAws aws() {
    return LocalAwsForTests.aws();
  }

  private static <B extends AwsClientBuilder<B, C>, C> B to(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(aws().region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(aws().accessKey(), aws().secretKey())))
        .overrideConfiguration(
            o ->
                o.retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .apiCallTimeout(Duration.ofMinutes(1)));
  }
}
