package io.sluice.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Puts files into a bucket for artefacts, each under a name with its content's hash. */
public final class Artifacts {
  private final S3Client s3;
  private final String bucket;
  private final DeployProgress progress;

  /**
   * Into a bucket.
   *
   * @param progress hears of files that are uploaded
   */
  public Artifacts(S3Client s3, String bucket, DeployProgress progress) {
    this.s3 = s3;
    this.bucket = bucket;
    this.progress = progress;
  }

  /**
   * Uploads a file, unless one of the same content is there.
   *
   * @param folder the key's beginning, without a slash at its end; empty: none
   * @return its key
   * @throws DeployException if the file cannot be read
   */
  public String put(String folder, Path file) {
    String key = key(folder, file);
    try {
      if (!exists(key)) {
        progress.say(
            "uploading " + file.getFileName() + ", " + Files.size(file) / 1_000_000 + " MB");
        s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromFile(file));
      }
      return key;
    } catch (IOException e) {
      throw new DeployException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The key that a file has, or gets. */
  String key(String folder, Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    try {
      return key(folder, name.substring(0, dot), hash(file), name.substring(dot));
    } catch (IOException e) {
      throw new DeployException(
          file
              + " cannot be read: "
              + (e instanceof NoSuchFileException ? "it is not there" : e.getMessage()),
          e);
    }
  }

  /** Uploads a text that is not there yet; its key. */
  String put(String folder, String name, String ending, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String key = key(folder, name, HexFormat.of().formatHex(sha256().digest(bytes)), ending);
    if (!exists(key)) {
      s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }
    return key;
  }

  private static String key(String folder, String name, String hash, String ending) {
    String file = name + "-" + hash.substring(0, 16) + ending;
    return folder.isEmpty() ? file : folder + "/" + file;
  }

  private boolean exists(String key) {
    try {
      s3.headObject(b -> b.bucket(bucket).key(key));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    }
  }

  /** SHA-256 of a file's content, as hexadecimal digits. */
  public static String hash(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
