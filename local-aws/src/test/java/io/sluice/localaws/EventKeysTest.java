package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Addition event_keys. */
@ExtendWith(LocalAwsForTests.class)
class EventKeysTest {
  @Test
  void eventsAreAsAwsSendsThem() throws Exception {
    Clients.s3().createBucket(b -> b.bucket("event-keys"));
    Clients.s3()
        .putBucketNotificationConfiguration(
            b ->
                b.bucket("event-keys")
                    .notificationConfiguration(n -> n.eventBridgeConfiguration(e -> {})));
    String queue = Clients.sqs().createQueue(b -> b.queueName("event-keys")).queueUrl();
    String arn =
        Clients.sqs()
            .getQueueAttributes(b -> b.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    QueuePoliciesTest.permit(queue, arn);
    Clients.events()
        .putRule(
            b ->
                b.name("event-keys")
                    .eventPattern(
                        "{\"source\": [\"aws.s3\"], \"detail\": {\"bucket\": {\"name\":"
                            + " [\"event-keys\"]}}}"));
    Target target = Target.builder().id("q").arn(arn).build();
    Clients.events().putTargets(b -> b.rule("event-keys").targets(target));

    List<String> keys = List.of("a b+c%20.csv", "매출/7월.csv");
    for (String key : keys) {
      Clients.s3().putObject(b -> b.bucket("event-keys").key(key), RequestBody.fromString("x"));
    }
    multipart("in parts");

    List<String> events = new ArrayList<>();
    Eventually.holds(
        () -> {
          Clients.sqs()
              .receiveMessage(b -> b.queueUrl(queue).maxNumberOfMessages(10))
              .messages()
              .forEach(
                  message -> {
                    events.add(message.body());
                    // Or it would come again.
                    Clients.sqs()
                        .deleteMessage(
                            b -> b.queueUrl(queue).receiptHandle(message.receiptHandle()));
                  });
          assertEquals(3, events.size());
        });
    for (String key : keys) {
      assertTrue(
          events.stream().anyMatch(e -> e.contains("\"" + inJson(key) + "\"")), events::toString);
    }
    assertEquals(2, events.stream().filter(e -> e.contains("\"PutObject\"")).count());
    assertTrue(
        events.stream().anyMatch(e -> e.contains("\"CompleteMultipartUpload\"")), events::toString);
    assertEquals(3, events.stream().map(EventKeysTest::sequencer).distinct().count());
  }

  /** As the emulator writes text: what is not ASCII is escaped. */
  private static String inJson(String text) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      json.append(c < 128 ? Character.toString(c) : "\\u%04x".formatted((int) c));
    }
    return json.toString();
  }

  private static void multipart(String key) {
    String upload =
        Clients.s3().createMultipartUpload(b -> b.bucket("event-keys").key(key)).uploadId();
    String tag =
        Clients.s3()
            .uploadPart(
                b -> b.bucket("event-keys").key(key).uploadId(upload).partNumber(1),
                RequestBody.fromString("y"))
            .eTag();
    Clients.s3()
        .completeMultipartUpload(
            b ->
                b.bucket("event-keys")
                    .key(key)
                    .uploadId(upload)
                    .multipartUpload(
                        m -> m.parts(CompletedPart.builder().partNumber(1).eTag(tag).build())));
  }

  private static String sequencer(String event) {
    return event.replaceFirst("(?s).*\"sequencer\": ?\"([0-9A-F]+)\".*", "$1");
  }
}
