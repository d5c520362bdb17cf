package io.sluice.aws.s3;

import java.time.Instant;

/** What was found where an object was said to be. */
public sealed interface Looked {
  /** There is nothing. */
  record Gone() implements Looked {}

  /**
   * An object.
   *
   * @param size in bytes
   * @param etag without quotes
   * @param versionId empty in a bucket without versions
   * @param unreadable why its bytes cannot be had, and what to do, in words for people; empty if
   *     they can
   */
  record Found(long size, String etag, String versionId, Instant modified, String unreadable)
      implements Looked {

    /** As the ledger tells versions of files from each other. */
    public String identity() {
      return S3Identity.of(etag);
    }

    /**
     * What tells it from all that was or will be under its key, the same content put again
     * included.
     */
    public String version() {
      return versionId.isEmpty() ? etag + "@" + modified.getEpochSecond() : versionId;
    }
  }
}
