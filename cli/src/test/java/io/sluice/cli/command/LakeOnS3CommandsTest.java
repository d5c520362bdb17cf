package io.sluice.cli.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.dynamo.DynamoLedger;
import io.sluice.aws.dynamo.LeaseTimes;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Every command on a lake on S3, as on one in a folder. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class LakeOnS3CommandsTest {
  private static final String BUCKET = "commands";
  private static final String SALT = "pepper-4711";
  private static final String LAKE = "s3://" + BUCKET + "/lake";

  @TempDir Path folder;

  @BeforeAll
  static void bucket() {
    s3().createBucket(r -> r.bucket(BUCKET));
  }

  private static S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  private static void put(String key, String content) {
    s3().putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(content));
  }

  private Result run(String... arguments) {
    return new CliRunner(folder).run(arguments);
  }

  private String done(String... arguments) {
    Result result = run(arguments);
    assertEquals(0, result.code(), result.err());
    // CSV's own line ends.
    return result.out().replace("\r\n", "\n");
  }

  @Test
  void fromTheFirstFileToItsCorrection() throws Exception {
    Result none = run("runs", "--lake", LAKE);
    assertEquals(2, none.code());
    assertTrue(none.err().contains("sluice init --lake " + LAKE), none.err());
    assertTrue(done("init", "--lake", LAKE).contains("made the lake " + LAKE));

    put("in/a b+c%.csv", "id,p\n1,x\n2,y z\nbad,y z\n");
    put("in/한.csv", "id,p\n3,x\n");
    put(
        "specs/t.yml",
        "dataset: t\nsource: {path: ../in}\n".replace("../in", "s3://" + BUCKET + "/in")
            + "schema: [{name: id, type: bigint}, {name: p, type: string}]\n"
            + "target: {database: on_s3, table: t, partition_by: [p], keep_replaced: 0s}\n");
    String spec = "s3://" + BUCKET + "/specs/t.yml";
    assertTrue(done("plan", spec, "--lake", LAKE).contains("threads"));
    assertTrue(done("ingest", spec, "--lake", LAKE).contains("3"));
    assertEquals(
        "id,p\n1,x\n2,y z\n3,x\n",
        done("sql", "-o", "csv", "--lake", LAKE, "SELECT id, p FROM on_s3.t ORDER BY id"));
    assertTrue(done("sql", "--lake", LAKE, "SHOW ALL TABLES").contains("on_s3"));
    assertTrue(done("rejects", "t", "--lake", LAKE).contains("not_a_number"));
    assertTrue(done("show", "last", "--lake", LAKE).contains("on_s3.t"));
    assertTrue(done("runs", "--lake", LAKE).contains("committed"));
    assertEquals("nothing differs\n", done("catalog", "diff", "--lake", LAKE));

    put("in/한.csv", "id,p\n4,x\n");
    Path local = folder.resolve("t.yml");
    Files.writeString(
        local, s3().getObjectAsBytes(r -> r.bucket(BUCKET).key("specs/t.yml")).asUtf8String());
    done("ingest", "t.yml", "--lake", LAKE);
    assertEquals(
        "id,p\n1,x\n2,y z\n4,x\n",
        done("sql", "-o", "csv", "--lake", LAKE, "SELECT id, p FROM on_s3.t ORDER BY id"));
    assertEquals("nothing to recover\n", done("recover", "--lake", LAKE));
    assertEquals("nothing to delete\n", done("vacuum", "--lake", LAKE));

    String key = LAKE.substring(("s3://" + BUCKET + "/").length()) + "/on_s3/t/p=x/";
    s3().createMultipartUpload(r -> r.bucket(BUCKET).key(key + "lost-00000-0000.parquet"));
    s3().createMultipartUpload(r -> r.bucket(BUCKET).key(key + "of-others.parquet"));
    assertEquals(
        "run lost is not in this lake's ledger: its unpublished files are removed\n",
        done("recover", "--lake", LAKE));
    assertEquals(
        List.of(key + "of-others.parquet"),
        s3().listMultipartUploads(r -> r.bucket(BUCKET).prefix(key)).uploads().stream()
            .map(upload -> upload.key())
            .toList());
  }

  /** Of a Glue job that was deleted, and of a run whose logs only its record names. */
  @Test
  void launchesAreListedAndTheirLogsReadByTheirRecords() {
    String handle =
        "{\"way\": \"glue\", \"runId\": \"%s\", \"id\": \"jr_1\", \"since\":"
            + " \"2026-01-01T10:00:00Z\", \"more\": {\"job\": \"deleted\"}}";
    String lake = "s3://" + BUCKET + "/launched";
    record(lake, "gone", handle.formatted("gone"), "null");
    record(
        lake,
        "ended",
        handle.formatted("ended"),
        "{\"phase\": \"FAILED\", \"exitCode\": 1, \"cause\": \"\", \"usage\": {\"amounts\": []},"
            + " \"link\": \"\", \"logs\": [\"s3://commands/kept/\"], \"at\":"
            + " \"2026-01-01T11:00:00Z\"}");
    put("kept/stderr", "sluice: the spec has no source\nits last line\n");
    String status = done("status", "--lake", lake);
    assertTrue(status.contains("not known: ") && status.contains("deleted"), status);
    assertTrue(status.contains("failed"), status);
    String logs = done("logs", "ended", "--lake", lake, "--lines", "1");
    assertTrue(logs.contains("first cause") && logs.contains("has no source"), logs);
    assertTrue(logs.contains("stderr  its last line"), logs);
    Result unknown = run("logs", "none", "--lake", lake);
    assertEquals(2, unknown.code(), unknown.err());
    assertTrue(unknown.err().contains("no launch none is known"), unknown.err());
  }

  private static void record(String lake, String runId, String handle, String end) {
    put(
        lake.substring(("s3://" + BUCKET + "/").length()) + "/_sluice/launches/" + runId + ".json",
        """
        {"version": 1, "runId": "%s", "way": "glue", "environment": "e", "region": "", "lake":
         "%s", "parts": [], "timeoutSeconds": 3600, "ordered": "2026-01-01T10:00:00Z", "handle":
         %s, "end": %s}
        """
            .formatted(runId, lake, handle, end));
  }

  private static List<String> keys(String prefix) {
    return s3().listObjectsV2Paginator(r -> r.bucket(BUCKET).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private static byte[] bytes(String key) {
    return s3().getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray();
  }

  private void spec(String database, String more, String target) throws IOException {
    Files.writeString(
        folder.resolve("c.yml"),
        """
        dataset: c
        source: {path: 's3://%s/in-%s'}
        schema: [{name: mail, type: string}, {name: n, type: int}]
        transforms: [{mask: {columns: [mail], method: hash, salt: %s}}]
        target: {database: %s, table: c, compression: uncompressed, keep_replaced: 0s%s}
        %s
        """
            .formatted(BUCKET, database, SALT, database, target, more));
  }

  private String fault(String lake) {
    Result result = run("check", "--lake", lake);
    assertEquals(1, result.code(), result.out() + result.err());
    return result.out();
  }

  @Test
  void isLookedAfter() throws Exception {
    String lake = "s3://" + BUCKET + "/cared";
    done("init", "--lake", lake);
    put("in-cared/a.csv", "mail,n\nalice@x.org,1\nbob@x.org,x\n");
    spec("cared", "", "");
    done("ingest", "c.yml", "--lake", lake);
    assertTrue(done("check", "--lake", lake).contains("no fault found"));

    String file =
        keys("cared/cared/c/").stream().filter(key -> key.endsWith(".parquet")).findFirst().get();
    byte[] sound = bytes(file);
    byte[] flipped = sound.clone();
    flipped[sound.length / 3] ^= 1;
    s3().putObject(r -> r.bucket(BUCKET).key(file), RequestBody.fromBytes(flipped));
    assertTrue(fault(lake).contains("checksum"));
    s3().deleteObject(r -> r.bucket(BUCKET).key(file));
    assertTrue(fault(lake).contains("it is gone"));
    Result late = run("sql", "--timeout", "0s", "SELECT * FROM cared.c", "--lake", lake);
    assertEquals(1, late.code(), late.out());
    assertTrue(late.err().contains("took longer than --timeout"), "copying takes time, too");
    Result query = run("sql", "SELECT * FROM cared.c", "--lake", lake);
    assertEquals(1, query.code(), query.err());
    s3().putObject(r -> r.bucket(BUCKET).key(file), RequestBody.fromBytes(sound));
    put("cared/cared/c/foreign.parquet", "PAR1");
    assertTrue(fault(lake).contains("no run put it there"));
    s3().deleteObject(r -> r.bucket(BUCKET).key("cared/cared/c/foreign.parquet"));
    done("check", "--lake", lake);

    put("in-cared/a.csv", "mail,n\ncarol@x.org,x\n");
    spec("cared", "rejects: {max_rows: 0}", "");
    assertEquals(3, run("ingest", "c.yml", "--lake", lake).code());
    assertEquals(
        "1 file of refused runs deleted\n2 copies of reports deleted\n",
        done("vacuum", "--refused", "0s", "--reports", "0s", "--lake", lake));
    spec("cared", "", "");
    assertTrue(done("drop", "c", "--data", "--lake", lake).contains("which are deleted"));
    assertEquals(List.of(), keys("cared/cared/"));
    put("in-cared/a.csv", "mail,n\nalice@x.org,1\n");
    done("ingest", "c.yml", "--lake", lake);
    assertEquals("n\n1\n", done("sql", "-o", "csv", "--lake", lake, "SELECT n FROM cared.c"));
    done("drop", "cared.c", "--lake", lake);
    assertEquals(1, keys("cared/cared/c/").size(), "the files are nobody's, and stay");
    Result among = run("ingest", "c.yml", "--lake", lake);
    assertEquals(2, among.code(), among.out());
    assertTrue(among.err().contains("files that do not belong to table cared.c"), among.err());
  }

  @Test
  void tablesLieWhereNothingElseLies() throws Exception {
    String lake = "s3://" + BUCKET + "/placed";
    done("init", "--lake", lake);
    put("in-placed/a.csv", "mail,n\nalice@x.org,1\n");
    for (String place :
        new String[] {
          "s3://" + BUCKET + "/in-placed/table", "s3://" + BUCKET, lake, lake + "/_sluice/x"
        }) {
      spec("placed", "", ", location: '" + place + "'");
      for (String command : new String[] {"plan", "ingest"}) {
        Result result = run(command, "c.yml", "--lake", lake);
        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().contains("Choose a"), result.err());
      }
    }
  }

  /** Where neither the lake's settings nor the environment say where its table is. */
  @Test
  void isFoundInTheRegionThatTheUserNames() {
    AwsSettings there = new AwsSettings("eu-west-1", "", S3Settings.DEFAULT);
    LakeLocation lake = new LakeLocation("s3://" + BUCKET + "/elsewhere");
    String table = LakeMaker.ledgerTable(lake);
    DynamoLedger.open(AwsClients.dynamo(there), table, lake, null, LeaseTimes.DEFAULT).close();
    put("elsewhere/_sluice/lake.json", "{\"v\": 1, \"ledger_table\": \"" + table + "\"}");
    try (CloudFormationClient stacks =
        AwsClients.configured(CloudFormationClient.builder(), there).build()) {
      String output = "\"LakeLocation\": {\"Value\": \"" + lake.root() + "\"}";
      String resource = "\"Q\": {\"Type\": \"AWS::SQS::Queue\"}";
      stacks.createStack(
          b ->
              b.stackName("elsewhere")
                  .templateBody(
                      "{\"Resources\": {" + resource + "}, \"Outputs\": {" + output + "}}"));
      stacks.waiter().waitUntilStackCreateComplete(b -> b.stackName("elsewhere"));
    }
    assertEquals(
        "nothing to send again\n",
        done("redrive", "-v", "batches", "--stack", "elsewhere", "--region", "eu-west-1"));
  }

  /** What stands in the catalog under a table's name, or beside it, stops no other table. */
  @Test
  void aTableThatCannotBeReadStopsNoOther() throws Exception {
    String lake = "s3://" + BUCKET + "/mixed";
    done("init", "--lake", lake);
    put("in-mixed/a.csv", "mail,n\nalice@x.org,1\n");
    spec("mixed", "", "");
    done("ingest", "c.yml", "--lake", lake);
    Path spec = folder.resolve("c.yml");
    Files.writeString(
        spec,
        Files.readString(spec).replace("dataset: c", "dataset: d").replace("table: c", "table: d"));
    done("ingest", "c.yml", "--lake", lake);
    GlueClient glue = AwsClients.glue(AwsSettings.OF_ENVIRONMENT);
    glue.updateTable(
        b -> b.databaseName("mixed").tableInput(i -> i.name("c").tableType("VIRTUAL_VIEW")));
    assertEquals("n\n1\n", done("sql", "-o", "csv", "--lake", lake, "SELECT n FROM mixed.d"));
    Result query = run("sql", "SELECT * FROM mixed.c", "--lake", lake);
    assertEquals(1, query.code(), query.out());
    assertTrue(query.err().contains("mixed.c is a view"), query.err());
    Result diff = run("catalog", "diff", "--lake", lake);
    assertEquals(1, diff.code(), diff.err());
    assertTrue(diff.out().contains("is a view") && !diff.out().contains("mixed.d"), diff.out());
    assertEquals(1, run("catalog", "sync", "--lake", lake).code());
    assertTrue(fault(lake).contains("mixed.c is a view"));

    // Nobody but the user can do something about it, and nothing is begun.
    put("in-mixed/b.csv", "mail,n\nbob@x.org,2\n");
    spec("mixed", "", "");
    List<String> before = keys("mixed/mixed/");
    assertRefused("mixed.c is a view", lake);
    glue.createTable(b -> b.databaseName("mixed").tableInput(i -> i.name("foreign")));
    Files.writeString(spec, Files.readString(spec).replace("table: c", "table: foreign"));
    assertRefused("mixed.foreign is a table that Sluice did not make", lake);
    assertEquals(before, keys("mixed/mixed/"));
    assertEquals("nothing to recover\n", done("recover", "--lake", lake));
  }

  private void assertRefused(String why, String lake) {
    Result refused = run("ingest", "c.yml", "--lake", lake);
    assertEquals(2, refused.code(), refused.err());
    assertTrue(refused.err().contains(why), refused.err());
    assertTrue(refused.err().contains("set target.database or target.table"), refused.err());
  }

  @Test
  void launchesThatMayNotBeAreRefusedBeforeAnything() throws Exception {
    String lake = "s3://" + BUCKET + "/refused";
    put("in-refused/a.csv", "n\n1\n");
    Files.writeString(
        folder.resolve("sluice.yaml"),
        """
        environments:
          dev:
            region: us-east-1
            budget: 0.0001
            lambda: {function: not-there}
            batch: {queue: not-there}
        """);
    String spec =
        "{dataset: r, source: {path: 's3://" + BUCKET + "/in-refused/'}, target: {database: r}";
    Files.writeString(
        folder.resolve("sql.yml"), spec + ", transforms: [{filter: 'length(n) > 0'}]}");
    Result sql = run("launch", "sql.yml", "--on", "lambda", "--lake", lake);
    assertEquals(2, sql.code(), sql.err());
    assertTrue(sql.err().contains("a function, which has no Spark"), sql.err());
    Files.writeString(folder.resolve("r.yml"), spec + "}");
    Result dear = run("launch", "r.yml", "--on", "batch", "--lake", lake);
    assertEquals(2, dear.code(), dear.err());
    assertTrue(dear.err().contains("Nothing was started"), dear.err());
    // Within the budget it comes to the next refusal.
    Result cheap = run("launch", "r.yml", "--on", "batch", "--lake", lake, "--max-cost", "5");
    assertTrue(cheap.err().contains("image of Batch jobs"), cheap.err());
    assertEquals(List.of(), keys("refused/_sluice/launches/"));
  }

  @Test
  void theDoctorLooksAtWhatAnEnvironmentNames() throws Exception {
    Path profiles = folder.resolve("sluice.yaml");
    Files.writeString(
        profiles,
        "environments: {dev: {region: us-east-1, artifacts: 's3://not-there-4711/programs'}}");
    Result named = run("doctor");
    assertEquals(1, named.code(), named.err());
    assertTrue(
        named.out().contains("fault: places: artifacts: there is no bucket not-there-4711"),
        named.out());
    assertFalse(named.out().contains("there is no stack"), named.out());
    Files.writeString(profiles, "environments: {dev: {regoin: us-east-1}}");
    Result wrong = run("doctor");
    assertEquals(1, wrong.code(), wrong.err());
    assertTrue(wrong.out().contains("unknown key 'regoin'"), wrong.out());
    assertTrue(wrong.out().contains("did you mean 'region'?"), wrong.out());
  }

  /** Neither in objects nor in the ledger's table nor in the catalog. */
  @Test
  void nothingMaskedIsKept() throws Exception {
    String lake = "s3://" + BUCKET + "/masked";
    done("init", "--lake", lake);
    put("in-masked/a.csv", "mail,n\nalice@x.org,1\nbob@x.org,x\n1,carol@x.org\ndave@x.org,2,3\n");
    spec("masked", "", "");
    StringBuilder kept = new StringBuilder(done("ingest", "c.yml", "--lake", lake));
    put("in-masked/a.csv", "mail,n\nalice@x.org,1\nbob@x.org,x\n1,carol@x.org\n");
    spec("masked", "rejects: {max_rows: 1}", "");
    Result refused = run("ingest", "c.yml", "--lake", lake, "-o", "json");
    assertEquals(3, refused.code(), refused.err());
    kept.append(refused.out()).append(refused.err());
    kept.append(done("show", "last", "-o", "json", "--lake", lake));
    for (String key : keys("masked/")) {
      kept.append(key).append(new String(bytes(key), ISO_8859_1));
    }
    DynamoDbClient dynamo = AwsClients.dynamo(AwsSettings.OF_ENVIRONMENT);
    for (String table : dynamo.listTables().tableNames()) {
      dynamo.scanPaginator(r -> r.tableName(table)).items().forEach(kept::append);
    }
    GlueClient glue = AwsClients.glue(AwsSettings.OF_ENVIRONMENT);
    kept.append(glue.getTables(r -> r.databaseName("masked")));
    assertTrue(kept.toString().contains("sluice.columns"), "the catalog was looked at");
    for (String hidden : List.of("alice@", "bob@", "carol@", "dave@", SALT)) {
      assertFalse(kept.toString().contains(hidden), hidden);
    }
  }
}
