package io.sluice.flow;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells a file's bytes from others. */
final class FileDigest {
  private FileDigest() {}

  /**
   * Its SHA-256.
   *
   * @param path on this machine, or in a bucket
   */
  static String of(String path) throws IOException {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(path)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String path) throws IOException {
    if (!path.startsWith("s3://")) {
      return Files.readAllBytes(Path.of(path));
    }
    String[] parts = path.substring("s3://".length()).split("/", 2);
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT)
        .getObjectAsBytes(b -> b.bucket(parts[0]).key(parts[1]))
        .asByteArray();
  }
}
