package io.sluice.lambda.lists;

import io.sluice.aws.arrival.Arrival;

/**
 * A file of a batch.
 *
 * @param identity as the ledger tells versions of files from each other
 * @param versionId empty in a bucket without versions
 * @param version as the inbox tells arrivals from each other
 */
public record ListedFile(
    String uri,
    long size,
    String identity,
    String bucket,
    String key,
    String versionId,
    String version) {

  public static ListedFile of(Arrival arrival) {
    String[] parts = arrival.uri().substring("s3://".length()).split("/", 2);
    return new ListedFile(
        arrival.uri(),
        arrival.size(),
        "etag:" + arrival.etag(),
        parts[0],
        parts[1],
        arrival.versionId(),
        arrival.version());
  }
}
