package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Gone;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.lake.Inboxes;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** 'sluice files': every state that a file may be in. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class FilesCommandTest {
  private static final String LAKE = "s3://arrived/lake";
  private static final Instant AT = Instant.parse("2026-11-29T20:00:00Z");

  @TempDir private Path folder;

  @BeforeEach
  void filesInAllStates() {
    AwsClients.s3(AwsSettings.OF_ENVIRONMENT).createBucket(b -> b.bucket("arrived"));
    done("init", "--lake", LAKE);
    Inbox inbox = Inboxes.open(new LakeLocation(LAKE));
    for (String end : new String[] {"committed", "failed", "refused"}) {
      long number = inbox.join(arrival("flights", end + ".csv", ""), AT).number();
      inbox.close("flights", number);
      inbox.over("flights", number, end, AT);
    }
    inbox.close("flights", inbox.join(arrival("flights", "taken.csv", ""), AT).number());
    inbox.join(arrival("flights", "매출 1.csv", ""), AT);
    inbox.join(arrival("flights", "empty.csv", "it is empty"), AT);
    inbox.gone(new Gone("flights", "s3://landing/flights/gone.csv", "v", AT));
    inbox.join(arrival(Arrival.UNCOVERED, "x.csv", "no dataset's spec covers it"), AT);
  }

  private static Arrival arrival(String dataset, String name, String refusal) {
    String uri = "s3://landing/" + dataset + "/" + name;
    return new Arrival(dataset, uri, name, "", "e", 1_234, AT, refusal);
  }

  @Test
  void eachFileIsListedWithWhatBecameOfItAndWhy() throws Exception {
    List<String> found = new ArrayList<>();
    for (JsonNode file :
        new ObjectMapper().readTree(done("files", "--lake", LAKE, "--output", "json"))) {
      String uri = file.path("uri").asText();
      String name = uri.substring(uri.lastIndexOf('/') + 1);
      found.add(name + " " + file.path("state").asText() + " " + file.path("reason").asText());
    }
    found.sort(null);
    assertEquals(
        List.of(
            "committed.csv committed ",
            "empty.csv refused it is empty",
            "failed.csv failed its batch failed",
            "gone.csv gone it was gone when it was looked for",
            "refused.csv refused its batch was refused: the data breaks the spec's limits",
            "taken.csv taken ",
            "x.csv refused no dataset's spec covers it",
            "매출 1.csv batched "),
        found);

    String refused = done("files", "--lake", LAKE, "--state", "refused");
    assertTrue(refused.contains("s3://landing/flights/empty.csv: it is empty"), refused);
    assertTrue(refused.contains("1,234"), refused);
    assertTrue(refused.contains(Arrival.UNCOVERED), refused);
    assertEquals(4, refused.lines().count(), refused);
    String newest =
        done(
            "files", "--lake", LAKE, "--dataset", "flights", "--state", "failed", "--batches", "2");
    assertEquals(1, newest.lines().count(), newest);

    Result unknown = run("files", "--lake", LAKE, "--dataset", "fligths");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("did you mean 'flights'?"), unknown.err());
    Result local = run("files", "--lake", folder.resolve("lake").toString());
    assertEquals(2, local.code());
    assertTrue(local.err().contains("is not on S3"), local.err());
    Result none = run("files", "--lake", LAKE, "--batches", "0");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("give a number from 1 on"), none.err());
  }

  private Result run(String... arguments) {
    return new CliRunner(folder).run(arguments);
  }

  private String done(String... arguments) {
    Result result = run(arguments);
    assertEquals(0, result.code(), result.err());
    return result.out();
  }
}
