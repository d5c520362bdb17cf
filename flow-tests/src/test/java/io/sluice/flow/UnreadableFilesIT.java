package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.flow.Messages.Message;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/**
 * What cannot be ingested stays where it is, and is named in a message and by 'sluice files'; what
 * is only unusual is ingested.
 */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class UnreadableFilesIT {
  private static final int LONGEST_KEY = 1_024;
  private static final String ROWS = "id,name\n1,하나\n2,둘\n";

  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  private static String longName;

  @BeforeAll
  static void land() throws NoSuchAlgorithmException {
    Flow flow = Flow.flow();
    flow.spec("odd", spec(flow, "odd"));
    flow.spec("wrong", spec(flow, "wrong") + "surprise: 1\n");
    flow.spec("garbled", "dataset: [");
    String folder = flow.output("LandingPrefix") + "odd/";
    longName = longName(LONGEST_KEY - folder.length());
    String bucket = flow.output("LandingBucket");
    flow.land("odd", longName, RequestBody.fromString(ROWS));
    flow.s3()
        .putObject(
            b -> b.bucket(bucket).key(folder + "archived.csv").storageClass(StorageClass.GLACIER),
            RequestBody.fromString(ROWS));
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    String digest =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(key));
    flow.s3()
        .putObject(
            b ->
                b.bucket(bucket)
                    .key(folder + "foreign.csv")
                    .sseCustomerAlgorithm("AES256")
                    .sseCustomerKey(Base64.getEncoder().encodeToString(key))
                    .sseCustomerKeyMD5(digest),
            RequestBody.fromString(ROWS));
    flow.land("odd", "empty.csv", RequestBody.empty());
    flow.land("odd", "picture.csv", RequestBody.fromBytes(PNG));
    flow.land("wrong", "a.csv", RequestBody.fromString(ROWS));
    flow.land("garbled", "b.csv", RequestBody.fromString(ROWS));
  }

  private static String spec(Flow flow, String dataset) {
    return "dataset: %s\nsource: {path: \"%s/*.csv\"}\ntarget: {database: flow, table: %s}\n"
        .formatted(dataset, flow.landing(dataset), dataset);
  }

  /** As long as S3 allows, of letters of three bytes each. */
  private static String longName(int bytes) {
    String end = ".csv";
    int letters = (bytes - end.length()) / 3;
    String name = "가".repeat(letters) + "a".repeat(bytes - end.length() - letters * 3) + end;
    assertEquals(bytes, name.getBytes(StandardCharsets.UTF_8).length);
    return name;
  }

  @Test
  void archivedForeignAndEmptyFilesAreNamedAndTheOneWithTheLongNameIsTaken() throws Exception {
    Flow flow = Flow.flow();
    flow.awaitFiles("odd", "refused", 4);
    flow.awaitFiles("odd", "committed", 1);
    int batches = flow.awaitOver("odd", 1).size();
    String text =
        flow.messages().await("odd", batches).stream()
            .map(Message::text)
            .collect(Collectors.joining());
    Map<String, String> reasons =
        Map.of(
            "archived.csv", "it is archived (GLACIER)",
            "foreign.csv", "SSE-C",
            "empty.csv", "it is empty",
            "picture.csv", "PNG");
    List<JsonNode> files = flow.files("odd");
    reasons.forEach(
        (name, reason) -> {
          assertTrue(text.contains("odd/" + name), text);
          assertTrue(text.contains(reason), text);
          JsonNode file = named(files, name);
          assertEquals("refused", file.path("state").asText());
          assertTrue(file.path("reason").asText().contains(reason), file::toString);
        });
    assertTrue(text.contains(longName), text);
    assertEquals("committed", named(files, longName).path("state").asText());
    assertEquals(
        List.of("id,name", "1,하나", "2,둘"),
        CommandLineForTests.query(flow.lake(), "SELECT id, name FROM flow.odd ORDER BY id"));
    String prefix = flow.output("LandingPrefix") + "odd/";
    assertEquals(
        5,
        flow.s3()
            .listObjectsV2(b -> b.bucket(flow.output("LandingBucket")).prefix(prefix))
            .keyCount());
  }

  private static JsonNode named(List<JsonNode> files, String name) {
    return files.stream()
        .filter(file -> file.path("uri").asText().endsWith("/odd/" + name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + files));
  }

  @Test
  void aWrongSpecIsToldWithWhatIsWrong() throws Exception {
    Flow flow = Flow.flow();
    ExecutionListItem over = flow.awaitOver("wrong", 1).get(0);
    assertEquals(
        "Sluice.Usage",
        flow.sfn().describeExecution(b -> b.executionArn(over.executionArn())).error());
    Message message = flow.messages().await("wrong", 1).get(0);
    assertEquals("usage", message.outcome());
    assertTrue(message.text().contains("surprise"), message::text);
    assertTrue(message.text().contains("wrong/a.csv"), message::text);
    assertEquals("failed", flow.files("wrong").get(0).path("state").asText());
    assertEquals(1, flow.runs("wrong").size());
  }

  @Test
  void aFileWhoseSpecCannotBeReadIsNamedBesideThatSpec() throws Exception {
    Flow flow = Flow.flow();
    // Other tests have files that no spec covers, too.
    Message message = flow.messages().awaitNaming("0-uncovered", "garbled/b.csv");
    assertTrue(message.text().contains("garbled.yml"), message::text);
    JsonNode file =
        flow.files("0-uncovered").stream()
            .filter(each -> each.path("uri").asText().endsWith("garbled/b.csv"))
            .findFirst()
            .orElseThrow();
    assertEquals("refused", file.path("state").asText());
    assertTrue(file.path("reason").asText().contains("garbled.yml"), file::toString);
  }
}
