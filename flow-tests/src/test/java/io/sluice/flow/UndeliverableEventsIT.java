package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Events that cannot be delivered or handled lie in the dead-letter queue, and hold up nobody. */
@ExtendWith(LocalAwsForTests.class)
class UndeliverableEventsIT {
  @Test
  void aPoisonMessageDoesNotHoldUpItsNeighbours() throws Exception {
    Flow flow = Flow.flow();
    flow.spec(
        "beside",
        "dataset: beside\nsource: {path: \""
            + flow.landing("beside")
            + "/*.csv\", format: csv}\ntarget: {database: flow, table: beside}\n");
    String usual = visibility(flow, "1");
    try {
      int before = flow.deadLetters();
      flow.sqs()
          .sendMessage(b -> b.queueUrl(flow.output("ArrivalsQueue")).messageBody("{\"poison\": "));
      flow.land("beside", "good.csv", RequestBody.fromString("id,name\n1,a\n"));
      assertEquals("SUCCEEDED", flow.awaitOver("beside", 1).get(0).statusAsString());
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (flow.deadLetters() == before && System.nanoTime() < deadline) {
        Thread.sleep(300);
      }
      assertEquals(before + 1, flow.deadLetters());
      assertEquals(
          List.of("id,name", "1,a"),
          CommandLineForTests.query(flow.lake(), "SELECT id, name FROM flow.beside"));
    } finally {
      visibility(flow, usual);
    }
    theAlarmRings(flow);
  }

  private static String visibility(Flow flow, String seconds) {
    String queue = flow.output("ArrivalsQueue");
    String usual =
        flow.sqs()
            .getQueueAttributes(
                b -> b.queueUrl(queue).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
            .attributes()
            .get(QueueAttributeName.VISIBILITY_TIMEOUT);
    flow.sqs()
        .setQueueAttributes(
            b ->
                b.queueUrl(queue)
                    .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, seconds)));
    return usual;
  }

  private static void theAlarmRings(Flow flow) throws Exception {
    try (CloudWatchClient client =
        AwsClients.configured(CloudWatchClient.builder(), AwsSettings.OF_ENVIRONMENT).build()) {
      String name = flow.stack().resources().get("DeadLettersAlarm");
      long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
      MetricAlarm alarm;
      do {
        Thread.sleep(2_000);
        alarm = client.describeAlarms(b -> b.alarmNames(name)).metricAlarms().get(0);
      } while (!alarm.stateValueAsString().equals("ALARM") && System.nanoTime() < deadline);
      assertEquals("ALARM", alarm.stateValueAsString(), alarm.stateReason());
      assertTrue(alarm.alarmActions().contains(flow.output("TopicArn")));
    }
  }
}
