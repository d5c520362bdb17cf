package io.sluice.kill;

/**
 * A step of the protocol, by the request that takes it.
 *
 * <p>They are in the order of a run that corrects files.
 */
enum Step {
  RUN_BEGUN("dynamodb", "PutItem", "'CLAIMED'"),
  FILES_CLAIMED("dynamodb", "TransactWriteItems", "'FILE'"),
  FILE_BEGUN("s3", "CreateMultipartUpload", "lake/kill/t/"),
  FILE_WRITTEN("s3", "UploadPart", "lake/kill/t/"),
  TABLE_LEASED("dynamodb", "UpdateItem", "SET lease_version = :next, lease_holder"),
  FILE_CARRIED("s3", "UploadPartCopy", "lake/kill/t/"),
  OUTPUTS_NOTED("dynamodb", "TransactWriteItems", "'OUTPUT'"),
  MANIFEST_STORED("s3", "PutObject", "ledger/manifests/"),
  RECORDED("dynamodb", "TransactWriteItems", "':recorded'"),
  FILE_PUBLISHED("s3", "CompleteMultipartUpload", "lake/kill/t/"),
  PARTITIONS_CHANGED("glue", "BatchUpdatePartition", ""),
  COMMITTED("dynamodb", "TransactWriteItems", "':committed'"),
  REPLACED_DELETED("s3", "DeleteObjects", "lake/kill/t/"),
  CLEANED("dynamodb", "UpdateItem", "REMOVE pending_work, pending_order");

  /** On which side of it a run dies. */
  enum Side {
    /** AWS never gets the request. */
    BEFORE,
    /** AWS has done it, and the run never learns that. */
    AFTER
  }

  private final String service;
  private final String operation;
  private final String text;

  /**
   * @param text in the request
   */
  Step(String service, String operation, String text) {
    this.service = service;
    this.operation = operation;
    this.text = text;
  }

  /** As the emulator's module {@code faults} reads it: whoever takes the step waits. */
  String held(Side side) {
    return """
    [{"service": "%s", "operation": "%s", "when": "%s", "after": %s, "hold": true,
      "code": "InternalError", "status": 500}]"""
        .formatted(service, operation, text, side == Side.AFTER);
  }
}
