package io.sluice.aws;

import io.sluice.aws.S3Settings.Addressing;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.GlueClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The clients of this JVM: made when they are first asked for, shared by all its threads, and open
 * until it ends.
 *
 * <p>A request is tried again a few times, with growing pauses and within {@link #CALL}; when much
 * fails, the SDK's token bucket lets fewer requests be tried again.
 */
public final class AwsClients {
  /** What one attempt of a small request may take. */
  private static final Duration ATTEMPT = Duration.ofSeconds(60);

  /** One of the ledger's: a lease must outlive an attempt that hangs. */
  private static final Duration LEDGER_ATTEMPT = Duration.ofSeconds(15);

  /** What a small request may take in all. */
  private static final Duration CALL = Duration.ofMinutes(4);

  private static final int S3_ATTEMPTS = 5;

  /** Throttling and lost answers are outlasted for some 20 s. */
  private static final int DYNAMO_ATTEMPTS = 8;

  /** Glue throttles whole accounts, and a run must outlast a busy minute. */
  private static final int GLUE_ATTEMPTS = 10;

  private static final Duration SOCKET = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Sources that are being read, parts under way, and requests beside them. */
  private static final int CONNECTIONS = 128;

  /** Less than what servers and what lies before them keep an idle connection for. */
  private static final Duration IDLE = Duration.ofSeconds(4);

  private static final ConcurrentHashMap<AwsSettings, S3Client> S3 = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<AwsSettings, DynamoDbClient> DYNAMO =
      new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<AwsSettings, GlueClient> GLUE = new ConcurrentHashMap<>();

  private AwsClients() {}

  /**
   * The client for S3; not to be closed.
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region is known
   */
  public static S3Client s3(AwsSettings settings) {
    return S3.computeIfAbsent(settings, AwsClients::newS3);
  }

  /** Only a client that is made knows all the places where an endpoint can be set. */
  private static S3Client newS3(AwsSettings settings) {
    S3Client client = s3Builder(settings).build();
    if (settings.s3().addressing() != Addressing.BY_ENDPOINT || !hasEndpoint(client)) {
      return client;
    }
    client.close();
    return s3Builder(settings.with(settings.s3().with(Addressing.PATH))).build();
  }

  /** Whether requests to S3 go to an endpoint that somebody set: here, or in the environment. */
  public static boolean hasS3Endpoint(AwsSettings settings) {
    return hasEndpoint(s3(settings));
  }

  private static boolean hasEndpoint(S3Client client) {
    return client.serviceClientConfiguration().endpointOverride().isPresent();
  }

  /**
   * The client for DynamoDB; not to be closed.
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region is known
   */
  public static DynamoDbClient dynamo(AwsSettings settings) {
    return DYNAMO.computeIfAbsent(settings, key -> dynamoBuilder(key).build());
  }

  /**
   * The client for Glue; not to be closed.
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException if no region is known
   */
  public static GlueClient glue(AwsSettings settings) {
    return GLUE.computeIfAbsent(settings, key -> glueBuilder(key).build());
  }

  /**
   * A client for S3 that is not shared.
   *
   * <p>The SDK calculates no checksum that a service does not require: parts and objects go with a
   * CRC32 that is made while their bytes are collected. A bucket of another region is asked there.
   */
  public static S3ClientBuilder s3Builder(AwsSettings settings) {
    ClientOverrideConfiguration.Builder calls = calls(ATTEMPT, retries(S3_ATTEMPTS));
    if (settings.s3().payer() == S3Settings.Payer.REQUESTER) {
      calls.putHeader("x-amz-request-payer", "requester");
    }
    return configured(S3Client.builder(), settings, calls)
        .forcePathStyle(settings.s3().addressing() == Addressing.PATH)
        .crossRegionAccessEnabled(true)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
  }

  /** A client for DynamoDB that is not shared. */
  public static DynamoDbClientBuilder dynamoBuilder(AwsSettings settings) {
    return configured(
        DynamoDbClient.builder(), settings, explained(LEDGER_ATTEMPT, DYNAMO_ATTEMPTS));
  }

  /** A client for Glue that is not shared. */
  public static GlueClientBuilder glueBuilder(AwsSettings settings) {
    return configured(GlueClient.builder(), settings, explained(ATTEMPT, GLUE_ATTEMPTS));
  }

  /** A client of any other service, with region, endpoint, retries and time-outs as all of ours. */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, AwsSettings settings) {
    return configured(builder, settings, calls(ATTEMPT, retries(S3_ATTEMPTS)));
  }

  /** The same, but that a client never asks again by itself: who calls it sees each answer. */
  public static <B extends AwsClientBuilder<B, C>, C> B once(B builder) {
    return builder.overrideConfiguration(
        builder.overrideConfiguration().toBuilder()
            .retryStrategy(DefaultRetryStrategy.doNotRetry())
            .build());
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, AwsSettings settings, ClientOverrideConfiguration.Builder calls) {
    if (!settings.region().isEmpty()) {
      builder.region(Region.of(settings.region()));
    }
    if (!settings.endpoint().isEmpty()) {
      builder.endpointOverride(URI.create(settings.endpoint()));
    }
    return builder
        .overrideConfiguration(calls.build())
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionAcquisitionTimeout(ATTEMPT)
                .connectionTimeout(CONNECT)
                .connectionMaxIdleTime(IDLE)
                .socketTimeout(SOCKET)
                .tcpKeepAlive(true));
  }

  private static ClientOverrideConfiguration.Builder explained(Duration attempt, int attempts) {
    return calls(attempt, retries(attempts)).addExecutionInterceptor(new AccessFailures());
  }

  private static ClientOverrideConfiguration.Builder calls(
      Duration attempt, StandardRetryStrategy.Builder retries) {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(attempt)
        .apiCallTimeout(CALL)
        .retryStrategy(retries.build());
  }

  private static StandardRetryStrategy.Builder retries(int attempts) {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(attempts)
        .backoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(10)))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(500), Duration.ofSeconds(20)));
  }
}
