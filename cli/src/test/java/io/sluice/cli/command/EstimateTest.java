package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.CliRunner.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says of costs, and the policies: nothing of it asks AWS. */
class EstimateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private void write() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n2,y\n");
    Files.writeString(
        folder.resolve("a.yml"),
        """
        dataset: a
        source: {path: a.csv, format: csv}
        target: {database: d, table: a}
        """);
  }

  @Test
  void aPlanTellsWhatItWouldTakeOnAws() throws Exception {
    write();
    Result text = new CliRunner(folder).run("plan", "a.yml", "--estimate");
    assertEquals(0, text.code(), text.err());
    for (String part :
        List.of(
            "2 x G.1X",
            "0.0147 USD",
            "price not verified",
            "prices of us-east-1 read on 2026-11-30")) {
      assertTrue(text.out().contains(part), part + " in\n" + text.out());
    }
    JsonNode json =
        JSON.readTree(new CliRunner(folder).run("plan", "a.yml", "--estimate", "-o", "json").out());
    assertTrue(json.at("/files/0/splittable").asBoolean(), json.toPrettyString());
    List<String> ways = new ArrayList<>();
    json.at("/estimates/ways").forEach(each -> ways.add(each.path("way").asText()));
    assertEquals(List.of("lambda", "batch", "glue", "emr-serverless", "emr"), ways);
  }

  @Test
  void pricesOfTheUserCount() throws Exception {
    write();
    Files.writeString(
        folder.resolve("prices.json"),
        """
        {"region": "eu-central-1", "read": "2026-12-01", "currency": "USD",
         "prices": {"lambda.gb-second": {"amount": 1}}}
        """);
    Result own =
        new CliRunner(folder).run("plan", "a.yml", "--estimate", "--prices", "prices.json");
    assertTrue(own.out().contains("prices of eu-central-1 read on 2026-12-01"), own.out());
    // A batch of seconds in a function, at a dollar a GB-second.
    assertTrue(own.out().matches("(?s).*lambda[^\n]* [1-9][0-9]*(\\.[0-9]+)? USD.*"), own.out());
    Result none = new CliRunner(folder).run("plan", "a.yml", "--estimate", "--prices", "none.json");
    assertEquals(1, none.code());
    assertTrue(none.err().contains("none.json cannot be read"), none.err());
  }

  @Test
  void policiesArePrintedAndListed() throws Exception {
    Result list = new CliRunner(folder).run("policies");
    assertTrue(list.out().contains("emr-serverless"), list.out());
    JsonNode policy =
        JSON.readTree(
            new CliRunner(folder)
                .run("policies", "glue", "--account", "123456789012", "--region", "eu-central-1")
                .out());
    assertEquals("2012-10-17", policy.path("Version").asText());
    Result unknown = new CliRunner(folder).run("policies", "gleu");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("name one of glue, lambda"), unknown.err());
  }

  @Test
  void schedulesAndLogsRefuseWhatIsNoTime() {
    assertEquals(2, new CliRunner(folder).run("schedule").code());
    Result time = new CliRunner(folder).run("schedule", "add", "orders", "--at", "tomorrow");
    assertTrue(time.err().contains("is not a time: write 02:30"), time.err());
    Result since = new CliRunner(folder).run("logs", "run-1", "--since", "soon");
    assertEquals(2, since.code());
    assertTrue(since.err().contains("--since is not a duration"), since.err());
  }
}
