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
      new S3Settings(Addressing.VIRTUAL_HOST, Encryption.BUCKET_DEFAULT, "", Payer.BUCKET_OWNER);

  /** Where in a URL a bucket's name goes. */
  public enum Addressing {
    VIRTUAL_HOST,
    /** Into the path, which most stores other than AWS's own need. */
    PATH
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

  public S3Settings {
    if (!kmsKey.isEmpty() && encryption != Encryption.SSE_KMS) {
      throw new IllegalArgumentException("a KMS key is for SSE-KMS, not for " + encryption);
    }
  }
}
