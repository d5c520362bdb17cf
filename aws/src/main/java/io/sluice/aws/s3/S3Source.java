package io.sluice.aws.s3;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.read.UnreadableException;
import io.sluice.formats.source.ListedStream;
import io.sluice.formats.source.ObjectSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A source object, as it was listed: one ranged GET for each opened stream, no further than the
 * listed size, and on condition that its ETag is the listed one. An object that was replaced or
 * removed meanwhile is a failure, never half of one and half of the other.
 */
final class S3Source implements ObjectSource {
  private final S3Client client;
  private final String uri;
  private final S3Uri at;
  private final long size;
  private final String listedEtag;

  /**
   * @param identity as listed; empty: not known, then the object must not change while a stream is
   *     open
   */
  S3Source(S3Client client, String uri, long size, String identity) throws IOException {
    this.client = client;
    this.uri = uri;
    this.at = S3Uri.of(uri);
    this.size = size;
    this.listedEtag = S3Identity.etag(identity).orElse(null);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream open(long offset) throws IOException {
    if (offset >= size) {
      return InputStream.nullInputStream();
    }
    return new ListedStream(this, offset, new ObjectStream(this::get, offset));
  }

  private ResponseInputStream<GetObjectResponse> get(long from, String etag) throws IOException {
    String expected = listedEtag == null ? etag : listedEtag;
    try {
      return client.getObject(
          request ->
              request
                  .bucket(at.bucket())
                  .key(at.key())
                  .range("bytes=" + from + "-" + (size - 1))
                  .ifMatch(expected));
    } catch (SdkException e) {
      throw told(e, from);
    }
  }

  /**
   * Some bytes, in one request for just these.
   *
   * @param length more than 0, and not beyond the listed size
   */
  byte[] bytes(long from, int length) throws IOException {
    try {
      return client
          .getObjectAsBytes(
              request ->
                  request
                      .bucket(at.bucket())
                      .key(at.key())
                      .range("bytes=" + from + "-" + (from + length - 1))
                      .ifMatch(listedEtag))
          .asByteArrayUnsafe();
    } catch (SdkException e) {
      throw told(e, from);
    }
  }

  private IOException told(SdkException failure, long from) {
    if (S3Failures.isMissing(failure)) {
      return new UnreadableException(
          uri,
          "the object is gone",
          "It was there when it was listed: do not remove objects during a run; run again",
          failure);
    }
    if (S3Failures.status(failure) == 412) {
      return new ReadException(
          uri,
          -1,
          "the object was replaced since it was listed",
          "Nothing of it is in the table; run again to read it as it is now",
          failure);
    }
    if (S3Failures.status(failure) == 416) {
      return new ReadException(
          uri,
          from,
          "the object has become shorter since it was listed",
          "Do not replace objects during a run; run again",
          failure);
    }
    if (S3Failures.code(failure).equals("InvalidObjectState")) {
      return new UnreadableException(uri, "the object is archived", Archive.REMEDY, failure);
    }
    return S3Failures.ofOneObject(failure, Request.READ, uri)
        .<IOException>map(Function.identity())
        .orElseGet(() -> S3Failures.of(failure, Request.READ, at));
  }
}
