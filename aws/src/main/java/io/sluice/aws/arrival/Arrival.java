package io.sluice.aws.arrival;

import java.time.Instant;

/**
 * One version of an object, come for one dataset.
 *
 * @param dataset whose spec covers it; {@link #UNCOVERED} if none does
 * @param uri {@code s3://bucket/key}
 * @param version what tells it from other objects that were, or will be, under the key
 * @param versionId S3's id of the version; empty in a bucket without versions
 * @param etag without quotes
 * @param size in bytes
 * @param modified when it was written, by S3's clock
 * @param refusal why it will not be ingested, in words for people; empty if nothing speaks against
 *     it
 */
public record Arrival(
    String dataset,
    String uri,
    String version,
    String versionId,
    String etag,
    long size,
    Instant modified,
    String refusal) {
  /** In place of a dataset's name, which never begins so. */
  public static final String UNCOVERED = "0-uncovered";

  public boolean refused() {
    return !refusal.isEmpty();
  }

  /** The same, refused. */
  public Arrival refusedFor(String reason) {
    return new Arrival(dataset, uri, version, versionId, etag, size, modified, reason);
  }
}
