package io.sluice.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Kills on a lake on S3, with its ledger in DynamoDB and its tables in the Glue Data Catalog. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
final class KillsOnS3Test extends KillSuite {
  private static final String BUCKET = "kills";
  private static final long LEASE_SECONDS = 4;

  @BeforeEach
  void make() throws Exception {
    s3().createBucket(b -> b.bucket(BUCKET));
    Process init = start(folder.resolve("init"), "io.sluice.cli.Main", "init", "--lake", lake());
    assertEquals(0, init.waitFor());
  }

  private static S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  @Override
  String lake() {
    return "s3://" + BUCKET + "/lake";
  }

  @Override
  String source() {
    return "s3://" + BUCKET + "/in/";
  }

  @Override
  void send(String name, String text) {
    s3().putObject(b -> b.bucket(BUCKET).key("in/" + name), RequestBody.fromString(text));
  }

  @Override
  List<String> files() {
    assertEquals(List.of(), s3().listMultipartUploads(b -> b.bucket(BUCKET)).uploads());
    return s3()
        .listObjectsV2Paginator(b -> b.bucket(BUCKET).prefix("lake/kill/"))
        .contents()
        .stream()
        .map(object -> "s3://" + BUCKET + "/" + object.key())
        .toList();
  }

  @Override
  List<String> options() {
    return Stream.concat(
            Stream.of("-Dsluice.lease.seconds=" + LEASE_SECONDS),
            EmulatedEnvironment.javaOptions().stream())
        .toList();
  }

  @Override
  void awaitItsLease() throws InterruptedException {
    Thread.sleep(LEASE_SECONDS * 1_000 + 200);
  }

  @Override
  int kills() {
    return 3;
  }
}
