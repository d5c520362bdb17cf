package io.sluice.aws.s3;

import io.sluice.aws.S3Settings;
import io.sluice.aws.requests.Batches;
import io.sluice.aws.requests.Workers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The requests for visible objects. Thread-safe. */
final class S3Objects {
  /** What one request deletes. */
  private static final int BATCH = 1000;

  private static final int ROUNDS = 4;

  private final S3Client client;
  private final S3Settings settings;

  S3Objects(S3Client client, S3Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** What there is to know of an object; empty if there is none. */
  Optional<HeadObjectResponse> head(S3Uri at) throws IOException {
    try {
      return Optional.of(client.headObject(request -> request.bucket(at.bucket()).key(at.key())));
    } catch (SdkException e) {
      if (S3Failures.isMissing(e)) {
        return Optional.empty();
      }
      throw S3Failures.of(e, Request.LOOK, at);
    }
  }

  /** Writes an object in one request. */
  void put(S3Uri at, byte[] content) throws IOException {
    put(at, request(at, checksum(content)), RequestBody.fromBytes(content));
  }

  /**
   * Writes an object in one request if there is none. After a lost answer, one's own is known by
   * its content.
   *
   * @return false if there is one already
   */
  boolean putNew(S3Uri at, byte[] content) throws IOException {
    try {
      client.putObject(
          request(at, checksum(content)).ifNoneMatch("*").build(), RequestBody.fromBytes(content));
      return true;
    } catch (SdkException e) {
      int status = S3Failures.status(e);
      // 409: another conditional write of the same key was under way, and may have failed.
      if (status == 412 || status == 409) {
        return isOwn(at, content);
      }
      throw S3Failures.of(e, Request.WRITE, at, settings.kmsKey());
    }
  }

  private boolean isOwn(S3Uri at, byte[] content) throws IOException {
    try {
      return Arrays.equals(
          client.getObjectAsBytes(r -> r.bucket(at.bucket()).key(at.key())).asByteArrayUnsafe(),
          content);
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.READ, at);
    }
  }

  private static String checksum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return Checksum.text(crc);
  }

  /** Writes an object in one request. */
  void put(S3Uri at, PartBuffer content) throws IOException {
    put(
        at,
        request(at, content.checksum()),
        RequestBody.fromContentProvider(content::open, content.size(), "application/octet-stream"));
  }

  private PutObjectRequest.Builder request(S3Uri at, String checksum) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder().bucket(at.bucket()).key(at.key()).checksumCRC32(checksum);
    Encrypting by = Encrypting.of(settings);
    request.serverSideEncryption(by.algorithm()).ssekmsKeyId(by.key());
    return request;
  }

  private void put(S3Uri at, PutObjectRequest.Builder request, RequestBody body)
      throws IOException {
    try {
      client.putObject(request.build(), body);
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.WRITE, at, settings.kmsKey());
    }
  }

  /** Shows all objects whose keys begin with the prefix, in the order of S3, page by page. */
  void list(S3Uri prefix, Consumer<S3Object> objects) throws IOException {
    try {
      client
          .listObjectsV2Paginator(request -> request.bucket(prefix.bucket()).prefix(prefix.key()))
          .contents()
          .forEach(objects);
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.LIST, prefix);
    }
  }

  /** One request's objects below a prefix, after a key. */
  ObjectPage page(S3Uri prefix, String after) throws IOException {
    try {
      ListObjectsV2Response page =
          client.listObjectsV2(
              request -> {
                request.bucket(prefix.bucket()).prefix(prefix.key());
                if (!after.isEmpty()) {
                  request.startAfter(after);
                }
              });
      return new ObjectPage(
          page.contents().stream()
              .map(
                  object ->
                      new ObjectPage.Listed(
                          prefix.bucket(),
                          object.key(),
                          object.size(),
                          object.eTag().replace("\"", ""),
                          object.lastModified()))
              .toList(),
          !page.isTruncated());
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.LIST, prefix);
    }
  }

  /** Whether a key begins with the prefix. */
  boolean any(S3Uri prefix) throws IOException {
    try {
      return !client
          .listObjectsV2(request -> request.bucket(prefix.bucket()).prefix(prefix.key()).maxKeys(1))
          .contents()
          .isEmpty();
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.LIST, prefix);
    }
  }

  /**
   * Deletes objects of one bucket; those that are not there are fine.
   *
   * @throws IOException if some could not be deleted; the others are gone
   */
  void delete(S3Uri bucket, List<String> keys) throws IOException {
    Workers.forEach(Batches.of(keys, BATCH), batch -> deleteBatch(bucket, batch));
  }

  /** An answer may be a success and contain failures of single keys: those are tried again. */
  private void deleteBatch(S3Uri bucket, List<String> keys) throws IOException {
    List<String> left = keys;
    for (int round = 1; ; round++) {
      List<S3Error> errors = deleteOnce(bucket, left);
      if (errors.isEmpty()) {
        return;
      }
      if (round == ROUNDS || !errors.stream().allMatch(S3Objects::passes)) {
        S3Error first = errors.get(0);
        throw new IOException(
            "Cannot delete "
                + bucket.at(first.key())
                + (errors.size() == 1 ? "" : " and " + (errors.size() - 1) + " other objects")
                + ": "
                + first.code()
                + ": "
                + first.message()
                + (first.code().equals("AccessDenied")
                    ? ". Give the caller " + Request.DELETE.permission() + " on it"
                    : ". Run again"));
      }
      Pause.after(round);
      left = errors.stream().map(S3Error::key).toList();
    }
  }

  private List<S3Error> deleteOnce(S3Uri bucket, List<String> keys) throws IOException {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    try {
      return client
          .deleteObjects(
              request ->
                  request
                      .bucket(bucket.bucket())
                      .delete(delete -> delete.objects(objects).quiet(true)))
          .errors();
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.DELETE, bucket.at(keys.get(0)));
    }
  }

  private static boolean passes(S3Error error) {
    return switch (error.code()) {
      case "InternalError", "SlowDown", "ServiceUnavailable" -> true;
      default -> false;
    };
  }
}
