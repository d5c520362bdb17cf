package io.sluice.aws.dynamo;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Clients of the module's emulator. */
final class DynamoClients {
  static final DynamoDbClient CLIENT = with();

  private DynamoClients() {}

  /** A client whose requests and answers pass through interceptors. */
  static DynamoDbClient with(ExecutionInterceptor... interceptors) {
    LocalAws aws = LocalAwsForTests.aws();
    DynamoDbClientBuilder builder =
        AwsClients.dynamoBuilder(
                new AwsSettings(aws.region(), aws.endpoint().toString(), S3Settings.DEFAULT))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())));
    ClientOverrideConfiguration.Builder calls = builder.overrideConfiguration().toBuilder();
    List.of(interceptors).forEach(calls::addExecutionInterceptor);
    return builder.overrideConfiguration(calls.build()).build();
  }
}
