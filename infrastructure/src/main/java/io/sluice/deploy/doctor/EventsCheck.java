package io.sluice.deploy.doctor;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Whether the rules are on and have their targets, and what lies in the queues. */
final class EventsCheck implements Check {
  private static final List<String> RULES =
      List.of("ObjectCreated", "ObjectLogged", "ExecutionEnded", "SweepTime");

  @Override
  public String name() {
    return "events";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    try (EventBridgeClient events = patient.client(EventBridgeClient.builder())) {
      for (String rule : RULES) {
        if (patient.has(rule)) {
          look(events, rule, patient, findings);
        }
      }
    }
    try (SqsClient sqs = patient.client(SqsClient.builder())) {
      queue(sqs, "Arrivals", patient, findings);
      int dead = queue(sqs, "DeadLetters", patient, findings);
      if (dead > 0) {
        findings.warning(
            dead + " events could not be handled and lie in the dead-letter queue",
            "find the cause with 'sluice logs', then send them again: 'sluice redrive'");
      }
    }
    return findings.orGood("rules are on, and no event is left over");
  }

  private static void look(
      EventBridgeClient events, String logical, Patient patient, Findings findings) {
    String id = patient.id(logical);
    // A rule's id is its name, or its ARN.
    String name = id.substring(id.lastIndexOf('/') + 1);
    try {
      DescribeRuleResponse rule = events.describeRule(b -> b.name(name));
      if (rule.state() == RuleState.DISABLED) {
        findings.fault(
            "rule " + name + " (" + logical + ") is switched off",
            "aws events enable-rule --name " + name);
      }
      if (events.listTargetsByRule(b -> b.rule(name)).targets().isEmpty()) {
        findings.fault(
            "rule " + name + " (" + logical + ") has no target any more",
            "'sluice destroy' (data stays), then " + patient.deployAgain());
      }
    } catch (ResourceNotFoundException e) {
      findings.fault(
          "rule " + name + " (" + logical + ") is not there",
          "'sluice destroy' (data stays), then " + patient.deployAgain());
    }
  }

  /** How many messages it has. */
  private static int queue(SqsClient sqs, String logical, Patient patient, Findings findings) {
    String url = patient.id(logical);
    try {
      Map<QueueAttributeName, String> attributes =
          sqs.getQueueAttributes(b -> b.queueUrl(url).attributeNames(QueueAttributeName.ALL))
              .attributes();
      if (!attributes
          .getOrDefault(QueueAttributeName.POLICY, "")
          .contains("events.amazonaws.com")) {
        findings.fault(
            url + " does not let EventBridge send: its policy was changed",
            "put the policy of the template back: " + patient.deployAgain());
      }
      return Integer.parseInt(
          attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
    } catch (QueueDoesNotExistException e) {
      findings.fault(
          "queue " + url + " (" + logical + ") is not there",
          "'sluice destroy' (data stays), then " + patient.deployAgain());
      return 0;
    }
  }
}
