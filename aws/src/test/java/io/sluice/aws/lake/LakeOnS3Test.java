package io.sluice.aws.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.lake.LakeMaker.Made;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Who knows where a lake lies needs nothing else; a place that is no lake is told from one. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class LakeOnS3Test {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String bucket = "lake-on-s3-" + NUMBER.incrementAndGet();
  private final LakeLocation lake = new LakeLocation("s3://" + bucket + "/prod");

  private S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  private void put(String key, String content) {
    s3().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  private static LakeSettings settings(String table) {
    return LakeSettings.of(table, AwsSettings.OF_ENVIRONMENT);
  }

  private Made make() {
    return LakeMaker.make(lake, settings(LakeMaker.ledgerTable(lake)));
  }

  private static String refusal(Runnable work) {
    IngestException e = assertThrows(IngestException.class, work::run);
    assertEquals(ExitCode.USAGE, e.exitCode());
    return e.getMessage();
  }

  @Test
  void isMadeOnceAndOpenedByItsLocation() {
    s3().createBucket(r -> r.bucket(bucket));
    assertEquals(Made.NEW, make());
    assertEquals(Made.ALREADY_THERE, make());
    put("in/a.csv", "id,p\n1,x\n2,y\nz,y\n");
    try (Lake opened = Lake.open(lake)) {
      String spec =
          """
          dataset: t
          source: {path: in}
          schema: [{name: id, type: bigint}, {name: p, type: string}]
          target: {database: lake_on_s3, table: t, partition_by: [p]}
          """;
      Outcome outcome =
          IngestByThreads.done(opened, "s3://" + bucket + "/t.yml", spec, WatchedRunner.NOTHING);
      assertEquals(2, outcome.report().data().totals().written());
      assertEquals(1, outcome.report().data().totals().rejected());
      List<LiveFile> live = opened.ledger().liveFiles("lake_on_s3.t", Kind.DATA);
      assertTrue(
          live.stream().allMatch(f -> f.path().startsWith(lake.root() + "/")), live::toString);
      assertEquals(
          2,
          opened
              .catalog()
              .partitions(opened.catalog().table("lake_on_s3", "t").orElseThrow())
              .size());
    }
  }

  /** The advice of a lake that lost its ledger is to restore it from a point in time. */
  @Test
  void itsLedgerCanBeRestored() {
    s3().createBucket(r -> r.bucket(bucket));
    String table = LakeMaker.ledgerTable(lake);
    List<String> notices = new ArrayList<>();
    DynamoDbClient dynamo = AwsClients.dynamo(AwsSettings.OF_ENVIRONMENT);
    for (Made expected : Made.values()) {
      assertEquals(expected, LakeMaker.make(lake, settings(table), notices::add));
      assertEquals(
          "ENABLED",
          dynamo
              .describeContinuousBackups(b -> b.tableName(table))
              .continuousBackupsDescription()
              .pointInTimeRecoveryDescription()
              .pointInTimeRecoveryStatusAsString());
    }
    assertEquals(List.of(), notices);
    assertTrue(dynamo.describeTable(b -> b.tableName(table)).table().deletionProtectionEnabled());
  }

  @Test
  void isNotMadeByTheWay() {
    s3().createBucket(r -> r.bucket(bucket));
    assertTrue(Lake.openExisting(lake).isEmpty());
    assertTrue(
        refusal(() -> Lake.open(lake).close()).contains("sluice init --lake " + lake.root()));
  }

  @Test
  void keepsItsSettings() {
    s3().createBucket(r -> r.bucket(bucket));
    make();
    assertTrue(
        refusal(() -> LakeMaker.make(lake, settings("another"))).contains("with other settings"));
  }

  @Test
  void hasALedgerOfItsOwn() {
    s3().createBucket(r -> r.bucket(bucket));
    make();
    LakeLocation other = new LakeLocation("s3://" + bucket + "/other");
    assertTrue(
        refusal(() -> LakeMaker.make(other, settings(LakeMaker.ledgerTable(lake))))
            .contains("is the ledger of the lake " + lake.root()));
    assertTrue(Lake.openExisting(other).isEmpty(), "nothing is half done");
  }

  /** Neither a command nor a second {@code init} may write into what it does not understand. */
  @Test
  void itsLedgerOfANewerVersionIsRefused() {
    s3().createBucket(r -> r.bucket(bucket));
    make();
    String table = LakeMaker.ledgerTable(lake);
    DynamoDbClient dynamo = AwsClients.dynamo(AwsSettings.OF_ENVIRONMENT);
    Map<String, AttributeValue> meta = metaOf(dynamo, table);
    meta.put("schema_version", AttributeValue.fromN("2"));
    dynamo.putItem(r -> r.tableName(table).item(meta));
    String wanted = "The DynamoDB table " + table + " was written by a newer version of Sluice";
    for (Runnable work : List.<Runnable>of(() -> Lake.open(lake).close(), this::make)) {
      String refusal = refusal(work);
      assertTrue(refusal.contains(wanted), refusal);
      assertTrue(refusal.contains("its schema is 2, this one knows 1"), refusal);
    }
    assertEquals(meta, metaOf(dynamo, table), "nothing is changed");
  }

  /** The one item that a ledger has in which nothing was ingested. */
  private static Map<String, AttributeValue> metaOf(DynamoDbClient dynamo, String table) {
    List<Map<String, AttributeValue>> items =
        dynamo.scan(r -> r.tableName(table).consistentRead(true)).items();
    assertEquals(1, items.size(), items::toString);
    return new HashMap<>(items.get(0));
  }

  @Test
  void ofANewerVersionIsRefused() {
    s3().createBucket(r -> r.bucket(bucket));
    put("prod/_sluice/lake.json", "{\"v\": 2, \"ledger_table\": \"t\"}");
    assertTrue(refusal(() -> Lake.open(lake).close()).contains("a newer version of Sluice"));
  }

  @Test
  void thatIsNoneIsTold() {
    s3().createBucket(r -> r.bucket(bucket));
    put("prod/_sluice/lake.json", "PAR1");
    assertTrue(refusal(() -> Lake.open(lake).close()).contains("not the settings of a lake"));
  }

  @Test
  void inABucketThatIsNotThere() {
    IngestException e = assertThrows(IngestException.class, this::make);
    assertTrue(e.getMessage().contains("there is no bucket " + bucket), e.getMessage());
  }

  /** "a/b" and "a_b" are two lakes, and long names are cut. */
  @Test
  void namesItsTableAfterItsPlace() {
    assertEquals("sluice-b", LakeMaker.ledgerTable(new LakeLocation("s3://b")));
    assertTrue(
        !LakeMaker.ledgerTable(new LakeLocation("s3://b/x/y"))
            .equals(LakeMaker.ledgerTable(new LakeLocation("s3://b/x_y"))));
    String longest = LakeMaker.ledgerTable(new LakeLocation("s3://b/" + "한".repeat(300)));
    assertTrue(longest.length() <= 255 && longest.matches("[a-zA-Z0-9_.-]+"), longest);
  }
}
