package io.sluice.lambda.arrival;

/**
 * That an object was written.
 *
 * @param key as it is, with nothing escaped
 * @param version the version's id, or the ETag, as the event has it; empty if it has none
 */
record ObjectEvent(String bucket, String key, String version) {
  String uri() {
    return "s3://" + bucket + "/" + key;
  }
}
