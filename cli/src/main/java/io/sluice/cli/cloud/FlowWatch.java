package io.sluice.cli.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.deploy.DeployProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Tells what the flow does: executions, the states they enter, and the messages for people, which
 * it gets as a subscriber of the topic.
 */
public final class FlowWatch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_EVENTS = 1000;

  private final SfnClient sfn;
  private final SqsClient sqs;
  private final String machine;
  private final String queue;
  private final DeployProgress progress;
  private final Map<String, Integer> told = new HashMap<>();
  private final Set<String> before = new HashSet<>();

  /**
   * Watches a deployed stack from now on.
   *
   * @param outputs the stack's
   */
  public FlowWatch(AwsSettings settings, Map<String, String> outputs, DeployProgress progress) {
    this.sfn = AwsClients.configured(SfnClient.builder(), settings).build();
    this.sqs = AwsClients.configured(SqsClient.builder(), settings).build();
    this.machine = outputs.get("MachineArn");
    this.progress = progress;
    this.queue = sqs.createQueue(b -> b.queueName("messages-for-people")).queueUrl();
    String arn =
        sqs.getQueueAttributes(b -> b.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    try (SnsClient sns = AwsClients.configured(SnsClient.builder(), settings).build()) {
      sns.subscribe(b -> b.topicArn(outputs.get("TopicArn")).protocol("sqs").endpoint(arn));
    }
    executions().forEach(each -> before.add(each.executionArn()));
  }

  /**
   * Tells what happens until that many batches are over and their messages were sent.
   *
   * @return whether all were committed
   */
  public boolean until(int batches) {
    long began = System.nanoTime();
    int messages = 0;
    boolean good = true;
    while (System.nanoTime() - began < LONGEST.toNanos()) {
      List<ExecutionListItem> executions =
          executions().stream().filter(each -> !before.contains(each.executionArn())).toList();
      executions.forEach(each -> tell(each, began));
      messages += tellMessages(began);
      boolean running =
          executions.stream().anyMatch(each -> each.status() == ExecutionStatus.RUNNING);
      if (executions.size() >= batches && !running && messages >= executions.size()) {
        return good && executions.stream().allMatch(e -> e.status() == ExecutionStatus.SUCCEEDED);
      }
      sleep();
    }
    progress.say("not finished after " + LONGEST.toMinutes() + " minutes; the logs say more");
    return false;
  }

  private List<ExecutionListItem> executions() {
    return sfn.listExecutionsPaginator(b -> b.stateMachineArn(machine)).executions().stream()
        .toList();
  }

  private void tell(ExecutionListItem execution, long began) {
    List<HistoryEvent> events =
        sfn.getExecutionHistory(
                b -> b.executionArn(execution.executionArn()).maxResults(MOST_EVENTS))
            .events();
    int from = told.getOrDefault(execution.executionArn(), 0);
    for (HistoryEvent event : events.subList(Math.min(from, events.size()), events.size())) {
      if (event.stateEnteredEventDetails() != null) {
        line(began, execution.name(), event.stateEnteredEventDetails().name());
      } else if (event.taskSubmittedEventDetails() != null
          && "glue".equals(event.taskSubmittedEventDetails().resourceType())) {
        line(began, execution.name(), "  a Glue run: spark-submit of the jar");
      } else if (event.executionFailedEventDetails() != null) {
        line(began, execution.name(), "ended: " + event.executionFailedEventDetails().error());
      }
    }
    told.put(execution.executionArn(), events.size());
  }

  private int tellMessages(long began) {
    int count = 0;
    for (Message message :
        sqs.receiveMessage(b -> b.queueUrl(queue).maxNumberOfMessages(10)).messages()) {
      try {
        JsonNode envelope = JSON.readTree(message.body());
        line(began, "message", envelope.path("Subject").asText());
        envelope.path("Message").asText().lines().forEach(each -> progress.say("    | " + each));
      } catch (JsonProcessingException e) {
        line(began, "message", message.body());
      }
      sqs.deleteMessage(b -> b.queueUrl(queue).receiptHandle(message.receiptHandle()));
      count++;
    }
    return count;
  }

  private void line(long began, String who, String what) {
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    progress.say(String.format(Locale.ROOT, "%4d s  %-20s %s", seconds, who, what));
  }

  private static void sleep() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
