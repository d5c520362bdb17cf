package io.sluice.aws;

import java.io.Serializable;

/**
 * How a lake on S3 is to be used.
 *
 * @param kmsKey id, ARN or alias of the key for {@link Encryption#SSE_KMS}; empty: the account's
 *     own key for S3
 */
public record S3Settings(Addressing addressing, Encryption encryption, String kmsKey, Payer payer)
    implements Serializable {
  /** As S3 has it where nothing is said. */
  public static final S3Settings DEFAULT =
      new S3Settings(Addressing.BY_ENDPOINT, Encryption.BUCKET_DEFAULT, "", Payer.BUCKET_OWNER);

  /** Where in a URL a bucket's name goes. */
  public enum Addressing {
    VIRTUAL_HOST,
    /** Into the path, which most stores other than AWS's own need. */
    PATH,
    /** Into the path where an endpoint is set, else into the host's name. No lake is kept so. */
    BY_ENDPOINT
  }

  /** How objects are encrypted that Sluice writes. */
  public enum Encryption {
    BUCKET_DEFAULT,
    SSE_S3,
    SSE_KMS
  }

  /** Who pays for requests and transfer. */
  public enum Payer {
    BUCKET_OWNER,
    /** The caller, which buckets of others may ask for. */
    REQUESTER
  }

  /** The same with another place for the bucket's name. */
  public S3Settings with(Addressing other) {
    return new S3Settings(other, encryption, kmsKey, payer);
  }

  /** The same with another who pays. */
  public S3Settings with(Payer other) {
    return new S3Settings(addressing, encryption, kmsKey, other);
  }

  public S3Settings {
    if (!kmsKey.isEmpty() && encryption != Encryption.SSE_KMS) {
      throw new IllegalArgumentException("a KMS key is for SSE-KMS, not for " + encryption);
    }
  }
}
