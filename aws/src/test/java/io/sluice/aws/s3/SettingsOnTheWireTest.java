package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Encryption;
import io.sluice.aws.S3Settings.Payer;
import io.sluice.aws.s3.FaultyHttp.Operation;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage.Scratch;
import io.sluice.ledger.FileVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What a lake's settings say is in the headers of its requests. */
class SettingsOnTheWireTest {
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/k";

  private final String bucket = TestS3.newBucket();
  private final FaultyHttp http = new FaultyHttp();

  private static S3Settings settings(Encryption encryption, String key, Payer payer) {
    return new S3Settings(Addressing.PATH, encryption, key, payer);
  }

  private void useAll(S3Settings settings) throws IOException {
    TestS3.put(bucket, "in/a.csv", "id\n1\n");
    useAll(http, TestS3.settings().with(settings), bucket);
  }

  /** All that is done with a source, which is the object {@code in/a.csv}, and with a table. */
  static void useAll(FaultyHttp http, AwsSettings all, String bucket) throws IOException {
    S3Settings settings = all.s3();
    S3Objects objects = new S3Objects(http.client(all), settings);
    FileVersion listed = new S3Lister(objects).list("s3://" + bucket + "/in").files().get(0);
    S3Source source =
        new S3Source(http.client(all), listed.uri(), listed.size(), listed.identity());
    try (InputStream in = source.open(0)) {
      assertEquals("id\n1\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertTrue(objects.head(S3Uri.of(listed.uri())).isPresent());

    S3Storage storage = new S3Storage(http.client(all), settings, new BufferBudget(64 << 20));
    RunFiles run = new RunFiles("s3://" + bucket + "/t", "run1");
    PendingFile file = write(storage, run, "run1-a");
    storage.abandon(run.location(), write(storage, run, "run1-given-up"));
    storage.publish(run.location(), List.of(file));
    PendingFile copy = storage.copy(run, file.path(), "run1-copied");
    storage.publish(run.location(), List.of(copy));
    Scratch scratch = storage.scratch(run, "s");
    scratch.sink().write(new byte[10], 0, 10);
    scratch.sink().close();
    storage.put("s3://" + bucket + "/t/_sluice/report.json", new byte[] {'{', '}'});
    storage.discard(run);
    assertEquals(
        Operation.values().length - 1,
        http.sent().size(),
        () -> "all but OTHER: " + http.sent().keySet());
  }

  private static PendingFile write(S3Storage storage, RunFiles run, String name)
      throws IOException {
    PendingSink sink = storage.begin(run, name);
    sink.write(new byte[1000], 0, 1000);
    sink.close();
    return sink.file();
  }

  static Optional<String> header(SdkHttpRequest request, String name) {
    return request.firstMatchingHeader("x-amz-" + name);
  }

  @Test
  void theKeyIsNamedWithWhateverMakesAnObjectAndNothingElse() throws IOException {
    useAll(settings(Encryption.SSE_KMS, KEY, Payer.BUCKET_OWNER));
    assertEncryption(http, Optional.of("aws:kms"), Optional.of(KEY));
  }

  @Test
  void whatTheBucketSaysIsNotSaidAgain() throws IOException {
    useAll(S3Settings.DEFAULT.with(Addressing.PATH));
    assertEncryption(http, Optional.empty(), Optional.empty());
  }

  /**
   * Parts and completions are encrypted as their upload was begun: S3 refuses the headers there.
   */
  static void assertEncryption(FaultyHttp http, Optional<String> algorithm, Optional<String> key) {
    Map<Operation, List<SdkHttpRequest>> sent = http.sent();
    Set<Operation> making = Set.of(Operation.CREATE, Operation.PUT);
    sent.forEach(
        (operation, requests) ->
            requests.forEach(
                request -> {
                  boolean makes = making.contains(operation);
                  assertEquals(
                      makes ? algorithm : Optional.empty(),
                      header(request, "server-side-encryption"),
                      operation::toString);
                  assertEquals(
                      makes ? key : Optional.empty(),
                      header(request, "server-side-encryption-aws-kms-key-id"),
                      operation::toString);
                  assertEquals(
                      Optional.empty(), header(request, "request-payer"), operation::toString);
                }));
    assertEquals(3, sent.get(Operation.CREATE).size(), "two files and a copy");
    assertEquals(2, sent.get(Operation.PUT).size(), "what is set aside, and a report");
  }
}
