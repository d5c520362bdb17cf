package io.sluice.benchmarks.cloud;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.S3ProxyForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * S3 by S3Proxy over a folder, everything else by the emulator; both on loopback. S3Proxy is in
 * this process, which has nothing else to do while engines work in theirs.
 */
public final class LocalCloud implements AutoCloseable {
  /** Keys stand in the path: there is no name server for buckets here. */
  public static final AwsSettings SETTINGS =
      new AwsSettings(
          LocalAws.REGION,
          "",
          new S3Settings(
              S3Settings.Addressing.PATH,
              S3Settings.Encryption.BUCKET_DEFAULT,
              "",
              S3Settings.Payer.BUCKET_OWNER));

  private final S3ProxyForTests s3;
  private final LocalAws others;

  private LocalCloud(S3ProxyForTests s3, LocalAws others) {
    this.s3 = s3;
    this.others = others;
  }

  /**
   * Starts both, and has the clients of this process reach them.
   *
   * @param folder of its own, for objects and the emulator's state
   * @throws io.sluice.localaws.LocalAwsUnavailableException without a Python
   */
  public static LocalCloud start(Path folder) throws IOException {
    LocalAws others = LocalAws.start(folder.resolve("emulator"));
    S3ProxyForTests s3 =
        S3ProxyForTests.start(Files.createDirectories(folder.resolve("objects").toAbsolutePath()));
    LocalCloud cloud = new LocalCloud(s3, others);
    cloud.properties().forEach(System::setProperty);
    return cloud;
  }

  /** What a JVM is to be started with to reach them. */
  public Map<String, String> properties() {
    return new TreeMap<>(
        Map.of(
            "aws.endpointUrl", others.endpoint().toString(),
            "aws.endpointUrlS3", s3.endpoint().toString(),
            "aws.region", LocalAws.REGION,
            // The emulator takes any.
            "aws.accessKeyId", s3.accessKey(),
            "aws.secretAccessKey", s3.secretKey()));
  }

  @Override
  public void close() {
    properties().keySet().forEach(System::clearProperty);
    s3.close();
    others.close();
  }
}
