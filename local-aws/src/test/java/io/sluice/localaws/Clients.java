package io.sluice.localaws;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of the module's emulator that never try again, so that each answer is seen. */
final class Clients {
  /** Only against waiting for ever: an answer may take as long as a slow machine takes. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final S3Client S3 = to(aws().endpoint(), S3Client.builder()).build();
  private static final DynamoDbClient DYNAMO_DB =
      to(aws().endpoint(), DynamoDbClient.builder()).build();
  private static final GlueClient GLUE = to(aws().endpoint(), GlueClient.builder()).build();
  private static final CloudFormationClient CLOUDFORMATION =
      to(aws().endpoint(), CloudFormationClient.builder()).build();
  private static final EventBridgeClient EVENTS =
      to(aws().endpoint(), EventBridgeClient.builder()).build();
  private static final LambdaClient LAMBDA = to(aws().endpoint(), LambdaClient.builder()).build();
  private static final SfnClient SFN = to(aws().endpoint(), SfnClient.builder()).build();
  private static final SqsClient SQS = to(aws().endpoint(), SqsClient.builder()).build();
  private static final EmrClient EMR = to(aws().endpoint(), EmrClient.builder()).build();
  private static final EmrServerlessClient EMR_SERVERLESS =
      to(aws().endpoint(), EmrServerlessClient.builder()).build();
  private static final BatchClient BATCH = to(aws().endpoint(), BatchClient.builder()).build();
  private static final CloudWatchLogsClient LOGS =
      to(aws().endpoint(), CloudWatchLogsClient.builder()).build();
  private static final SchedulerClient SCHEDULER =
      to(aws().endpoint(), SchedulerClient.builder()).build();
  private static final IamClient IAM =
      to(aws().endpoint(), IamClient.builder()).region(Region.AWS_GLOBAL).build();

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

  static CloudFormationClient cloudFormation() {
    return CLOUDFORMATION;
  }

  static EventBridgeClient events() {
    return EVENTS;
  }

  static EmrClient emr() {
    return EMR;
  }

  static EmrServerlessClient emrServerless() {
    return EMR_SERVERLESS;
  }

  static BatchClient batch() {
    return BATCH;
  }

  static CloudWatchLogsClient logs() {
    return LOGS;
  }

  static SchedulerClient scheduler() {
    return SCHEDULER;
  }

  static IamClient iam() {
    return IAM;
  }

  static LambdaClient lambda() {
    return LAMBDA;
  }

  static SfnClient sfn() {
    return SFN;
  }

  static SqsClient sqs() {
    return SQS;
  }

  private static LocalAws aws() {
    return LocalAwsForTests.aws();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B to(
      URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(aws().region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(aws().accessKey(), aws().secretKey())))
        .overrideConfiguration(
            o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(LONGEST))
        .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(LONGEST));
  }
}
