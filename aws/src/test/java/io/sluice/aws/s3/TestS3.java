package io.sluice.aws.s3;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Encryption;
import io.sluice.aws.S3Settings.Payer;
import io.sluice.localaws.testing.S3ProxyForTests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Buckets of the module's S3Proxy. */
final class TestS3 {
  private static final AtomicInteger BUCKETS = new AtomicInteger();
  private static final String ENDPOINT = start();

  private TestS3() {}

  private static String start() {
    S3ProxyForTests proxy = S3ProxyForTests.shared();
    System.setProperty("aws.accessKeyId", proxy.accessKey());
    System.setProperty("aws.secretAccessKey", proxy.secretKey());
    return proxy.endpoint().toString();
  }

  static AwsSettings settings() {
    return new AwsSettings(
        "us-east-1",
        ENDPOINT,
        new S3Settings(Addressing.PATH, Encryption.SSE_S3, "", Payer.BUCKET_OWNER));
  }

  static S3Client client() {
    return AwsClients.s3(settings());
  }

  /** A new bucket's name. */
  static String newBucket() {
    String name = "bucket-" + BUCKETS.incrementAndGet();
    client().createBucket(request -> request.bucket(name));
    return name;
  }

  static void put(String bucket, String key, String content) {
    client()
        .putObject(
            request -> request.bucket(bucket).key(key),
            RequestBody.fromBytes(content.getBytes(StandardCharsets.UTF_8)));
  }

  static String get(String bucket, String key) {
    return client().getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String();
  }

  /** All keys of a bucket, hidden ones too. */
  static List<String> keys(String bucket) {
    return client().listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** The keys of all uploads that are open in a bucket. */
  static List<String> uploads(String bucket) {
    return client()
        .listMultipartUploadsPaginator(request -> request.bucket(bucket))
        .uploads()
        .stream()
        .map(MultipartUpload::key)
        .toList();
  }
}
