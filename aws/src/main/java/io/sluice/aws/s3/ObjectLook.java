package io.sluice.aws.s3;

import io.sluice.aws.s3.Looked.Found;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Looks at an object without reading it. */
final class ObjectLook {
  private final S3Client client;
  private final S3Uri at;

  ObjectLook(S3Client client, S3Uri at) {
    this.client = client;
    this.at = at;
  }

  Looked look() throws IOException {
    try {
      HeadObjectResponse head =
          client.headObject(request -> request.bucket(at.bucket()).key(at.key()));
      return new Found(
          head.contentLength(),
          head.eTag().replace("\"", ""),
          Optional.ofNullable(head.versionId()).filter(id -> !id.equals("null")).orElse(""),
          head.lastModified(),
          archived(head));
    } catch (SdkException e) {
      if (S3Failures.isMissing(e)) {
        return new Looked.Gone();
      }
      // An answer without a body does not say what is wrong; one to another request does.
      if (S3Failures.status(e) == 400 && hasForeignKey()) {
        return new Found(
            0,
            "",
            "",
            Instant.EPOCH,
            "it is encrypted with a key that only its sender has (SSE-C). Have it sent again"
                + " without that key, or with a KMS key that the lake's roles may use");
      }
      throw S3Failures.of(e, Request.LOOK, at);
    }
  }

  private static String archived(HeadObjectResponse head) {
    if (head.storageClass() != null
        && Archive.needsRestore(ObjectStorageClass.fromValue(head.storageClassAsString()))
        && !Archive.isRestored(head.restore())) {
      return "it is archived (" + head.storageClassAsString() + "). " + Archive.REMEDY;
    }
    return head.archiveStatus() != null && !Archive.isRestored(head.restore())
        ? "it is archived (" + head.archiveStatusAsString() + "). " + Archive.REMEDY
        : "";
  }

  private boolean hasForeignKey() throws IOException {
    try {
      var unused =
          client.getObjectAsBytes(
              request -> request.bucket(at.bucket()).key(at.key()).range("bytes=0-0"));
      return false;
    } catch (S3Exception e) {
      String message = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorMessage();
      return message != null && message.contains("Server Side Encryption");
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.READ, at);
    }
  }
}
