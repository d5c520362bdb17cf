package io.sluice.lambda.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.lambda.testing.Flow;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;

@ExtendWith(LocalAwsForTests.class)
class EndedHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  private final Flow flow = new Flow();
  private final SnsClient topics =
      AwsClients.configured(SnsClient.builder(), AwsSettings.OF_ENVIRONMENT).build();

  private String ended(String status) {
    flow.with("TOPIC_ARN", topics.createTopic(b -> b.name("t-" + UUID.randomUUID())).topicArn());
    return call(status);
  }

  private String call(String status) {
    return Flow.call(
            new EndedHandler(flow.environment(), Clock.systemUTC()),
            Map.of(
                "detail-type",
                "Step Functions Execution Status Change",
                "detail",
                Map.of(
                    "executionArn",
                        "arn:aws:states:eu-west-1:123456789012:execution:Flow:flights-000001",
                    "status", status,
                    "input", "{\"dataset\":\"flights\",\"batch\":\"000001\"}")))
        .toString();
  }

  private Batch arrived() {
    return flow.inbox()
        .join(new Arrival("flights", "s3://in/a.csv", "v", "", "e", 1, NOW, ""), NOW);
  }

  private Batch batch() {
    return flow.inbox().batch("flights", 1).orElseThrow();
  }

  @Test
  void aBatchOfAStoppedExecutionIsOverAndTold() {
    arrived();
    assertEquals("{\"outcome\":\"failed\",\"told\":true}", ended("ABORTED"));
    assertEquals(Batch.State.OVER, batch().state());
    assertEquals("{\"outcome\":\"failed\",\"told\":false}", ended("ABORTED"), "once");
    assertEquals(2, flow.inbox().join(other(), NOW).number(), "the next has a batch of its own");
  }

  private static Arrival other() {
    return new Arrival("flights", "s3://in/b.csv", "v", "", "e", 1, NOW, "");
  }

  @Test
  void oneThatRanOutOfTimeToo() {
    arrived();
    flow.inbox().close("flights", 1);
    assertEquals("{\"outcome\":\"failed\",\"told\":true}", ended("TIMED_OUT"));
  }

  @Test
  void otherEndsSpeakForThemselves() {
    arrived();
    for (String status : new String[] {"RUNNING", "SUCCEEDED", "FAILED"}) {
      assertEquals("{\"outcome\":\"\",\"told\":false}", ended(status));
    }
    assertEquals(Batch.State.OPEN, batch().state());
  }

  @Test
  void whatCouldNotBeToldIsNotOver() {
    arrived();
    flow.with("TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:no-such-topic");
    NotFoundException failure = assertThrows(NotFoundException.class, () -> call("ABORTED"));
    assertTrue(failure.getMessage().length() > 5);
    assertEquals(Batch.State.SEALED, batch().state(), "it is told when the event comes again");
  }
}
