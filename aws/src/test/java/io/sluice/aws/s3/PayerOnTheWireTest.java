package io.sluice.aws.s3;

import static io.sluice.aws.s3.SettingsOnTheWireTest.assertEncryption;
import static io.sluice.aws.s3.SettingsOnTheWireTest.header;
import static io.sluice.aws.s3.SettingsOnTheWireTest.useAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Encryption;
import io.sluice.aws.S3Settings.Payer;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What S3Proxy refuses: a requester who pays, and the account's own key. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class PayerOnTheWireTest {
  private final String bucket = "wire-" + UUID.randomUUID();
  private final FaultyHttp http = new FaultyHttp();

  private void use(Encryption encryption, Payer payer) throws IOException {
    LocalAws aws = LocalAwsForTests.aws();
    AwsSettings all =
        new AwsSettings(
            aws.region(),
            aws.endpoint().toString(),
            new S3Settings(Addressing.PATH, encryption, "", payer));
    S3Client client = AwsClients.s3(all);
    var unused = client.createBucket(request -> request.bucket(bucket));
    var unusedToo =
        client.putObject(
            request -> request.bucket(bucket).key("in/a.csv"), RequestBody.fromString("id\n1\n"));
    useAll(http, all, bucket);
  }

  @Test
  void whoPaysIsSaidWithEveryRequest() throws IOException {
    use(Encryption.BUCKET_DEFAULT, Payer.REQUESTER);
    http.sent()
        .forEach(
            (operation, requests) ->
                requests.forEach(
                    request ->
                        assertEquals(
                            Optional.of("requester"),
                            header(request, "request-payer"),
                            operation::toString)));
  }

  @Test
  void withoutAKeyItIsTheAccountsOwn() throws IOException {
    use(Encryption.SSE_KMS, Payer.BUCKET_OWNER);
    assertEncryption(http, Optional.of("aws:kms"), Optional.empty());
  }
}
