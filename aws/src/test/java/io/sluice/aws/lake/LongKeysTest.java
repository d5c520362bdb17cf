package io.sluice.aws.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keys of S3 have 1,024 bytes at most: rows whose partition makes longer ones are rejected, and
 * tables that can have no files are refused before anything is written.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
@Timeout(600)
class LongKeysTest {
  private static final int MOST_KEY_BYTES = 1024;

  private final String name = "k" + UUID.randomUUID().toString().replace("-", "");

  private static S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  private void put(String content) {
    s3().putObject(r -> r.bucket(name).key("in/a.csv"), RequestBody.fromString(content));
  }

  private LakeLocation lake() {
    LakeLocation lake = new LakeLocation("s3://" + name + "/prod");
    s3().createBucket(r -> r.bucket(name));
    LakeMaker.make(lake, LakeSettings.of(LakeMaker.ledgerTable(lake), AwsSettings.OF_ENVIRONMENT));
    return lake;
  }

  private Outcome ingest(Lake lake, String location) {
    String spec =
        """
        dataset: t
        source: {path: in, format: csv}
        schema: [{name: id, type: int}, {name: a, type: string}, {name: b, type: string}]
        target: {database: %s, table: t, partition_by: [a, b], keep_replaced: 0s, location: "%s"}
        """
            .formatted(name, location);
    return IngestByThreads.outcome(lake, "s3://" + name + "/t.yml", spec, WatchedRunner.NOTHING);
  }

  private static String row(int id, String a, String b) {
    return id + "," + a + "," + b + "\n";
  }

  private List<String> keys(String prefix) {
    return s3().listObjectsV2Paginator(r -> r.bucket(name).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  @Test
  void rowsWhoseKeysWouldBeTooLongAreRejected() {
    LakeLocation at = lake();
    // With the slash, 500 bytes; 85 and 111 are kept for folders and names of files that runs make.
    String prefix = "p".repeat(248) + "/" + "한".repeat(83) + "pp";
    int left = MOST_KEY_BYTES - prefix.getBytes(UTF_8).length - 1 - 85 - 111 - "a=/b=".length();
    String rows =
        row(1, "x".repeat(150), "y".repeat(150))
            + row(2, "x".repeat(200), "y".repeat(left - 200))
            + row(3, "x".repeat(200), "y".repeat(left - 199))
            + row(4, "ː".repeat(100), "y".repeat(left - 199))
            + row(5, "z".repeat(1100), "");
    try (Lake lake = Lake.open(at)) {
      put("id,a,b\n" + rows);
      RunReport report = done(ingest(lake, "s3://" + name + "/" + prefix));
      assertEquals(2, report.data().totals().written());
      assertEquals(3, report.data().totals().rejected());
      assertTrue(
          report.findings().rejects().stream()
              .allMatch(reject -> reject.code().equals("partition_value_too_long")),
          () -> report.findings().rejects().toString());
      // A correction moves what stays to a folder of its own, which makes the keys longer. The ids
      // of these runs have 24 bytes of the 80 that are kept, twice.
      for (int version = 0; version < 2; version++) {
        put("id,a,b\n" + rows + row(10 + version, "x", "y"));
        assertEquals(
            3, done(ingest(lake, "s3://" + name + "/" + prefix)).data().totals().written());
        List<String> longest =
            lake.ledger().liveFiles(name + ".t", Kind.DATA).stream()
                .map(file -> file.path().substring(("s3://" + name + "/").length()))
                .filter(key -> key.getBytes(UTF_8).length > MOST_KEY_BYTES - 140)
                .toList();
        assertEquals(1, longest.size());
        assertTrue(longest.get(0).getBytes(UTF_8).length <= MOST_KEY_BYTES, longest.get(0));
        assertTrue(longest.get(0).contains("/run-"), longest.get(0));
      }
    }
  }

  private static RunReport done(Outcome outcome) {
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    return outcome.report();
  }

  @Test
  void aTableThatHasNoRoomIsRefused() {
    LakeLocation at = lake();
    put("id,a,b\n1,x,y\n");
    String prefix = "p/".repeat(369) + "p";
    try (Lake lake = Lake.open(at)) {
      Outcome outcome = ingest(lake, "s3://" + name + "/" + prefix);
      assertEquals(ExitCode.USAGE, outcome.exitCode());
      String message = outcome.failure().orElseThrow().getMessage();
      assertTrue(message.contains("folders of partitions (a, b) take up to 289"), message);
      assertEquals(List.of(), keys("p/"));
      // Below a shorter one there is room.
      done(ingest(lake, "s3://" + name + "/" + prefix.substring(200)));
    }
  }
}
