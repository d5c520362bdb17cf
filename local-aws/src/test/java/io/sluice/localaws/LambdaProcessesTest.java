package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Addition lambda_processes, and that LocalEmu's own mapping from queues works with it. */
@ExtendWith(LocalAwsForTests.class)
class LambdaProcessesTest {
  private static TinyFunction function;
  private static TinyFunction hasty;

  @BeforeAll
  static void deploy() throws Exception {
    function = TinyFunction.deploy("tiny", 120);
    hasty = TinyFunction.deploy("tiny-hasty", 5);
  }

  @Test
  void answersInOneProcessUntilThatEnds() {
    InvokeResponse first = function.invoke("{\"say\": \"가나\"}");
    assertNull(first.functionError());
    String text = first.payload().asUtf8String();
    assertTrue(text.contains("\"said\":\"가나\""), text);
    assertTrue(text.contains("\"setting\":\"다\""), text);
    assertTrue(text.contains(LocalAwsForTests.aws().endpoint().toString()), text);
    assertEquals(process(first), process(function.invoke("{}")));

    InvokeResponse exited = function.invoke("{\"do\": \"exit\"}");
    assertEquals("Unhandled", exited.functionError());
    assertTrue(exited.payload().asUtf8String().contains("Runtime.ExitError"));
    assertNotEquals(process(first), process(function.invoke("{}")));
  }

  @Test
  void errorsAreTheRuntimesOwn() {
    InvokeResponse thrown = function.invoke("{\"do\": \"throw\"}");
    assertEquals("Unhandled", thrown.functionError());
    String text = thrown.payload().asUtf8String();
    assertTrue(text.contains("\"errorType\":\"java.lang.IllegalStateException\""), text);
    assertTrue(text.contains("\"errorMessage\":\"as asked\""), text);
  }

  @Test
  void endsWhatTakesTooLong() {
    InvokeResponse late = hasty.invoke("{\"do\": \"sleep\"}");
    assertEquals("Unhandled", late.functionError());
    assertTrue(isLate(late), late.payload()::asUtf8String);
    InvokeResponse next = hasty.invoke("{}");
    for (int i = 0; i < 10 && isLate(next); i++) {
      // So slow a machine that even this takes as long.
      next = hasty.invoke("{}");
    }
    assertNull(next.functionError(), next.payload()::asUtf8String);
  }

  private static boolean isLate(InvokeResponse response) {
    return response.payload().asUtf8String().contains("Task timed out after 5.00 seconds");
  }

  @Test
  void takesBatchesFromQueuesAndLeavesWhatFailed() throws Exception {
    // What is in hand longer than the queue waits comes again: it must not wait for the start too.
    assertNull(function.invoke("{}").functionError());
    String dead = Clients.sqs().createQueue(b -> b.queueName("tiny-dead")).queueUrl();
    String redrive =
        "{\"deadLetterTargetArn\": \"%s\", \"maxReceiveCount\": 2}".formatted(arn(dead));
    String queue =
        Clients.sqs()
            .createQueue(
                b ->
                    b.queueName("tiny-queue")
                        .attributes(
                            Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "6",
                                QueueAttributeName.REDRIVE_POLICY,
                                redrive)))
            .queueUrl();
    Clients.lambda()
        .createEventSourceMapping(
            b ->
                b.functionName(function.name())
                    .eventSourceArn(arn(queue))
                    .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
    for (String body : new String[] {"good", "poison", "also good"}) {
      Clients.sqs().sendMessage(b -> b.queueUrl(queue).messageBody(body));
    }
    Eventually.holds(
        () -> {
          assertEquals(1, count(dead, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
          assertEquals(0, count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
          assertEquals(
              0, count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
        });
    assertEquals(
        "poison", Clients.sqs().receiveMessage(b -> b.queueUrl(dead)).messages().get(0).body());
  }

  private static int count(String queue, QueueAttributeName what) {
    return Integer.parseInt(attribute(queue, what));
  }

  private static String arn(String queue) {
    return attribute(queue, QueueAttributeName.QUEUE_ARN);
  }

  private static String attribute(String queue, QueueAttributeName name) {
    return Clients.sqs()
        .getQueueAttributes(b -> b.queueUrl(queue).attributeNames(name))
        .attributes()
        .get(name);
  }

  private static String process(InvokeResponse response) {
    Matcher matcher =
        Pattern.compile("\"process\":(\\d+)").matcher(response.payload().asUtf8String());
    assertTrue(matcher.find(), response.payload().asUtf8String());
    return matcher.group(1);
  }
}
