package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Events that cannot be delivered or handled lie in the dead-letter queue, and hold up nobody. They
 * stay there for {@link DeadLettersIT}: an alarm takes its time.
 */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
@Order(1)
class UndeliverableEventsIT {
  @Test
  void aPoisonMessageDoesNotHoldUpItsNeighbours() throws Exception {
    Flow flow = Flow.flow();
    flow.spec("beside", spec(flow, "beside"));
    // It is started before: an event comes again while it is taken longer than the queue waits.
    start(flow, "ArrivalFunction");
    String usual = change(flow, QueueAttributeName.VISIBILITY_TIMEOUT, "3");
    try {
      // What is being received by now is so by the earlier value.
      Thread.sleep(2_500);
      int before = flow.deadLetters();
      flow.sqs()
          .sendMessage(b -> b.queueUrl(flow.output("ArrivalsQueue")).messageBody("{\"poison\": "));
      flow.land("beside", "good.csv", RequestBody.fromString("id,name\n1,a\n"));
      awaitDeadLetters(flow, before + 1);
      assertEquals("SUCCEEDED", flow.awaitOver("beside", 1).get(0).statusAsString());
      assertEquals(
          List.of("id,name", "1,a"),
          CommandLineForTests.query(flow.lake(), "SELECT id, name FROM flow.beside"));
    } finally {
      change(flow, QueueAttributeName.VISIBILITY_TIMEOUT, usual);
    }
  }

  @Test
  void anEventThatTheQueueDoesNotTakeIsNotLost() throws Exception {
    Flow flow = Flow.flow();
    flow.spec("locked", spec(flow, "locked"));
    int before = flow.deadLetters();
    String broken =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
          "Action": "sqs:SendMessage", "Resource": "*"}]}""";
    String usual = change(flow, QueueAttributeName.POLICY, broken);
    try {
      flow.land("locked", "a.csv", RequestBody.fromString("id,name\n1,a\n"));
      awaitDeadLetters(flow, before + 1);
    } finally {
      change(flow, QueueAttributeName.POLICY, usual);
    }
    assertEquals(List.of(), flow.executions("locked"));
  }

  private static void start(Flow flow, String function) {
    try (LambdaClient client = Flow.client(LambdaClient.builder())) {
      String name = flow.stack().resources().get(function);
      SdkBytes nothing = SdkBytes.fromUtf8String("{\"Records\": []}");
      InvokeResponse answer = client.invoke(b -> b.functionName(name).payload(nothing));
      assertNull(answer.functionError(), answer.payload()::asUtf8String);
    }
  }

  private static String spec(Flow flow, String dataset) {
    return "dataset: %s\nsource: {path: \"%s/*.csv\", format: csv}\ntarget: {database: flow, table: %s}\n"
        .formatted(dataset, flow.landing(dataset), dataset);
  }

  private static void awaitDeadLetters(Flow flow, int count) throws InterruptedException {
    long deadline = System.nanoTime() + Flow.PATIENCE.toNanos();
    while (flow.deadLetters() < count && System.nanoTime() < deadline) {
      Thread.sleep(300);
    }
    assertEquals(count, flow.deadLetters());
  }

  /** Sets an attribute of the queue, and gives its value before. */
  private static String change(Flow flow, QueueAttributeName attribute, String value) {
    String queue = flow.output("ArrivalsQueue");
    String before =
        flow.sqs()
            .getQueueAttributes(b -> b.queueUrl(queue).attributeNames(attribute))
            .attributes()
            .get(attribute);
    flow.sqs().setQueueAttributes(b -> b.queueUrl(queue).attributes(Map.of(attribute, value)));
    return before;
  }
}
