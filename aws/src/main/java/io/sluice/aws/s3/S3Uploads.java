package io.sluice.aws.s3;

import io.sluice.aws.S3Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/** The requests of multipart uploads, one method each. Thread-safe. */
final class S3Uploads {
  /** By this name an object's metadata contains {@link UploadHandle#mark}. */
  static final String MARK = "sluice-upload";

  /** The slowest way to S3 that a part is sent by, in bytes a second. */
  private static final long SLOWEST = 128 << 10;

  private static final int ATTEMPTS = 4;

  /** S3 puts large objects together for minutes, and sends blanks meanwhile. */
  private static final Duration COMPLETION = Duration.ofMinutes(10);

  private final S3Client client;
  private final S3Settings settings;

  S3Uploads(S3Client client, S3Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** An upload that was begun and not ended. */
  record Open(S3Uri at, String uploadId) {}

  /** Begins an upload; its id. */
  String create(S3Uri at, String mark) throws IOException {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(at.bucket())
            .key(at.key())
            // Parts come with their own: S3 must be told beforehand.
            .checksumAlgorithm(ChecksumAlgorithm.CRC32)
            .metadata(Map.of(MARK, mark));
    Encrypting by = Encrypting.of(settings);
    request.serverSideEncryption(by.algorithm()).ssekmsKeyId(by.key());
    try {
      return client.createMultipartUpload(request.build()).uploadId();
    } catch (SdkException e) {
      throw failure(e, Request.UPLOAD, at);
    }
  }

  /** Sends a part; sent again, it takes the place of itself. */
  UploadHandle.Part send(S3Uri at, String uploadId, int number, PartBuffer part)
      throws IOException {
    String checksum = part.checksum();
    Duration attempt = Duration.ofSeconds(60 + part.size() / SLOWEST);
    try {
      String etag =
          client
              .uploadPart(
                  request ->
                      request
                          .bucket(at.bucket())
                          .key(at.key())
                          .uploadId(uploadId)
                          .partNumber(number)
                          .checksumCRC32(checksum)
                          .overrideConfiguration(within(attempt)),
                  RequestBody.fromContentProvider(
                      part::open, part.size(), "application/octet-stream"))
              .eTag();
      return new UploadHandle.Part(etag, checksum);
    } catch (SdkException e) {
      throw failure(e, Request.UPLOAD, at);
    }
  }

  /**
   * Makes bytes of an object a part, which S3 copies by itself.
   *
   * @param etag of the object that is meant
   * @param to the upload
   * @param from the first byte
   */
  UploadHandle.Part copy(S3Uri source, String etag, Open to, int number, long from, long last)
      throws IOException {
    try {
      CopyPartResult copied =
          client
              .uploadPartCopy(
                  request ->
                      request
                          .sourceBucket(source.bucket())
                          .sourceKey(source.key())
                          .copySourceIfMatch(etag)
                          .copySourceRange("bytes=" + from + "-" + last)
                          .destinationBucket(to.at().bucket())
                          .destinationKey(to.at().key())
                          .uploadId(to.uploadId())
                          .partNumber(number)
                          .overrideConfiguration(within(COMPLETION)))
              .copyPartResult();
      return new UploadHandle.Part(copied.eTag(), copied.checksumCRC32());
    } catch (SdkException e) {
      throw failure(e, Request.COPY, source);
    }
  }

  /** That of a request that makes an object, or a part of one. */
  IOException failure(SdkException e, Request request, S3Uri at) {
    return S3Failures.of(e, request, at, settings.kmsKey());
  }

  private static AwsRequestOverrideConfiguration within(Duration attempt) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallAttemptTimeout(attempt)
        .apiCallTimeout(attempt.multipliedBy(ATTEMPTS))
        .build();
  }

  /**
   * Makes the object visible, if there is none under its key.
   *
   * @throws SdkException whatever it says, the object may be there: see {@link Completion}
   */
  void complete(S3Uri at, UploadHandle handle) {
    List<CompletedPart> parts = new ArrayList<>();
    for (UploadHandle.Part part : handle.parts()) {
      parts.add(
          CompletedPart.builder()
              .partNumber(parts.size() + 1)
              .eTag(part.etag())
              .checksumCRC32(part.checksum())
              .build());
    }
    client.completeMultipartUpload(
        request ->
            request
                .bucket(at.bucket())
                .key(at.key())
                .uploadId(handle.uploadId())
                .ifNoneMatch("*")
                .multipartUpload(upload -> upload.parts(parts))
                .overrideConfiguration(within(COMPLETION)));
  }

  /** Gives an upload up; one that is not there any more is fine. */
  void abort(S3Uri at, String uploadId) throws IOException {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(at.bucket()).key(at.key()).uploadId(uploadId));
    } catch (SdkException e) {
      if (!S3Failures.isMissing(e)) {
        throw S3Failures.of(e, Request.ABORT, at);
      }
    }
  }

  /** All open uploads of keys that begin with the prefix. */
  List<Open> list(S3Uri prefix) throws IOException {
    try {
      return client
          .listMultipartUploadsPaginator(
              request -> request.bucket(prefix.bucket()).prefix(prefix.key()))
          .uploads()
          .stream()
          .map(upload -> new Open(prefix.at(upload.key()), upload.uploadId()))
          .toList();
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.LIST_UPLOADS, prefix);
    }
  }
}
