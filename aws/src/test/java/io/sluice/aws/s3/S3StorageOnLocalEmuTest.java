package io.sluice.aws.s3;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Encryption;
import io.sluice.aws.S3Settings.Payer;
import io.sluice.ingest.store.StorageContract;
import io.sluice.ingest.store.Storages;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract of all storages, on the other implementation of S3 that tests run against. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class S3StorageOnLocalEmuTest extends StorageContract {
  private final String bucket = "storage-" + UUID.randomUUID();

  S3StorageOnLocalEmuTest() {
    var unused = client().createBucket(request -> request.bucket(bucket));
  }

  private static AwsSettings settings() {
    LocalAws aws = LocalAwsForTests.aws();
    return new AwsSettings(
        aws.region(),
        aws.endpoint().toString(),
        new S3Settings(Addressing.PATH, Encryption.SSE_S3, "", Payer.BUCKET_OWNER));
  }

  private static S3Client client() {
    return AwsClients.s3(settings());
  }

  @Override
  protected Storages storages() {
    return new S3Storages(settings());
  }

  @Override
  protected String location() {
    return "s3://" + bucket + "/tables +%2F/한 table";
  }

  @Override
  protected void tidyUp() throws IOException {
    S3Uploads uploads = new S3Uploads(client(), settings().s3());
    for (S3Uploads.Open open : uploads.list(S3Uri.of("s3://" + bucket))) {
      uploads.abort(open.at(), open.uploadId());
    }
  }

  @Override
  protected List<String> folders() {
    return List.of();
  }
}
