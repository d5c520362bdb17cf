package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Addition queue_policies. */
@ExtendWith(LocalAwsForTests.class)
class QueuePoliciesTest {
  @Test
  void aQueueThatPermitsNoRuleGetsNothingAndTheDeadLettersAtOnce() throws Exception {
    String queue = queue("policies");
    String dead = queue("policies-dead");
    permit(dead, arn(dead));
    Clients.events().putRule(b -> b.name("policies").eventPattern("{\"source\": [\"policies\"]}"));
    Target target =
        Target.builder()
            .id("q")
            .arn(arn(queue))
            .deadLetterConfig(d -> d.arn(arn(dead)))
            .retryPolicy(r -> r.maximumRetryAttempts(185))
            .build();
    Clients.events().putTargets(b -> b.rule("policies").targets(target));
    send("1");
    assertEquals(List.of("1"), received(dead));
    permit(queue, arn(queue));
    send("2");
    assertEquals(List.of("2"), received(queue));
    // Of a queue's policy only the last word counts: nobody may.
    permit(dead, arn(dead), "Deny");
    permit(queue, arn(queue), "Deny");
    send("3");
    Thread.sleep(1_000);
    assertEquals("0", waiting(queue));
    assertEquals("0", waiting(dead));
  }

  private static void send(String id) {
    Clients.events()
        .putEvents(
            b ->
                b.entries(
                    PutEventsRequestEntry.builder()
                        .source("policies")
                        .detailType("t")
                        .detail("{\"id\": \"" + id + "\"}")
                        .build()));
  }

  private static List<String> received(String queue) throws Exception {
    List<String> ids = new ArrayList<>();
    Eventually.holds(
        () -> {
          Clients.sqs()
              .receiveMessage(b -> b.queueUrl(queue))
              .messages()
              .forEach(
                  each -> {
                    ids.add(each.body().replaceFirst("(?s).*\"id\": ?\"(\\d)\".*", "$1"));
                    Clients.sqs()
                        .deleteMessage(b -> b.queueUrl(queue).receiptHandle(each.receiptHandle()));
                  });
          assertEquals(1, ids.size());
        });
    return ids;
  }

  private static String queue(String name) {
    return Clients.sqs().createQueue(b -> b.queueName(name)).queueUrl();
  }

  private static String arn(String queue) {
    return attribute(queue, QueueAttributeName.QUEUE_ARN);
  }

  private static String waiting(String queue) {
    return attribute(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
  }

  private static String attribute(String queue, QueueAttributeName name) {
    return Clients.sqs()
        .getQueueAttributes(b -> b.queueUrl(queue).attributeNames(name))
        .attributes()
        .get(name);
  }

  /** Lets rules send to a queue. */
  static void permit(String queue, String arn) {
    permit(queue, arn, "Allow");
  }

  private static void permit(String queue, String arn, String effect) {
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "%s", "Action": "sqs:SendMessage", "Resource": "%s",
          "Principal": {"Service": "events.amazonaws.com"},
          "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:events:*:*:rule/*"}}}]}"""
            .formatted(effect, arn);
    Clients.sqs()
        .setQueueAttributes(
            b -> b.queueUrl(queue).attributes(Map.of(QueueAttributeName.POLICY, policy)));
  }
}
