package io.sluice.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the topic sends, as a subscriber gets it. */
final class Messages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SqsClient sqs;
  private final String queue;
  private final List<Message> received = new ArrayList<>();

  /**
   * One message.
   *
   * @param outcome, dataset, severity its attributes
   */
  record Message(String subject, String text, String dataset, String outcome, String severity) {}

  Messages(SqsClient sqs, SnsClient sns, String topic) {
    this.sqs = sqs;
    this.queue = sqs.createQueue(b -> b.queueName("messages")).queueUrl();
    String arn =
        sqs.getQueueAttributes(b -> b.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    sns.subscribe(b -> b.topicArn(topic).protocol("sqs").endpoint(arn).attributes(Map.of()));
  }

  /** All about a dataset so far. */
  synchronized List<Message> about(String dataset) {
    while (true) {
      var batch = sqs.receiveMessage(b -> b.queueUrl(queue).maxNumberOfMessages(10)).messages();
      if (batch.isEmpty()) {
        return received.stream().filter(each -> each.dataset().equals(dataset)).toList();
      }
      for (var each : batch) {
        received.add(parsed(each.body()));
        sqs.deleteMessage(b -> b.queueUrl(queue).receiptHandle(each.receiptHandle()));
      }
    }
  }

  /** Waits until there are so many about a dataset. */
  List<Message> await(String dataset, int count) throws InterruptedException {
    long deadline = System.nanoTime() + Flow.PATIENCE.toNanos();
    while (about(dataset).size() < count && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    return about(dataset);
  }

  /** Waits for one about a dataset that names a file. */
  Message awaitNaming(String dataset, String file) throws InterruptedException {
    long deadline = System.nanoTime() + Flow.PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (Message each : about(dataset)) {
        if (each.text().contains(file)) {
          return each;
        }
      }
      Thread.sleep(500);
    }
    throw new AssertionError("no message names " + file + ": " + about(dataset));
  }

  private static Message parsed(String body) {
    try {
      JsonNode envelope = JSON.readTree(body);
      JsonNode attributes = envelope.path("MessageAttributes");
      return new Message(
          envelope.path("Subject").asText(),
          envelope.path("Message").asText(),
          attributes.path("dataset").path("Value").asText(),
          attributes.path("outcome").path("Value").asText(),
          attributes.path("severity").path("Value").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(body, e);
    }
  }
}
