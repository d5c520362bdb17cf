package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** A small batch is a function's, unless that answers that it is not. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class SmallBatchesIT {
  private static final String FUNCTION = "Ingest in a function";

  @BeforeAll
  static void withAFunction() {
    Flow.flow().change("SmallMaxBytes", "10000000");
  }

  @AfterAll
  static void without() {
    Flow.flow().change("SmallMaxBytes", "0");
  }

  private static String spec(String dataset, String more) {
    return "dataset: "
        + dataset
        + "\nsource: {path: \""
        + Flow.flow().landing(dataset)
        + "/*.csv\", format: csv}\ntarget: {database: flow, table: "
        + dataset
        + "}\n"
        + more;
  }

  private static List<String> states(ExecutionListItem execution) {
    return Flow.flow()
        .sfn()
        .getExecutionHistoryPaginator(b -> b.executionArn(execution.executionArn()))
        .events()
        .stream()
        .map(HistoryEvent::stateEnteredEventDetails)
        .filter(entered -> entered != null)
        .map(entered -> entered.name())
        .toList();
  }

  @Test
  void rowsComeWithoutAJob() throws Exception {
    Flow.flow().spec("tiny", spec("tiny", ""));
    Flow.flow().land("tiny", "a.csv", RequestBody.fromString("id,name\n1,a\n2,b\n"));
    ExecutionListItem execution = Flow.flow().awaitOver("tiny", 1).get(0);
    assertEquals("SUCCEEDED", execution.statusAsString());
    assertTrue(states(execution).contains(FUNCTION), states(execution)::toString);
    assertEquals(List.of(), Flow.flow().runs("tiny"));
    assertEquals(
        List.of("id,name", "1,a", "2,b"),
        CommandLineForTests.query(
            Flow.flow().lake(), "SELECT id, name FROM flow.tiny ORDER BY id"));
  }

  @Test
  void whatNeedsSparkGoesToTheJobUnderTheSameRunsId() throws Exception {
    Flow.flow().spec("filtered", spec("filtered", "transforms: [{filter: \"id > 1\"}]\n"));
    Flow.flow().land("filtered", "a.csv", RequestBody.fromString("id,name\n1,a\n2,b\n"));
    ExecutionListItem execution = Flow.flow().awaitOver("filtered", 1).get(0);
    assertEquals("SUCCEEDED", execution.statusAsString());
    assertTrue(states(execution).containsAll(List.of(FUNCTION, "Ingest")));
    assertEquals(1, Flow.flow().runs("filtered").size());
    assertEquals(
        List.of("id,name", "2,b"),
        CommandLineForTests.query(Flow.flow().lake(), "SELECT id, name FROM flow.filtered"));
  }
}
