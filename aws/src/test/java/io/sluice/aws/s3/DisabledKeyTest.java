package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.S3Settings;
import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Encryption;
import io.sluice.aws.S3Settings.Payer;
import io.sluice.aws.s3.FaultyHttp.Fault;
import io.sluice.aws.s3.FaultyHttp.Operation;
import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

/** A table's key is disabled, or taken from the caller, while a run writes into it. */
class DisabledKeyTest {
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/k";
  private static final S3Settings BY_KEY =
      new S3Settings(Addressing.PATH, Encryption.SSE_KMS, KEY, Payer.BUCKET_OWNER);

  /** In the middle: one part, or one file, got through before. */
  private static final int GOOD = 1;

  @TempDir private Path folder;

  private final String bucket = TestS3.newBucket();
  private final FaultyHttp http = new FaultyHttp();

  @BeforeEach
  void source() throws IOException {
    StringBuilder text = new StringBuilder("id,p\n");
    for (int row = 0; row < 100; row++) {
      text.append(row).append(',').append(row % 4).append('\n');
    }
    Files.writeString(folder.resolve("a.csv"), text.toString());
  }

  private enum Refusal {
    /** As S3 answers for a key that is disabled. */
    DISABLED(400, "KMS.DisabledException", KEY + " is disabled.", "Enable the key"),
    /** As S3 answers for a key that the caller may not use any more. */
    FORBIDDEN(
        403,
        "AccessDenied",
        "User: arn:aws:iam::123456789012:user/u is not authorized to perform:"
            + " kms:GenerateDataKey on resource: "
            + KEY,
        "give the caller kms:GenerateDataKey and kms:Decrypt on it");

    private final int status;
    private final String code;
    private final String message;
    private final String remedy;

    Refusal(int status, String code, String message, String remedy) {
      this.status = status;
      this.code = code;
      this.message = message;
      this.remedy = remedy;
    }

    private Fault fault() {
      return FaultyHttp.saying(status, code, message);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileFilesAreWrittenUndoesTheRun(Refusal refusal) throws IOException {
    http.after(GOOD, Integer.MAX_VALUE, Operation.PART, refusal.fault());
    assertRefused(ingest(), refusal);
    assertEquals(List.of(), TestS3.keys(bucket));
    assertEquals(List.of(), TestS3.uploads(bucket));
    assertMended();
  }

  /** What is recorded is finished later: nothing of it is visible to queries before. */
  @ParameterizedTest
  @EnumSource
  void whileFilesArePublishedIsFinishedByTheNextRun(Refusal refusal) throws IOException {
    http.after(GOOD, Integer.MAX_VALUE, Operation.COMPLETE, refusal.fault());
    assertRefused(ingest(), refusal);
    assertEquals(List.of(), live());
    assertMended();
  }

  @Test
  void isNamedToWhoWritesAnObject() throws IOException {
    http.next(Integer.MAX_VALUE, Operation.PUT, Refusal.DISABLED.fault());
    S3Objects objects = new S3Objects(http.client(), BY_KEY);
    IOException e =
        assertThrows(
            IOException.class, () -> objects.put(S3Uri.of("s3://" + bucket + "/a"), new byte[1]));
    assertTrue(e.getMessage().contains("its KMS key " + KEY + " cannot be used"), e.getMessage());
  }

  private static void assertRefused(Outcome outcome, Refusal refusal) {
    assertEquals(ExitCode.FAILED, outcome.exitCode());
    String message = outcome.failure().orElseThrow().getMessage();
    assertTrue(message.contains("its KMS key " + KEY + " cannot be used"), message);
    assertTrue(message.contains(refusal.remedy), message);
  }

  private void assertMended() throws IOException {
    http.next(0, Operation.OTHER, null);
    Outcome outcome = ingest();
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(4, live().size());
    assertEquals(
        live(), TestS3.keys(bucket).stream().map(k -> "s3://" + bucket + "/" + k).toList());
    assertEquals(List.of(), TestS3.uploads(bucket));
    assertEquals(RunState.NOTHING_TO_DO, ingest().report().end().state());
  }

  private LakeLocation location() {
    return LakeLocation.of(folder.resolve("lake"));
  }

  private Outcome ingest() {
    String spec =
        """
        dataset: t
        source: {path: "%s", format: csv}
        schema: [{name: id, type: bigint}, {name: p, type: int}]
        target: {table: t, location: "s3://%s/t", partition_by: [p], keep_replaced: 0s}
        """
            .formatted(folder.resolve("a.csv"), bucket);
    Stop stop = new Stop();
    try (Lake lake = Lake.open(location());
        ThreadRunner runner = new ThreadRunner(1, stop, new ByKey(http.client()))) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      return new Ingest(
              SpecReader.read(spec, "t.yml"), lake, runner, "threads: a test", stop, silent)
          .run();
    }
  }

  private List<String> live() {
    try (Lake lake = Lake.open(location())) {
      return lake.ledger().liveFiles("default.t", Kind.DATA).stream()
          .map(LiveFile::path)
          .sorted()
          .toList();
    }
  }

  /** Local files are read, and tables on S3 written by the key. */
  private record ByKey(S3Client client) implements Storages {
    @Override
    public ObjectSource source(String uri, long size) throws IOException {
      return LocalStorages.INSTANCE.source(uri, size);
    }

    @Override
    public Storage at(String location) throws IOException {
      if (!location.startsWith("s3://")) {
        return LocalStorages.INSTANCE.at(location);
      }
      return new S3Storage(client, BY_KEY, new BufferBudget(64 << 20));
    }

    @Override
    public boolean reaches(String location) {
      return true;
    }

    @Override
    public SourceLister lister(String sourcePath) {
      return LocalStorages.INSTANCE.lister(sourcePath);
    }
  }
}
