package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Repairs s3_whole_bodies, s3_snapshots, s3_key_lock and s3_checksum_names. */
@ExtendWith(LocalAwsForTests.class)
class S3WritesTest {
  private static final byte[] OLD = bytes(3 << 20, 1);
  private static final byte[] NEW = bytes(3 << 20, 2);

  private final String bucket = "b-" + UUID.randomUUID();

  @BeforeEach
  void createBucket() {
    Clients.s3().createBucket(b -> b.bucket(bucket));
  }

  @Test
  void aPutThatBreaksOffLeavesNothing() throws Exception {
    put("old", OLD);
    breakOff("/" + bucket + "/old");
    breakOff("/" + bucket + "/new");
    assertArrayEquals(OLD, get("old"));
    assertThrows(NoSuchKeyException.class, () -> get("new"));
  }

  @Test
  void aPartThatBreaksOffLeavesTheFormerOne() throws Exception {
    String upload = Clients.s3().createMultipartUpload(b -> b.bucket(bucket).key("k")).uploadId();
    String etag =
        Clients.s3()
            .uploadPart(
                b -> b.bucket(bucket).key("k").uploadId(upload).partNumber(1),
                RequestBody.fromBytes(OLD))
            .eTag();
    breakOff("/" + bucket + "/k?partNumber=1&uploadId=" + upload);
    CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
    Clients.s3()
        .completeMultipartUpload(
            b -> b.bucket(bucket).key("k").uploadId(upload).multipartUpload(m -> m.parts(part)));
    assertArrayEquals(OLD, get("k"));
  }

  /** Sends half of a body and closes; returns when the emulator has noticed, or has had time to. */
  private static void breakOff(String path) throws IOException, InterruptedException {
    URI endpoint = LocalAwsForTests.aws().endpoint();
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      String head =
          "PUT "
              + path
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
              + "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request,"
              + " SignedHeaders=host, Signature=0\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[50_000]);
      socket.getOutputStream().flush();
      Thread.sleep(200);
    }
    Thread.sleep(500);
  }

  @Test
  void aPutThatIsRefusedForItsChecksumLeavesTheOldObject() {
    put("k", OLD);
    S3Exception refused =
        assertThrows(
            S3Exception.class,
            () ->
                Clients.s3()
                    .putObject(
                        b -> b.bucket(bucket).key("k").checksumCRC32("AAAAAA=="),
                        RequestBody.fromBytes(NEW)));
    assertEquals(400, refused.statusCode());
    assertArrayEquals(OLD, get("k"));
  }

  @Test
  void aReaderKeepsItsObjectAndStopsNoWriter() {
    put("k", OLD);
    assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () -> {
          try (ResponseInputStream<GetObjectResponse> reading =
              Clients.s3().getObject(b -> b.bucket(bucket).key("k"))) {
            byte[] first = reading.readNBytes(10);
            put("k", NEW);
            assertArrayEquals(NEW, get("k"));
            Clients.s3().deleteObject(b -> b.bucket(bucket).key("k"));
            byte[] rest = reading.readAllBytes();
            assertEquals(OLD.length, first.length + rest.length);
            assertEquals(OLD[OLD.length - 1], rest[rest.length - 1]);
          }
        });
  }

  @Test
  void ofConditionalPutsOneWins() throws Exception {
    for (int i = 0; i < 50; i++) {
      String key = "race-" + i;
      int winners =
          Race.winners(
              writer -> {
                try {
                  Clients.s3()
                      .putObject(
                          b -> b.bucket(bucket).key(key).ifNoneMatch("*"),
                          RequestBody.fromBytes(bytes(20_000, writer)));
                  return true;
                } catch (S3Exception lost) {
                  assertEquals(412, lost.statusCode());
                  return false;
                }
              });
      assertEquals(1, winners, key);
    }
  }

  @Test
  void ofConditionalCompletionsOneWins() throws Exception {
    for (int i = 0; i < 20; i++) {
      String key = "race-" + i;
      List<String> uploads = new ArrayList<>();
      List<CompletedPart> parts = new ArrayList<>();
      for (int writer = 0; writer < Race.WRITERS; writer++) {
        String upload =
            Clients.s3().createMultipartUpload(b -> b.bucket(bucket).key(key)).uploadId();
        uploads.add(upload);
        parts.add(uploadPart(key, upload));
      }
      int winners =
          Race.winners(
              writer -> {
                try {
                  Clients.s3()
                      .completeMultipartUpload(
                          b ->
                              b.bucket(bucket)
                                  .key(key)
                                  .uploadId(uploads.get(writer))
                                  .ifNoneMatch("*")
                                  .multipartUpload(m -> m.parts(parts.get(writer))));
                  return true;
                } catch (S3Exception lost) {
                  assertEquals(412, lost.statusCode());
                  return false;
                }
              });
      assertEquals(1, winners, key);
    }
  }

  private CompletedPart uploadPart(String key, String upload) {
    String etag =
        Clients.s3()
            .uploadPart(
                b -> b.bucket(bucket).key(key).uploadId(upload).partNumber(1),
                RequestBody.fromBytes(NEW))
            .eTag();
    return CompletedPart.builder().partNumber(1).eTag(etag).build();
  }

  @Test
  void checksumsOfEveryKindAreAcceptedAndReturned() {
    for (ChecksumAlgorithm algorithm :
        new ChecksumAlgorithm[] {
          ChecksumAlgorithm.CRC32,
          ChecksumAlgorithm.CRC32_C,
          ChecksumAlgorithm.SHA1,
          ChecksumAlgorithm.SHA256
        }) {
      Clients.s3()
          .putObject(
              b -> b.bucket(bucket).key("k").checksumAlgorithm(algorithm),
              RequestBody.fromBytes(NEW));
      assertArrayEquals(NEW, get("k"), algorithm.toString());
    }
    assertNotEquals(
        null,
        Clients.s3()
            .putObject(
                b -> b.bucket(bucket).key("k").checksumAlgorithm(ChecksumAlgorithm.CRC32_C),
                RequestBody.fromBytes(NEW))
            .checksumCRC32C());
  }

  @Test
  void copiesDeletionsAndVersionsStillWork() {
    Clients.s3()
        .putBucketVersioning(
            b -> b.bucket(bucket).versioningConfiguration(v -> v.status("Enabled")));
    put("k", OLD);
    String first = Clients.s3().headObject(b -> b.bucket(bucket).key("k")).versionId();
    put("k", NEW);
    Clients.s3()
        .copyObject(
            b ->
                b.sourceBucket(bucket)
                    .sourceKey("k")
                    .destinationBucket(bucket)
                    .destinationKey("c"));
    Clients.s3().deleteObject(b -> b.bucket(bucket).key("k"));
    assertArrayEquals(NEW, get("c"));
    assertArrayEquals(
        OLD,
        Clients.s3()
            .getObjectAsBytes(b -> b.bucket(bucket).key("k").versionId(first))
            .asByteArray());
    assertThrows(NoSuchKeyException.class, () -> get("k"));
  }

  private void put(String key, byte[] content) {
    Clients.s3().putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  private byte[] get(String key) {
    return Clients.s3().getObjectAsBytes(b -> b.bucket(bucket).key(key)).asByteArray();
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
