package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.flow.Messages.Message;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Somebody stops an execution: it is told, and the file is taken when it comes again. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
@Timeout(1800)
class StoppedExecutionIT {
  private static final String HELD =
      """
      [{"service": "glue", "operation": "StartJobRun", "when": "stopped-000001", "hold": true, "code": "ThrottlingException",
        "status": 400}]""";

  @Test
  void aStoppedBatchIsToldAndItsFileComesWithTheNext() throws Exception {
    Flow flow = Flow.flow();
    flow.spec(
        "stopped",
        "dataset: stopped\nsource: {path: \"%s/*.csv\", format: csv}\ntarget: {database: flow, table: stopped}\n"
            .formatted(flow.landing("stopped")));
    // Should the stop come late, the job has not been started by then.
    flow.faults(HELD);
    Message told;
    try {
      flow.land("stopped", "a.csv", RequestBody.fromString("id,name\n1,a\n"));
      while (flow.executions("stopped").isEmpty()) {
        Thread.sleep(100);
      }
      stop(flow, flow.executions("stopped").get(0).executionArn());
      told = flow.messages().await("stopped", 1).get(0);
    } finally {
      flow.faults("[]");
    }
    assertEquals("failed", told.outcome());
    assertTrue(told.text().contains("was stopped"), told::text);
    assertTrue(told.text().contains("stopped/a.csv"), told::text);
    assertEquals("failed", flow.files("stopped").get(0).path("state").asText());
    // Who stopped it knows why: the sweep leaves it alone.
    try (LambdaClient client = Flow.client(LambdaClient.builder())) {
      InvokeResponse swept =
          client.invoke(b -> b.functionName(flow.stack().resources().get("SweepFunction")));
      assertNull(swept.functionError(), swept.payload().asString(StandardCharsets.UTF_8));
    }
    assertEquals(1, flow.executions("stopped").size());

    flow.land("stopped", "a.csv", RequestBody.fromString("id,name\n1,a\n"));
    flow.awaitOver("stopped", 2);
    assertEquals(
        List.of("id,name", "1,a"),
        CommandLineForTests.query(flow.lake(), "SELECT id, name FROM flow.stopped"));
  }

  /** The emulator loses a stop that comes before the first state. */
  private static void stop(Flow flow, String execution) throws InterruptedException {
    SfnClient sfn = flow.sfn();
    while (sfn.getExecutionHistory(b -> b.executionArn(execution)).events().stream()
        .noneMatch(event -> event.stateEnteredEventDetails() != null)) {
      Thread.sleep(100);
    }
    do {
      Thread.sleep(500);
      sfn.stopExecution(b -> b.executionArn(execution));
      Thread.sleep(500);
    } while (sfn.describeExecution(b -> b.executionArn(execution)).status()
        == ExecutionStatus.RUNNING);
  }
}
