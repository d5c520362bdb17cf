package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A permission that lacks at one action of Glue, DynamoDB, S3 or KMS ends an ingest with 1; the
 * message names action and resource; nothing is half done: a run that was not recorded leaves
 * nothing, one that was is finished by the next.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class MissingPermissionTest {
  private static final String BUCKET = "permissions";
  private static int lakes;

  @TempDir Path folder;

  private final String prefix = "lake" + ++lakes;
  private final String lake = "s3://" + BUCKET + "/" + prefix;

  @BeforeAll
  static void bucket() {
    s3().createBucket(r -> r.bucket(BUCKET));
  }

  private static S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  @AfterEach
  void allowed() throws IOException {
    faults("[]");
  }

  /** As the emulator's module {@code faults} reads them. */
  private static void faults(String json) throws IOException {
    Path state = LocalAwsForTests.aws().log().getParent();
    Path next = state.resolve("faults.next");
    Files.writeString(next, json);
    Files.move(next, state.resolve("faults.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  private Result run(String... arguments) {
    return new CliRunner(folder).run(arguments);
  }

  private String done(String... arguments) {
    Result result = run(arguments);
    assertEquals(0, result.code(), result.out() + result.err());
    return result.out().replace("\r\n", "\n");
  }

  private List<String> uploads() {
    return s3().listMultipartUploads(r -> r.bucket(BUCKET).prefix(prefix)).uploads().stream()
        .map(upload -> upload.key())
        .toList();
  }

  private List<String> tableFiles() {
    return s3()
        .listObjectsV2Paginator(r -> r.bucket(BUCKET).prefix(prefix + "/"))
        .contents()
        .stream()
        .map(S3Object::key)
        .filter(key -> key.endsWith(".parquet"))
        .toList();
  }

  /**
   * @param when a text of the request that is refused
   * @param says AWS's own words
   * @param told the action and what it was for
   * @param recorded whether the run had come so far that it is finished, not undone
   */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "glue|GetTable||AccessDeniedException|no|glue:GetTable on table %s.t|false",
        "glue|CreateDatabase||AccessDeniedException|no|glue:CreateDatabase on database %s|true",
        "glue|CreateTable||AccessDeniedException|no|glue:CreateTable on table %s.t|true",
        "glue|BatchCreatePartition||AccessDeniedException|no"
            + "|glue:BatchCreatePartition on partitions of table %s.t|true",
        "dynamodb|PutItem|CLAIMED|AccessDeniedException|no|dynamodb:PutItem on sluice-|false",
        "dynamodb|TransactWriteItems|:recorded|AccessDeniedException"
            + "|not authorized to perform: dynamodb:UpdateItem on resource: arn:table/1 because"
            + "|Give the caller dynamodb:UpdateItem on arn:table/1|false",
        "s3|CreateMultipartUpload|.parquet|AccessDenied|no"
            + "|s3://permissions/%s/%s/t/p=x/*s3:PutObject|false",
        "s3|PutObject|manifests|AccessDenied|no|/_sluice/ledger/manifests/*s3:PutObject|false",
        "s3|CompleteMultipartUpload|.parquet|AccessDenied|no"
            + "|s3://permissions/%s/%s/t/p=x/*s3:PutObject|true",
        "s3|CreateMultipartUpload|.parquet|AccessDenied"
            + "|not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:key/1"
            + "|KMS key cannot be used*kms:GenerateDataKey*key/1|false"
      })
  void isNamed(
      String service,
      String operation,
      String when,
      String code,
      String says,
      String told,
      boolean recorded)
      throws Exception {
    String database = "db_" + prefix;
    Files.writeString(folder.resolve("a.csv"), "id,p\n1,x\n2,x\n");
    Files.writeString(
        folder.resolve("t.yml"),
        "dataset: t\nsource: {path: a.csv}\ntarget: {database: "
            + database
            + ", table: t, partition_by: [p]}\n");
    done("init", "--lake", lake);
    faults(
        ("[{\"service\": \"%s\", \"operation\": \"%s\", \"when\": \"%s\", \"code\": \"%s\","
                + " \"message\": \"%s\", \"status\": %d}]")
            .formatted(
                service,
                operation,
                when == null ? "" : when,
                code,
                says,
                service.equals("s3") ? 403 : 400));
    Result refused = run("ingest", "t.yml", "--lake", lake);
    String all = refused.out() + refused.err();
    assertEquals(1, refused.code(), all);
    int from = 0;
    for (String part : told.replaceFirst("%s/%s", prefix + "/" + database).split("\\*", -1)) {
      String wanted = part.replace("%s", database);
      from = refused.err().indexOf(wanted, from);
      assertTrue(from >= 0, wanted + " in " + all);
    }
    assertEquals(recorded, refused.err().contains("had already been recorded"), all);
    faults("[]");

    if (!recorded) {
      assertEquals(List.of(), tableFiles());
      assertEquals(List.of(), uploads());
      assertEquals("nothing to recover\n", done("recover", "--lake", lake));
    }
    String next = done("ingest", "t.yml", "--lake", lake);
    assertEquals(recorded, next.contains("finished"), next);
    assertEquals(
        "id\n1\n2\n",
        done("sql", "-o", "csv", "--lake", lake, "SELECT id FROM " + database + ".t ORDER BY id"));
    assertEquals(1, tableFiles().size());
    assertEquals(List.of(), uploads());
    assertEquals("nothing differs\n", done("catalog", "diff", "--lake", lake));
  }
}
