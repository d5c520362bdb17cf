package io.sluice.localaws.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ProxyForTestsTest {
  @Test
  void itServesObjectsAndConditionsUntilClosed() {
    S3ProxyForTests proxy = S3ProxyForTests.start();
    try (proxy;
        S3Client s3 = client(proxy)) {
      s3.createBucket(b -> b.bucket("bucket"));
      s3.putObject(b -> b.bucket("bucket").key("k").ifNoneMatch("*"), RequestBody.fromString("v"));
      S3Exception lost =
          assertThrows(
              S3Exception.class,
              () ->
                  s3.putObject(
                      b -> b.bucket("bucket").key("k").ifNoneMatch("*"),
                      RequestBody.fromString("other")));
      assertEquals(412, lost.statusCode());
      assertEquals("v", s3.getObjectAsBytes(b -> b.bucket("bucket").key("k")).asUtf8String());
    }
    try (S3Client s3 = client(proxy)) {
      assertThrows(RuntimeException.class, s3::listBuckets);
    }
  }

  private static S3Client client(S3ProxyForTests proxy) {
    return S3Client.builder()
        .endpointOverride(proxy.endpoint())
        .region(Region.of(proxy.region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(proxy.accessKey(), proxy.secretKey())))
        .build();
  }
}
