package io.sluice.aws.s3;

import software.amazon.awssdk.services.s3.model.ObjectStorageClass;

/** Objects that S3 keeps where they cannot be read at once. */
final class Archive {
  static final String REMEDY =
      "Restore it (aws s3api restore-object), and run again when that is done";

  private Archive() {}

  /** Whether objects of a storage class cannot be read before they are restored. */
  static boolean needsRestore(ObjectStorageClass storage) {
    return storage == ObjectStorageClass.GLACIER || storage == ObjectStorageClass.DEEP_ARCHIVE;
  }

  /**
   * Whether an archived object has been restored.
   *
   * @param restore what S3 says of its restoration: null if nobody asked for it
   */
  static boolean isRestored(String restore) {
    return restore != null && restore.contains("ongoing-request=\"false\"");
  }
}
