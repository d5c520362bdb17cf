package io.sluice.cli.redrive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Sends dead letters to where they were to go. A letter is deleted only once it was sent: who dies
 * between sends it twice, which the flow does not mind, and none is lost.
 */
public final class DeadLetters {
  /** What EventBridge writes on an event that it could not deliver. */
  private static final String TARGET = "TARGET_ARN";

  private static final int AT_A_TIME = 10;

  /** For sending ten of them. */
  private static final int SECONDS = 60;

  private static final int LONGEST_SHOWN = 100;

  private final SqsClient sqs;
  private final LambdaClient lambda;
  private final Trial trial;

  public DeadLetters(SqsClient sqs, LambdaClient lambda, Trial trial) {
    this.sqs = sqs;
    this.lambda = lambda;
    this.trial = trial;
  }

  /**
   * Sends all letters that are there, each once.
   *
   * @param from URL of the dead-letter queue
   * @param to URL of the queue of which it is one
   */
  public List<Sent> send(String from, String to) {
    List<Sent> sent = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<Message> letters = receive(from);
    // One that comes back at once is for the next time.
    while (letters.stream().anyMatch(letter -> !seen.contains(letter.messageId()))) {
      for (Message letter : letters) {
        if (seen.add(letter.messageId())) {
          sent.add(new Sent("letter", shown(letter), send(letter, to)));
          if (trial == Trial.SEND && !isForeign(letter)) {
            sqs.deleteMessage(b -> b.queueUrl(from).receiptHandle(letter.receiptHandle()));
          }
        }
      }
      letters = receive(from);
    }
    return sent;
  }

  private List<Message> receive(String from) {
    return sqs.receiveMessage(
            b ->
                b.queueUrl(from)
                    .maxNumberOfMessages(AT_A_TIME)
                    // Who only looks keeps nobody from it.
                    .visibilityTimeout(trial == Trial.SEND ? SECONDS : 2)
                    .waitTimeSeconds(1)
                    .messageAttributeNames("All"))
        .messages();
  }

  private String send(Message letter, String to) {
    String target = text(letter, TARGET);
    if (isForeign(letter)) {
      return "left where it is: it was for " + target + "; send that again by hand";
    }
    boolean function = target.contains(":function:");
    if (trial == Trial.SEND && function) {
      lambda.invoke(
          b ->
              b.functionName(target)
                  .invocationType(InvocationType.EVENT)
                  .payload(SdkBytes.fromUtf8String(letter.body())));
    } else if (trial == Trial.SEND) {
      sqs.sendMessage(b -> b.queueUrl(to).messageBody(letter.body()));
    }
    return function
        ? "to the function " + target.substring(target.lastIndexOf(':') + 1)
        : "to the queue of arrivals";
  }

  /** Whether it is neither an event of a file nor for a function: a schedule's, for example. */
  private static boolean isForeign(Message letter) {
    String target = text(letter, TARGET);
    return !target.isEmpty() && !target.contains(":function:") && !target.contains(":sqs:");
  }

  private static String text(Message letter, String attribute) {
    MessageAttributeValue value = letter.messageAttributes().get(attribute);
    return value == null || value.stringValue() == null ? "" : value.stringValue();
  }

  private static String shown(Message letter) {
    String body = letter.body().replaceAll("\\s+", " ");
    return body.length() <= LONGEST_SHOWN ? body : body.substring(0, LONGEST_SHOWN) + "…";
  }
}
