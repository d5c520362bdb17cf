package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Every command on a lake on S3, as on one in a folder. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class LakeOnS3CommandsTest {
  private static final String BUCKET = "commands";
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
  }
}
