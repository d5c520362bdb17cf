package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.s3.FaultyHttp.Operation;
import io.sluice.localaws.testing.S3ProxyForTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/** Each failure tells what, where, why and what to do. */
class S3FailuresTest {
  private final String bucket = TestS3.newBucket();

  private static void assertTold(IOException e, String... parts) {
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  private static S3Objects objects(S3Client client) {
    return new S3Objects(client, TestS3.settings().s3());
  }

  private IOException putting(S3Client client) {
    return assertThrows(
        IOException.class,
        () -> objects(client).put(S3Uri.of("s3://" + bucket + "/a b"), new byte[1]));
  }

  @Test
  void noCredentials() {
    S3Client none =
        AwsClients.s3Builder(TestS3.settings())
            .credentialsProvider(
                () -> {
                  throw SdkClientException.create(
                      "Unable to load credentials from any of the providers in the chain");
                })
            .build();
    assertTold(putting(none), "Cannot write s3://" + bucket + "/a b", "AWS_PROFILE", "the chain");
  }

  @Test
  void wrongCredentials() {
    S3Client wrong =
        AwsClients.s3Builder(TestS3.settings())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3ProxyForTests.shared().accessKey(), "no")))
            .build();
    assertTold(putting(wrong), "the credentials are refused", "SignatureDoesNotMatch");
  }

  @Test
  void nobodyListens() throws IOException {
    // Bound, so that nobody else gets the port, and nobody listens.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = bound.getLocalPort();
      AwsSettings nowhere =
          new AwsSettings("us-east-1", "http://127.0.0.1:" + port, TestS3.settings().s3());
      assertTold(
          putting(AwsClients.s3(nowhere)), "S3 cannot be reached", "AWS_ENDPOINT_URL", "" + port);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "403; AccessDenied; access denied (HTTP 403 AccessDenied: told by the test, request R1);"
            + " s3:PutObject",
        "400; KMS.DisabledException; KMS key cannot be used; Enable the key",
        "400; ExpiredToken; the credentials are refused; Renew them",
        "404; NoSuchBucket; there is no bucket; create the bucket",
        "418; Teapot; HTTP 418 Teapot; request R1"
      })
  void answers(int status, String code, String told, String remedy) {
    FaultyHttp http = new FaultyHttp();
    http.next(1000, Operation.PUT, FaultyHttp.answer(status, code));
    assertTold(putting(http.client()), "s3://" + bucket + "/a b", told, remedy);
  }

  /** A success may contain failures of single keys. */
  @Test
  void keysThatCannotBeDeletedAreTold() throws IOException {
    FaultyHttp http = new FaultyHttp();
    http.next(
        1,
        Operation.DELETE,
        FaultyHttp.body("<DeleteResult>" + error("a", "InternalError") + "</DeleteResult>"));
    TestS3.put(bucket, "a", "");
    TestS3.put(bucket, "b", "");
    S3Uri at = S3Uri.of("s3://" + bucket);
    objects(http.client()).delete(at, List.of("a", "b"));
    assertEquals(List.of("b"), TestS3.keys(bucket), "only what had failed is asked for again");
    http.next(
        1,
        Operation.DELETE,
        FaultyHttp.body(
            "<DeleteResult>"
                + error("b", "AccessDenied")
                + error("c", "InternalError")
                + "</DeleteResult>"));
    IOException e =
        assertThrows(IOException.class, () -> objects(http.client()).delete(at, List.of("b", "c")));
    assertTold(e, "s3://" + bucket + "/b", "1 other", "AccessDenied", "s3:DeleteObject");
  }

  private static String error(String key, String code) {
    return "<Error><Key>" + key + "</Key><Code>" + code + "</Code><Message>m</Message></Error>";
  }
}
