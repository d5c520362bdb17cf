package io.sluice.aws.s3;

import java.util.Optional;

/**
 * What tells one version of an object from another: its ETag. Every listing and every answer has
 * it, with and without versioning; the same content put again by the same kind of request is the
 * same version, and need not be ingested again. Version ids would tell no more, and a listing gives
 * them only together with every version that was ever replaced.
 */
final class S3Identity {
  private static final String ETAG = "etag:";

  private S3Identity() {}

  static String of(String etag) {
    return ETAG + etag.replace("\"", "");
  }

  /** The ETag as requests have it; empty if the identity is of another kind. */
  static Optional<String> etag(String identity) {
    return identity.startsWith(ETAG)
        ? Optional.of("\"" + identity.substring(ETAG.length()) + "\"")
        : Optional.empty();
  }
}
