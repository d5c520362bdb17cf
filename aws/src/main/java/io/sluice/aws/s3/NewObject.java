package io.sluice.aws.s3;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects of which only the first writer may write one. */
public final class NewObject {
  private NewObject() {}

  /**
   * Writes an object if there is none.
   *
   * @return false if there is one already
   */
  public static boolean put(AwsSettings settings, String path, byte[] content) throws IOException {
    S3Uri at = S3Uri.of(path);
    return new S3Objects(client(settings, at), settings.s3()).putNew(at, content);
  }

  /**
   * Makes sure that objects can be written below a place, by a multipart upload that is begun and
   * given up: nothing comes of it.
   *
   * @throws IOException saying why not, and what to do
   */
  public static void requireWritable(AwsSettings settings, String path) throws IOException {
    S3Uri at = S3Uri.of(path);
    S3Uploads uploads = new S3Uploads(client(settings, at), settings.s3());
    uploads.abort(at, uploads.create(at, ""));
  }

  private static S3Client client(AwsSettings settings, S3Uri at) throws IOException {
    try {
      return AwsClients.s3(settings);
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.LOOK, at);
    }
  }
}
