package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** What {@link UndeliverableEventsIT} left: the alarm rings, and the events are sent back. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
@Order(Integer.MAX_VALUE - 2)
class DeadLettersIT {
  @Test
  void theAlarmRingsAndEventsThatAreSentBackAreHandled() throws Exception {
    Flow flow = Flow.flow();
    assertTrue(flow.deadLetters() > 0, "UndeliverableEventsIT comes before");
    theAlarmRings(flow);
    assertFalse(flow.messages().await("", 1).isEmpty(), "nobody was told of the alarm");
    String sent = CommandLineForTests.run("redrive", "letters", "--stack", "flow");
    assertTrue(sent.contains("to the queue of arrivals"), sent);
    assertEquals("SUCCEEDED", flow.awaitOver("locked", 1).get(0).statusAsString());
    assertEquals(
        List.of("id,name", "1,a"),
        CommandLineForTests.query(flow.lake(), "SELECT id, name FROM flow.locked"));
  }

  private static void theAlarmRings(Flow flow) throws InterruptedException {
    try (CloudWatchClient client = Flow.client(CloudWatchClient.builder())) {
      String name = flow.stack().resources().get("DeadLettersAlarm");
      long deadline = System.nanoTime() + Flow.PATIENCE.multipliedBy(2).toNanos();
      MetricAlarm alarm;
      do {
        Thread.sleep(500);
        alarm = client.describeAlarms(b -> b.alarmNames(name)).metricAlarms().get(0);
      } while (alarm.stateValue() != StateValue.ALARM && System.nanoTime() < deadline);
      assertEquals(StateValue.ALARM, alarm.stateValue(), alarm.stateReason());
      assertTrue(alarm.alarmActions().contains(flow.output("TopicArn")));
    }
  }
}
