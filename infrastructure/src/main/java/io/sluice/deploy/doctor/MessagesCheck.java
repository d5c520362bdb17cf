package io.sluice.deploy.doctor;

import java.util.List;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Whether anybody gets the messages. */
final class MessagesCheck implements Check {
  /** What SNS has in place of an ARN until the address has confirmed. */
  private static final String PENDING = "PendingConfirmation";

  @Override
  public String name() {
    return "messages";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    String topic = patient.id("Topic");
    try (SnsClient sns = patient.client(SnsClient.builder())) {
      List<Subscription> all =
          sns.listSubscriptionsByTopicPaginator(b -> b.topicArn(topic)).subscriptions().stream()
              .toList();
      if (all.isEmpty()) {
        findings.warning(
            "nobody gets the messages: the topic has no subscription",
            "'sluice deploy --email ADDRESS'");
      }
      for (Subscription each : all) {
        if (each.subscriptionArn().replace(" ", "").equalsIgnoreCase(PENDING)) {
          findings.warning(
              each.endpoint() + " has not confirmed its subscription and gets nothing",
              "confirm it in AWS's mail to that address; a new one is sent by 'aws sns subscribe"
                  + " --topic-arn "
                  + topic
                  + " --protocol "
                  + each.protocol()
                  + " --notification-endpoint "
                  + each.endpoint()
                  + "'");
        }
      }
      return findings.orGood(all.size() + " subscriptions, all confirmed");
    } catch (NotFoundException e) {
      findings.fault(
          "the topic " + topic + " is not there",
          "'sluice destroy' (data stays), then " + patient.deployAgain());
      return findings.orGood("");
    }
  }
}
