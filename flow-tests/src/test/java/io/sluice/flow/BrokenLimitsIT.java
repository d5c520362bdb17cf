package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.flow.Messages.Message;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/** A file that breaks its spec's limits, and one whose name lies. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class BrokenLimitsIT {
  private static final String SCHEMA =
      "schema:\n  - {name: id, type: int}\n  - {name: name, type: string}\n";

  @BeforeAll
  static void landBoth() {
    Flow flow = Flow.flow();
    flow.spec(
        "refused",
        "dataset: refused\nsource: {path: \""
            + flow.landing("refused")
            + "/*.csv\", format: csv}\n"
            + SCHEMA
            + "rejects: {max_rows: 1}\ntarget: {database: flow, table: refused}\n");
    flow.spec(
        "lying",
        "dataset: lying\nsource: {path: \""
            + flow.landing("lying")
            + "/*.csv\"}\n"
            + SCHEMA
            + "target: {database: flow, table: lying}\n");
    flow.land("refused", "bad.csv", RequestBody.fromString("id,name\n1,a\nx,b\ny,c\nz,d\n"));
    String lines = "{\"id\": 1, \"name\": \"하나\"}\n{\"id\": 2, \"name\": \"둘\"}\n".repeat(20);
    flow.land("lying", "really-json.csv", RequestBody.fromString(lines));
  }

  @Test
  void nothingIsPublishedAndTheReasonsAreTold() throws Exception {
    Flow flow = Flow.flow();
    ExecutionListItem over = flow.awaitOver("refused", 1).get(0);
    assertEquals("FAILED", over.statusAsString());
    String error = flow.sfn().describeExecution(b -> b.executionArn(over.executionArn())).error();
    assertEquals("Sluice.Refused", error);
    List<Message> messages = flow.messages().await("refused", 1);
    assertEquals(1, messages.size(), messages::toString);
    assertEquals("refused", messages.get(0).outcome());
    String text = messages.get(0).text();
    assertTrue(text.contains("bad.csv"), text);
    assertTrue(text.contains("not_a_number"), text);
    assertThrows(
        EntityNotFoundException.class,
        () ->
            AwsClients.glue(AwsSettings.OF_ENVIRONMENT)
                .getTable(b -> b.databaseName("flow").name("refused")));
    // It was not tried again: the data would be the same.
    assertEquals(1, flow.runs("refused").size());
  }

  @Test
  void contentWinsOverTheNameAndTheMessageSaysSo() throws Exception {
    Flow flow = Flow.flow();
    ExecutionListItem over = flow.awaitOver("lying", 1).get(0);
    assertEquals("SUCCEEDED", over.statusAsString());
    assertEquals(
        List.of("id,name,n", "1,하나,20", "2,둘,20"),
        CommandLineForTests.query(
            flow.lake(),
            "SELECT id, name, count(*) AS n FROM flow.lying GROUP BY ALL ORDER BY id"));
    String text = flow.messages().await("lying", 1).get(0).text();
    assertTrue(text.contains("really-json.csv"), text);
    assertTrue(text.toLowerCase(Locale.ROOT).contains("json"), text);
  }
}
