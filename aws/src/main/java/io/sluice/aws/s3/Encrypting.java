package io.sluice.aws.s3;

import io.sluice.aws.S3Settings;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What a request that makes an object says of its encryption.
 *
 * @param algorithm null: as the bucket has it
 * @param key null: the account's own, or none
 */
record Encrypting(ServerSideEncryption algorithm, String key) {
  static Encrypting of(S3Settings settings) {
    return switch (settings.encryption()) {
      case BUCKET_DEFAULT -> new Encrypting(null, null);
      case SSE_S3 -> new Encrypting(ServerSideEncryption.AES256, null);
      case SSE_KMS ->
          new Encrypting(
              ServerSideEncryption.AWS_KMS, settings.kmsKey().isEmpty() ? null : settings.kmsKey());
    };
  }
}
