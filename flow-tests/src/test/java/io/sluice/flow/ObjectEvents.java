package io.sluice.flow;

import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Events of new objects, in the shapes that AWS's documentation shows. */
final class ObjectEvents {
  private ObjectEvents() {}

  /** S3's own. */
  static String asS3Tells(String bucket, String key, HeadObjectResponse head) {
    return """
        {"version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created",
         "source": "aws.s3", "account": "000000000000", "time": "2026-11-29T00:00:00Z", "region": "us-east-1",
         "resources": ["arn:aws:s3:::%s"],
         "detail": {"version": "0", "bucket": {"name": "%s"},
          "object": {"key": "%s", "size": %d, "etag": "%s", "version-id": "%s", "sequencer": "00617F08299329D189"},
          "request-id": "N4N7GDK58NMKJ12R", "requester": "000000000000", "source-ip-address": "1.2.3.4",
          "reason": "PutObject"}}"""
        .formatted(
            bucket,
            bucket,
            key,
            head.contentLength(),
            head.eTag().replace("\"", ""),
            head.versionId());
  }

  /** CloudTrail's: no size, no version that one could lean on. */
  static String asCloudTrailTells(String bucket, String key) {
    return """
        {"version": "0", "id": "27793124-05d4-b198-2fde-7ededc63b103",
         "detail-type": "AWS API Call via CloudTrail", "source": "aws.s3", "account": "000000000000",
         "time": "2026-11-29T00:00:00Z", "region": "us-east-1", "resources": [],
         "detail": {"eventVersion": "1.11", "eventSource": "s3.amazonaws.com", "eventName": "PutObject",
          "awsRegion": "us-east-1", "requestParameters": {"bucketName": "%s", "key": "%s"},
          "eventCategory": "Data"}}"""
        .formatted(bucket, key);
  }
}
