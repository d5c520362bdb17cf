package io.sluice.aws.s3;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Encryption;
import io.sluice.aws.S3Settings.Payer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * S3Proxy in this JVM, on a port of its own, with libraries of its own; what it has is in memory.
 */
final class TestS3 {
  private static final String IDENTITY = "AKIDTEST";
  private static final String SECRET = "secret";
  private static final AtomicInteger BUCKETS = new AtomicInteger();
  private static final int PORT = start();

  private TestS3() {}

  private static int start() {
    System.setProperty("aws.accessKeyId", IDENTITY);
    System.setProperty("aws.secretAccessKey", SECRET);
    System.setProperty("LOG_LEVEL", "warn");
    System.setProperty("JETTY_LOG_LEVEL", "warn");
    System.setProperty(
        "logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
    Properties properties = new Properties();
    properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
    properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    properties.setProperty("s3proxy.identity", IDENTITY);
    properties.setProperty("s3proxy.credential", SECRET);
    Thread thread = Thread.currentThread();
    ClassLoader ours = thread.getContextClassLoader();
    try {
      URL jar = Path.of(System.getProperty("sluice.s3proxy")).toUri().toURL();
      // Open as long as the JVM: the server's threads load classes from it.
      @SuppressWarnings("resource")
      ClassLoader theirs =
          new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
      thread.setContextClassLoader(theirs);
      Object store =
          theirs
              .loadClass("org.gaul.s3proxy.BlobStores")
              .getMethod("create", String.class, Properties.class)
              .invoke(null, "transient-nio2", properties);
      Class<?> builderClass = theirs.loadClass("org.gaul.s3proxy.S3Proxy$Builder");
      Object builder =
          builderClass.getMethod("fromProperties", Properties.class).invoke(null, properties);
      builderClass
          .getMethod("blobStore", theirs.loadClass("org.gaul.s3proxy.blobstore.BlobStore"))
          .invoke(builder, store);
      Object server = builderClass.getMethod("build").invoke(builder);
      server.getClass().getMethod("start").invoke(server);
      return (int) server.getClass().getMethod("getPort").invoke(server);
    } catch (ReflectiveOperationException | IOException e) {
      throw new AssertionError("S3Proxy does not start", e);
    } finally {
      thread.setContextClassLoader(ours);
    }
  }

  static AwsSettings settings() {
    return new AwsSettings(
        "us-east-1",
        "http://127.0.0.1:" + PORT,
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
